"""What is known of the complaints of the last twelve months, and of those that are open now.

It is read from every complaint of a year, so a process keeps what it read until one of them
changes, and for a minute at most: then another promise may be late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import Count, Max

from ventanilla.core.figures import Figures, figures
from ventanilla.core.legalclock import legal_clock
from ventanilla.core.spans import add_months
from ventanilla.core.zones import start_of_day
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.register import lines
from ventanilla.tickets.register_figures import chunks, touched


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
    found = touched(company, since, now)
    year = [line for tickets in chunks(found) for line in lines(company, tickets, now)]
    alive = [line for line in year if line.entry.decided is None]
    clocks = [legal_clock(line.standings) for line in alive]
    return Year(
        figures=figures((line.entry for line in year), since, now),
        late=sum(bool(line.entry.late) for line in alive),
        ahead=tuple(sorted(c.due for c in clocks if c and c.due and c.due > now)),
    )
