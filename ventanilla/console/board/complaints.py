"""Open complaints with their legal clocks, and whether they are still in legal time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.companies.inforce import InForce
from ventanilla.core.legalclock import legal, legal_clock
from ventanilla.core.lifecycle import HELD, QUEUED
from ventanilla.core.promises import Standing, shown
from ventanilla.core.steps import ACK
from ventanilla.core.verdicts import verdict
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.register import standings_of

MOST = 200


@dataclass(frozen=True, slots=True)
class Complaint:
    """An open complaint with its promises, as they were recorded."""

    ticket: Ticket
    standings: tuple[Standing, ...]

    @property
    def clock(self) -> Standing | None:
        """The one that is told: its legal clock; where no decision is promised, the earliest."""
        return legal_clock(self.standings) or shown(self.standings)

    @property
    def legal(self) -> tuple[Standing, ...]:
        """The promises by which it is in legal time."""
        which = legal(standing.promise for standing in self.standings)
        return tuple(standing for standing in self.standings if standing.promise in which)

    @property
    def acknowledged(self) -> bool | None:
        """Whether its receipt was confirmed by a person; None where nobody promised that."""
        endings = ((s, ending) for s in self.standings for ending in s.promise.stop.any)
        acks = [s for s, ending in endings if (ending.kind, ending.name) == ("notice", ACK)]
        return all(s.stopped is not None for s in acks) if acks else None

    def in_time(self, now: datetime) -> bool | None:
        """Whether no legal clock was broken, neither the receipt nor the decision; None of none."""
        verdicts = [verdict(s.state, s.due, s.stopped, now) for s in self.legal]
        return all(found is None or found.kept for found in verdicts) if verdicts else None


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
    promised = standings_of(company.id, {ticket.id: ticket.policy for ticket in tickets})
    return sorted((Complaint(ticket, promised[ticket.id]) for ticket in tickets), key=_due)


def _due(complaint: Complaint) -> tuple[bool, datetime]:
    clock = complaint.clock
    due = clock.due if clock is not None and clock.open else None
    return (due is None, due or complaint.ticket.received_at)
