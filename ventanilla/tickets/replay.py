"""Recorded tickets read for a trial: in chunks, nothing locked, nothing written.

A chunk is a thousand tickets by their ids, then all their events; memory does not grow with the
record. What is recorded while a trial runs is left out: it is judged at one instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThanOrEqual

from ventanilla.companies.inforce import policy_of
from ventanilla.core.facts import Actor, Occurrence
from ventanilla.core.policy import Policy
from ventanilla.core.replay import Past
from ventanilla.core.trial import Trial
from ventanilla.tickets.models import Event, Ticket

CHUNK = 1000

type Told = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Received:
    """Which tickets: those a company received from ``since`` until before ``until`` (UTC).

    ``first`` (arrival, id) leaves out what is older: the newest ones are tried alone.
    """

    company: int
    since: datetime
    until: datetime
    first: tuple[datetime, int] | None = None

    def tickets(self) -> QuerySet[Ticket]:
        """Those tickets, in no order."""
        found = Ticket.objects.filter(
            company_id=self.company, received_at__gte=self.since, received_at__lt=self.until
        )
        if self.first is None:
            return found
        return found.filter(_from_place(*self.first))


def _from_place(at: datetime, ticket: int) -> Any:
    return TupleGreaterThanOrEqual((F("received_at"), F("id")), (at, ticket))


class Row(NamedTuple):
    """What is read of a ticket beside its events."""

    id: int
    number: str
    received_at: datetime
    channel: str
    language: str
    policy: int


def newest(received: Received, tickets: int, events: int | None = None) -> Received:
    """The newest ``tickets`` of them alone; fewer where these have more than ``events`` events.

    One ticket is left at least, however long its history.
    """
    found = received.tickets().order_by("-received_at", "-id")[:tickets]
    first, total = None, 0
    for at, number, seq in found.values_list("received_at", "id", "seq").iterator(CHUNK):
        total += seq
        if first is not None and events is not None and total > events:
            break
        first = (at, number)
    return Received(received.company, received.since, received.until, first)


def replay(received: Received, new: Policy, now: datetime, told: Told | None = None) -> Trial:
    """Judge recorded tickets at ``now`` by a new policy beside the one that each names.

    ``told`` hears after each chunk how many tickets are done.
    """
    trial = Trial(new, now, min(now, received.until))
    for rows in _chunks(received):
        events = _events(received.company, [row.id for row in rows], now)
        for row in rows:
            happened = tuple(events.get(row.id, ()))
            past = Past(row.number, row.received_at, row.channel, row.language, happened)
            trial.add(past, policy_of(received.company, row.policy))
        if told is not None:
            told(trial.tickets)
    return trial


def _chunks(received: Received) -> Iterator[list[Row]]:
    last = -1
    while True:
        found = received.tickets().filter(id__gt=last).order_by("id")[:CHUNK]
        rows = [Row._make(row) for row in found.values_list(*Row._fields)]
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _events(company: int, tickets: list[int], now: datetime) -> dict[int, list[Occurrence]]:
    found: dict[int, list[Occurrence]] = {}
    events = Event.objects.filter(company_id=company, ticket__in=tickets, at__lte=now)
    rows = events.order_by("ticket", "seq").values_list("ticket", "kind", "at", "by", "detail")
    for ticket, kind, at, by, detail in rows.iterator(CHUNK * 10):
        found.setdefault(ticket, []).append(Occurrence(kind, at, cast(Actor, by), detail))
    return found
