"""Open complaints with their legal clocks, and whether they are still in legal time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from ventanilla.companies.inforce import InForce, policy_of
from ventanilla.core.legalclock import decides, legal
from ventanilla.core.lifecycle import HELD, QUEUED
from ventanilla.core.policy import Promise
from ventanilla.core.promises import Standing, State
from ventanilla.core.verdicts import verdict
from ventanilla.tickets.models import PromiseRow, Ticket

MOST = 200


@dataclass(frozen=True, slots=True)
class Complaint:
    """An open complaint with the standings of its legal clocks, as they were recorded."""

    ticket: Ticket
    legal: tuple[Standing, ...]
    acknowledged: bool | None
    """Whether its receipt was confirmed by a person; None where nobody promised that."""

    @property
    def clock(self) -> Standing | None:
        """The one that is told: the earliest due decision, else the earliest due of the rest."""
        running = [s for s in self.legal if s.open and s.due]
        deciding = [s for s in running if decides(s.promise)]
        return min(deciding or running, key=lambda s: s.due or s.started, default=None)

    def in_time(self, now: datetime) -> bool | None:
        """Whether no legal clock was broken, neither the receipt nor the decision; None of none."""
        verdicts = (verdict(s.state, s.due, s.stopped, now) for s in self.legal)
        return all(found is None or found.kept for found in verdicts) if self.legal else None


def complaint_topics(company: InForce) -> list[str]:
    """The topics that are complaints in the policy in force."""
    return [topic.name for topic in company.policy.topics.values() if topic.complaint]


def open_complaints(company: InForce) -> list[Complaint]:
    """Every open complaint (the first 200), the earliest due first."""
    topics = complaint_topics(company)
    if not topics:
        return []
    found = Ticket.objects.filter(company_id=company.id, topic__in=topics, state__in=QUEUED | HELD)
    tickets = list(found.order_by("due_at", "id")[:MOST])
    rows: dict[int, list[PromiseRow]] = {}
    for row in PromiseRow.objects.filter(
        company_id=company.id, ticket__in=[ticket.id for ticket in tickets]
    ):
        rows.setdefault(row.ticket, []).append(row)
    complaints = [_complaint(company, ticket, rows.get(ticket.id, [])) for ticket in tickets]
    return sorted(complaints, key=_due)


def _due(complaint: Complaint) -> tuple[bool, datetime]:
    clock = complaint.clock
    received = complaint.ticket.received_at
    return (clock is None, clock.due or received if clock else received)


def _complaint(company: InForce, ticket: Ticket, rows: Sequence[PromiseRow]) -> Complaint:
    promises = policy_of(company.id, ticket.policy).promises
    standings = [_standing(row, promises[row.name]) for row in rows if row.name in promises]
    which = legal(standing.promise for standing in standings)
    acks = [s for s in standings if ("notice", "ack") in _endings(s.promise)]
    return Complaint(
        ticket,
        tuple(standing for standing in standings if standing.promise in which),
        all(s.stopped is not None for s in acks) if acks else None,
    )


def _endings(promise: Promise) -> set[tuple[str, str]]:
    return {(ending.kind, ending.name) for ending in promise.stop.any}


def _standing(row: PromiseRow, promise: Promise) -> Standing:
    started = row.started_at
    assert started is not None  # written with every row
    return Standing(
        promise, cast(State, row.state), started, row.due_at, row.first_due_at, row.stopped_at
    )
