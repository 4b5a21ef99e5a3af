"""Whether the record is whole: every chain walked from its first event to its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ventanilla.core.chain import Link, first_break
from ventanilla.tickets.models import Event, Ticket


def broken_chains(slug: str = "") -> Iterator[tuple[str, int | None]]:
    """For each ticket its number and the ``seq`` at which its chain breaks (None: whole)."""
    tickets = Ticket.objects.all()
    if slug:
        tickets = tickets.filter(company__slug=slug)
    batch: list[Ticket] = []
    for ticket in tickets.order_by("company_id", "id").iterator(chunk_size=500):
        batch.append(ticket)
        if len(batch) == 500:
            yield from _check(batch)
            batch = []
    yield from _check(batch)


def _check(batch: list[Ticket]) -> Iterator[tuple[str, int | None]]:
    if not batch:
        return
    found = Event.objects.filter(
        company_id__in={t.company_id for t in batch}, ticket__in=[t.id for t in batch]
    ).order_by("company_id", "ticket", "seq")
    chains = {
        key: list(events) for key, events in groupby(found, lambda e: (e.company_id, e.ticket))
    }
    for ticket in batch:
        events = chains.get((ticket.company_id, ticket.id), [])
        yield ticket.number, break_of(ticket, events)


def break_of(ticket: Ticket, events: Iterable[Event]) -> int | None:
    """Where a ticket's chain breaks; a tail that was cut off shows at the ticket's own head."""
    links = [
        (
            Link(e.company_id, e.ticket, e.seq, e.kind, e.at, e.by, e.actor, e.detail),
            bytes(e.hash),
        )
        for e in events
    ]
    broken = first_break(links)
    if broken is not None:
        return broken
    if len(links) != ticket.seq or (links and links[-1][1] != bytes(ticket.head)):
        return len(links) + 1
    return None
