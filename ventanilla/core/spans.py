"""Spans of a policy: "5 business_days", "4 open_hours", "window_close"; each keeps its unit.

A business day, an open hour, a calendar month and an elapsed hour are different things and are
never turned into one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ventanilla.core.tables import PolicyError, nearest

ELAPSED = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
}
OPEN = {"open_minute": timedelta(minutes=1), "open_hour": timedelta(hours=1)}
MONTHS = {"month": 1, "year": 12}
DAYS = ("day", "business_day", "week", *MONTHS)
WORDS = ("same_day", "window_close", "agreed_slot")
_LIMITS = {"second": 10**9, "minute": 10**8, "hour": 10**6, "open_minute": 10**7}
_NUMBERED = re.compile(r"(first )?(\d{1,10}) ([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Span:
    """How long a promise has: a number of one unit, or a word (``count`` is then 1)."""

    unit: str
    count: int = 1
    of_period: bool = False
    text: str = ""

    @property
    def time(self) -> timedelta:
        """The length of an elapsed or open span; zero for spans of days and words."""
        return self.count * (ELAPSED.get(self.unit) or OPEN.get(self.unit) or timedelta(0))

    @property
    def by_days(self) -> bool:
        """Whether the span ends with a day rather than at an instant."""
        return self.unit in DAYS or self.unit == "same_day"

    @property
    def is_period(self) -> bool:
        """Whether the span is so many whole days, weeks, months or years, one like another."""
        return self.unit in DAYS and self.unit != "business_day"

    def last_day(self, begun: date) -> date:
        """The last day of the period that begins with a day; ``is_period`` must hold."""
        if self.unit in MONTHS:
            return add_months(begun, self.count * MONTHS[self.unit])
        return begun + self.count * timedelta(days=7 if self.unit == "week" else 1)


def read_span(text: str, place: str) -> Span:
    """The span written as ``text``.

    Raises:
        PolicyError: an unknown unit (the nearest is offered), no number, zero, or over 100 years.
    """
    if text in WORDS:
        return Span(text, text=text)
    found = _NUMBERED.fullmatch(text)
    if not found:
        wanted = 'a span such as "5 business_days", "24 hours" or "window_close" is needed here'
        raise PolicyError(place, f'"{text}"', wanted, nearest(text, WORDS))
    first, number, word = found.groups()
    unit, count = word.removesuffix("s"), int(number)
    known = (*ELAPSED, *OPEN, *DAYS)
    if unit not in known:
        units = [f"{name}s" for name in known]
        wanted = "allowed: " + ", ".join((*units, *WORDS))
        raise PolicyError(place, f'"{word}"', wanted, nearest(word, units))
    if first and unit != "business_day":
        raise PolicyError(place, f'"{text}"', 'only "first n business_days" is known')
    limit = _LIMITS.get(unit, {"year": 100, "month": 1200, "week": 5200}.get(unit, 36500))
    if not 1 <= count <= limit:
        raise PolicyError(place, number, f"a number from 1 to {limit} is needed here")
    return Span(unit, count, bool(first), text)


def add_months(day: date, months: int) -> date:
    """The same date some months later, or the last day of that month where it has no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))
