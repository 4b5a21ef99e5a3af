"""Reading the record: one ticket whole, a queue, a customer's requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ventanilla.companies.inforce import policy_of
from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import Condition, fold
from ventanilla.core.merging import effective
from ventanilla.core.policy import Policy
from ventanilla.core.promises import Standing, judge, published
from ventanilla.people.models import Customer
from ventanilla.tickets.change import history
from ventanilla.tickets.joined import taken_in
from ventanilla.tickets.models import Event, File, Message, Ticket

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Whole:
    """A ticket with everything that a page about it shows.

    ``joined`` are the requests it has taken in, by their ids, and ``joined_events`` what happened
    in them; their messages and files stand among its own, in the order of time.
    """

    ticket: Ticket
    policy: Policy
    customer: Customer
    occurrences: Sequence[Occurrence]
    condition: Condition
    standings: tuple[Standing, ...]
    messages: list[Message]
    files: dict[int, list[File]]
    events: list[Event]
    joined: dict[int, Ticket] = field(default_factory=dict)
    joined_events: list[Event] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    """The numbers of other requests that its events name, by their ids."""


type Sees = Callable[[Ticket], bool]
"""Whether the reader of a page may read a ticket: words of one taken in are theirs only then."""


def whole(ticket: Ticket, now: datetime, sees: Sees = lambda _ticket: True) -> Whole:
    """Read a ticket for a page: four queries, whatever its length (the last 500 messages), one more
    where its events name other requests, and two where it has taken some in."""
    policy = policy_of(ticket.company_id, ticket.policy)
    mine = {"company_id": ticket.company_id, "ticket": ticket.id}
    events = list(Event.objects.filter(**mine).order_by("seq"))
    occurrences = effective(
        [Occurrence(e.kind, e.at, e.by, e.detail) for e in events]  # type: ignore[arg-type]
    )
    condition = fold(occurrences)
    joined = _joined(ticket, sees) if any(e.kind == "took_in" for e in events) else {}
    family = {"company_id": ticket.company_id, "ticket__in": [ticket.id, *joined]}
    files: dict[int, list[File]] = {}
    for file in File.objects.filter(**family).order_by("id"):
        files.setdefault(file.message, []).append(file)
    return Whole(
        ticket=ticket,
        policy=policy,
        customer=Customer.objects.get(company_id=ticket.company_id, id=ticket.customer),
        occurrences=occurrences,
        condition=condition,
        standings=judge(policy, condition, ticket.channel, occurrences, now, ticket.language),
        messages=_messages(family, joined),
        files=files,
        events=events,
        joined=joined,
        joined_events=list(
            Event.objects.filter(company_id=ticket.company_id, ticket__in=list(joined)).order_by(
                "ticket", "seq"
            )
        )
        if joined
        else [],
        numbers=_numbers(ticket.company_id, events),
    )


def _numbers(company: int, events: Sequence[Event]) -> dict[str, str]:
    named = {int(e.detail["ticket"]) for e in events if e.detail.get("ticket")}
    if not named:
        return {}
    found = Ticket.objects.filter(company_id=company, id__in=named)
    return {str(id_): number for id_, number in found.values_list("id", "number")}


def _joined(ticket: Ticket, sees: Sees) -> dict[int, Ticket]:
    return {one.id: one for one in taken_in(ticket.company_id, ticket.id) if sees(one)}


def _messages(family: dict[str, Any], joined: dict[int, Ticket]) -> list[Message]:
    """The last messages, the oldest first. Words that were split off and came back with their
    request stand there once, where they were written."""
    found = list(Message.objects.filter(**family).order_by("-id")[:LONGEST])[::-1]
    if not joined:
        return found
    known = {message.id for message in found}
    shown = [m for m in found if m.ticket not in joined or m.split_from not in known]
    return sorted(shown, key=lambda message: (message.at, message.id))


def standings_of(ticket: Ticket, now: datetime) -> tuple[Standing, ...]:
    """The published promises of a ticket as they stood at ``now``: what its customer is told.

    What happened after ``now`` does not count: a letter that is written again says what it said.
    """
    occurrences = [o for o in history(ticket) if o.at <= now]
    policy = policy_of(ticket.company_id, ticket.policy)
    standings = judge(policy, fold(occurrences), ticket.channel, occurrences, now, ticket.language)
    return published(standings)


def requests_of(company: int, customer: int, limit: int = 50) -> list[Ticket]:
    """A customer's tickets, the newest first; what goes on in another one stands there."""
    found = Ticket.objects.filter(company_id=company, customer=customer, merged_into=None)
    return list(found.order_by("-received_at", "-id")[:limit])
