"""Reading the complaint register: complaints, with what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    read = entries_of(company, {ticket.id: ticket.policy for ticket in tickets}, now)
    who = {ticket.customer for ticket in tickets}
    names = Customer.objects.filter(company_id=company, id__in=who).values_list("id", "name")
    called = dict(names)
    return [
        Line(ticket, policy_of(company, ticket.policy), *found, called.get(ticket.customer, ""))
        for ticket, found in zip(tickets, read, strict=True)
    ]


def entries_of(
    company: int, versions: Mapping[int, int], now: datetime
) -> Iterator[tuple[Entry, tuple[Standing, ...]]]:
    """What became of complaints, in their order: two queries, whatever their number.

    ``versions`` are the serials of the policies that judge them, by the ids of the tickets.
    """
    happened = occurrences_of(company, list(versions), KINDS)
    promised = standings_of(company, versions)
    for ticket, serial in versions.items():
        standings = promised[ticket]
        yield entry_of(policy_of(company, serial), happened[ticket], standings, now), standings


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


def standings_of(company: int, versions: Mapping[int, int]) -> dict[int, tuple[Standing, ...]]:
    """The promises of some tickets as their rows have them, in the order of the policy.

    ``versions`` as for ``entries_of``. The rows are read without the weight of a model.
    """
    rows = PromiseRow.objects.filter(
        company_id=company, ticket__in=list(versions), started_at__isnull=False
    )
    found: dict[int, dict[str, Row]] = {ticket: {} for ticket in versions}
    for ticket, name, *row in rows.values_list("ticket", "name", *COLUMNS):
        found[ticket][name] = tuple(row)
    return {
        ticket: tuple(_standings(policy_of(company, versions[ticket]), mine))
        for ticket, mine in found.items()
    }


def _standings(policy: Policy, rows: dict[str, Row]) -> Iterator[Standing]:
    for name, promise in policy.promises.items():
        if name in rows:
            yield Standing(promise, *rows[name])
