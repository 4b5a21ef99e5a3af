"""What is known of the complaints of the last twelve months, and of those that are open now.

It is read from every complaint of a year, so a process keeps what it read until one of them
changes, and for a minute at most: then another promise may be late. What was read of a complaint
is kept until its record changes, unless a promise of it still runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import batched
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, QuerySet

from ventanilla.core.figures import Figures, figures
from ventanilla.core.legalclock import legal_clock
from ventanilla.core.register import Entry
from ventanilla.core.spans import add_months
from ventanilla.core.steps import step_of
from ventanilla.core.zones import start_of_day
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.register import entries_of
from ventanilla.tickets.register_figures import CHUNK, touched


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of twelve months; how many open complaints are late, and the dues of the rest."""

    figures: Figures
    late: int
    ahead: tuple[datetime, ...]


def year_of(company: int, zone: str, now: datetime) -> Year:
    """From the start of the same day a year ago until now (L-05 recital 9: the average rolls)."""
    mine = Ticket.objects.filter(company_id=company, complaint=True)
    state = mine.aggregate(n=Count("id"), last=Max("id"), changed=Max("changed_at"))
    minute = now.replace(second=0, microsecond=0)
    just_after = (state["changed"] or minute) + timedelta(microseconds=1)
    return _read(company, zone, max(minute, just_after), tuple(state.values()))


@lru_cache(maxsize=64)
def _read(company: int, zone: str, now: datetime, state: object) -> Year:
    del state  # what was read is kept as long as it stays the same
    where = ZoneInfo(zone)
    since = start_of_day(add_months(now.astimezone(where).date(), -12), where)
    year = _known[company] = _looked_at(company, touched(company, since, now), now)
    alive = [seen for seen in year.values() if seen.entry.decided is None]
    return Year(
        figures=figures((seen.entry for seen in year.values()), since, now),
        late=sum(bool(seen.entry.late) for seen in alive),
        ahead=tuple(sorted(seen.due for seen in alive if seen.due and seen.due > now)),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A complaint as it was read: ``head`` is the hash of its record, which says all of it.

    ``due`` is that of the decision that has still to be sent. What ``runs`` may be late by now.
    """

    head: bytes
    entry: Entry
    due: datetime | None
    runs: bool


_known: dict[int, dict[int, _Seen]] = {}
"""The complaints of each company's year by the ids of their tickets."""


def _looked_at(company: int, found: QuerySet[Ticket], now: datetime) -> dict[int, _Seen]:
    """Complaints as they are now; read are those that changed, or that time may have changed."""
    before = _known.get(company, {})
    year: dict[int, _Seen] = {}
    fresh: dict[int, tuple[int, bytes]] = {}
    for ticket, policy, head in found.values_list("id", "policy", "head"):
        seen = before.get(ticket)
        if seen is not None and seen.head == bytes(head) and not seen.runs:
            year[ticket] = seen
        else:
            fresh[ticket] = (policy, bytes(head))
    for part in batched(fresh.items(), CHUNK):
        read = entries_of(company, {ticket: policy for ticket, (policy, _) in part}, now)
        for (ticket, (_, head)), (entry, standings) in zip(part, read, strict=True):
            clock = legal_clock(standings)
            due = clock.due if clock is not None and clock.open else None
            runs = any(s.state == "running" and step_of(s.promise) for s in standings)
            year[ticket] = _Seen(head, entry, due, runs)
    return year
