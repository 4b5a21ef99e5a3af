"""Periods of the calendar: months, quarters, half-years and years, each with its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ventanilla.core.spans import add_months
from ventanilla.core.zones import DAY, start_of_day

PERIODS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""The words of a policy, and how many months each has."""
EDGES = tuple(f"{word}_{edge}" for word in ("period", *PERIODS) for edge in ("start", "end"))
"""What a clock starts from that belongs to a period: ``quarter_start``, ``period_end``."""
_NAME = re.compile(r"([12][0-9]{3})(?:-(?:([QH])([0-9])|([0-9]{2})))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """``months`` months from the first of a month on, which begin where the calendar has them."""

    first: date
    months: int

    @property
    def after(self) -> Period:
        """The period that follows."""
        return Period(add_months(self.first, self.months), self.months)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after.first - DAY

    @property
    def name(self) -> str:
        """``2026-11``, ``2026-Q4``, ``2026-H2`` or ``2026``."""
        place = (self.first.month - 1) // self.months + 1
        part = {1: f"-{place:02}", 3: f"-Q{place}", 6: f"-H{place}", 12: ""}[self.months]
        return f"{self.first.year}{part}"

    def begins(self, zone: ZoneInfo) -> datetime:
        """Its first instant in a zone (UTC)."""
        return start_of_day(self.first, zone)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The first instant after it (UTC)."""
        return start_of_day(self.after.first, zone)


def period_of(day: date, months: int) -> Period:
    """The period of so many months (1, 3, 6 or 12) in which a day lies."""
    return Period(date(day.year, (day.month - 1) // months * months + 1, 1), months)


def read_period(name: str) -> Period:
    """The period of a name.

    Raises:
        ValueError: for anything that is no name of a period; it says what one looks like.
    """
    found = _NAME.fullmatch(name)
    if found:
        year, letter, place, month = found.groups()
        months = {"Q": 3, "H": 6}.get(letter or "", 1 if month else 12)
        number = int(place or month or 1)
        if 1 <= number <= 12 // months:
            return Period(date(int(year), (number - 1) * months + 1, 1), months)
    raise ValueError(f'"{name}" is no period: write 2026-11, 2026-Q4, 2026-H2 or 2026.')


def periods(months: int, since: date, until: date) -> Iterator[Period]:
    """Every period that is over before ``until`` and in which ``since`` lies or that came later."""
    period = period_of(since, months)
    while period.last < until:
        yield period
        period = period.after
