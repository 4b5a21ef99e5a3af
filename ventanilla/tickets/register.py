"""Reading the complaint register: complaints, with what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from ventanilla.companies.inforce import policy_of
from ventanilla.core.facts import Actor, Occurrence
from ventanilla.core.policy import Policy
from ventanilla.core.promises import Standing
from ventanilla.core.register import Entry, entry_of
from ventanilla.people.models import Customer
from ventanilla.tickets.models import Event, PromiseRow, Ticket

KINDS = (
    "received",
    "replied",
    "letter_written",
    "topic_changed",
    "promise_extended",
    "external_step_opened",
    "external_step_closed",
    "decision_sent",
    "resolved",
    "closed",
    "reopened",
    "cause_named",
    "complaint_registered",
)
"""The events that an entry of the register follows from."""
COLUMNS = ("state", "started_at", "due_at", "first_due_at", "stopped_at")
"""Of a promise's row: what a standing has, in its order."""

type Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A complaint with its entry; ``customer`` is a name."""

    ticket: Ticket
    policy: Policy
    entry: Entry
    standings: tuple[Standing, ...]
    customer: str


def lines(company: int, tickets: Sequence[Ticket], now: datetime) -> list[Line]:
    """Complaints with what became of each: three queries, whatever their number."""
    ids = [ticket.id for ticket in tickets]
    happened, promised = occurrences_of(company, ids, KINDS), _promises(company, ids)
    who = {ticket.customer for ticket in tickets}
    names = Customer.objects.filter(company_id=company, id__in=who).values_list("id", "name")
    called = dict(names)
    found = []
    for ticket in tickets:
        policy = policy_of(company, ticket.policy)
        standings = tuple(_standings(policy, promised.get(ticket.id, {})))
        entry = entry_of(policy, happened[ticket.id], standings, now)
        found.append(Line(ticket, policy, entry, standings, called.get(ticket.customer, "")))
    return found


def occurrences_of(
    company: int, ids: Sequence[int], kinds: Sequence[str] = ()
) -> dict[int, list[Occurrence]]:
    """What happened to some tickets, in the order of the record; of all ``kinds`` unless said."""
    events = Event.objects.filter(company_id=company, ticket__in=ids)
    if kinds:
        events = events.filter(kind__in=kinds)
    rows = events.order_by("ticket", "seq").values_list("ticket", "kind", "at", "by", "detail")
    return {
        ticket: [Occurrence(kind, at, cast(Actor, by), detail) for _, kind, at, by, detail in mine]
        for ticket, mine in groupby(rows, key=lambda row: row[0])
    }


def _promises(company: int, ids: Sequence[int]) -> dict[int, dict[str, Row]]:
    """The promises of some tickets by their names, without the weight of a model."""
    found: dict[int, dict[str, Row]] = {}
    rows = PromiseRow.objects.filter(company_id=company, ticket__in=ids, started_at__isnull=False)
    for ticket, name, *row in rows.values_list("ticket", "name", *COLUMNS):
        found.setdefault(ticket, {})[name] = tuple(row)
    return found


def _standings(policy: Policy, rows: dict[str, Row]) -> Iterator[Standing]:
    """The promises of a ticket as its rows have them, in the order of the policy."""
    for name, promise in policy.promises.items():
        if name in rows:
            yield Standing(promise, *rows[name])
