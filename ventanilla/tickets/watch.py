"""The promise clock: what fell due is noted, what was silent long enough is closed.

No timer lives in memory. Due instants are rows under an index; whoever looks takes a few of them
with ``SKIP LOCKED``, so that any number of workers can look at once and none does it twice.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ventanilla.companies.inforce import companies
from ventanilla.tickets.actions.close import close
from ventanilla.tickets.breaches import note_breaches
from ventanilla.tickets.change import changing
from ventanilla.tickets.models import PromiseRow, Return, Ticket
from ventanilla.tickets.returns import returns_of

BATCH = 50


def note_broken(now: datetime) -> int:
    """Record every promise whose due instant has passed unkept; returns how many."""
    with transaction.atomic():
        due = PromiseRow.objects.filter(state="running", due_at__lte=now)
        rows = list(due.select_for_update(skip_locked=True).order_by("due_at")[:BATCH])
        for row in rows:
            with changing(row.company_id, row.ticket, now, merged=True) as change:
                note_breaches(change)
    return len(rows)


def close_silent(now: datetime) -> int:
    """Close solved tickets whose customers were silent as long as their policy says (XM-44)."""
    closed = 0
    for company in companies():
        silence = company.policy.lifecycle.silence_time
        if silence is None:
            continue
        before = now - silence
        found = Ticket.objects.filter(
            company_id=company.id, state="resolved", resolved_at__lte=before
        )
        for ticket in found.order_by("resolved_at")[:BATCH]:
            try:
                close(company.id, ticket.id, None, now)
                closed += 1
            except ValueError:
                continue  # a complaint, or confirmed meanwhile: not for the clock to close
    return closed


def note_returns(now: datetime) -> int:
    """Make a row for every return whose period is over, and note those that are late (L-01)."""
    noted = 0
    for company in companies():
        for owed in returns_of(company, now):
            if owed.state not in {"owed", "late"}:
                continue
            if owed.row is None:
                fresh = Return(
                    company_id=company.id,
                    report=owed.duty.name,
                    period=owed.period.name,
                    policy=company.serial,
                    due_at=owed.due,
                )
                Return.objects.bulk_create([fresh], ignore_conflicts=True)
                noted += 1
            if owed.state == "late" and (owed.row is None or owed.row.state == "owed"):
                mine = Return.objects.filter(
                    company_id=company.id, report=owed.duty.name, period=owed.period.name
                )
                mine.filter(state="owed").update(state="late", due_at=owed.due, late_noted_at=now)
                noted += 1
    return noted
