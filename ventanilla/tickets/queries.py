"""Reading the record: one ticket whole, a queue, a customer's requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.companies.inforce import policy_of
from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import Condition, fold
from ventanilla.core.policy import Policy
from ventanilla.core.promises import Standing, judge, published
from ventanilla.people.models import Customer
from ventanilla.tickets.change import history
from ventanilla.tickets.models import Event, File, Message, Ticket

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Whole:
    """A ticket with everything that a page about it shows."""

    ticket: Ticket
    policy: Policy
    customer: Customer
    occurrences: list[Occurrence]
    condition: Condition
    standings: tuple[Standing, ...]
    messages: list[Message]
    files: dict[int, list[File]]
    events: list[Event]


def whole(ticket: Ticket, now: datetime) -> Whole:
    """Read a ticket for a page: four queries, whatever its length (the last 500 messages)."""
    policy = policy_of(ticket.company_id, ticket.policy)
    mine = {"company_id": ticket.company_id, "ticket": ticket.id}
    events = list(Event.objects.filter(**mine).order_by("seq"))
    occurrences = [Occurrence(e.kind, e.at, e.by, e.detail) for e in events]  # type: ignore[arg-type]
    condition = fold(occurrences)
    messages = list(Message.objects.filter(**mine).order_by("-id")[:LONGEST])[::-1]
    files: dict[int, list[File]] = {}
    for file in File.objects.filter(**mine).order_by("id"):
        files.setdefault(file.message, []).append(file)
    return Whole(
        ticket=ticket,
        policy=policy,
        customer=Customer.objects.get(company_id=ticket.company_id, id=ticket.customer),
        occurrences=occurrences,
        condition=condition,
        standings=judge(policy, condition, ticket.channel, occurrences, now, ticket.language),
        messages=messages,
        files=files,
        events=events,
    )


def standings_of(ticket: Ticket, now: datetime) -> tuple[Standing, ...]:
    """The published promises of a ticket as they stood at ``now``: what its customer is told.

    What happened after ``now`` does not count: a letter that is written again says what it said.
    """
    occurrences = [o for o in history(ticket) if o.at <= now]
    policy = policy_of(ticket.company_id, ticket.policy)
    standings = judge(policy, fold(occurrences), ticket.channel, occurrences, now, ticket.language)
    return published(standings)


def requests_of(company: int, customer: int, limit: int = 50) -> list[Ticket]:
    """A customer's tickets, the newest first."""
    found = Ticket.objects.filter(company_id=company, customer=customer)
    return list(found.order_by("-received_at", "-id")[:limit])
