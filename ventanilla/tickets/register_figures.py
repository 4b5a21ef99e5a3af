"""The figures of the register for a time that is over, as they were at its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from ventanilla.companies.inforce import policy_of
from ventanilla.core.facts import Occurrence
from ventanilla.core.figures import Figures, figures
from ventanilla.core.lifecycle import fold
from ventanilla.core.promises import judge
from ventanilla.core.register import Entry, entry_of
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.register import occurrences_of

CHUNK = 500


def touched(company: int, since: datetime, until: datetime) -> QuerySet[Ticket]:
    """Every complaint to which something may have happened between two instants.

    One that was solved before and has not changed since has nothing to add.
    """
    alive = Q(resolved_at__isnull=True) | Q(changed_at__gte=since)
    mine = Ticket.objects.filter(alive, company_id=company, complaint=True)
    return mine.filter(received_at__lt=until).order_by("id")


def figures_of(company: int, since: datetime, until: datetime) -> Figures:
    """The figures of a time as they were at its end, whenever they are asked for.

    What happened later does not count, save causes: those are named when they are found.
    """
    return figures(_as_of(company, since, until), since, until)


def _as_of(company: int, since: datetime, until: datetime) -> Iterator[Entry]:
    for tickets in chunks(touched(company, since, until)):
        happened = occurrences_of(company, [ticket.id for ticket in tickets])
        for ticket in tickets:
            past = [o for o in happened[ticket.id] if o.at < until or o.kind == "cause_named"]
            yield _entry(ticket, past, until)


def _entry(ticket: Ticket, past: list[Occurrence], until: datetime) -> Entry:
    policy = policy_of(ticket.company_id, ticket.policy)
    standings = judge(policy, fold(past), ticket.channel, past, until, ticket.language)
    return entry_of(policy, past, standings, until)


def chunks(found: QuerySet[Ticket]) -> Iterator[list[Ticket]]:
    """All of them, some at a time, by their ids."""
    last = 0
    while tickets := list(found.filter(id__gt=last)[:CHUNK]):
        yield tickets
        last = tickets[-1].id
