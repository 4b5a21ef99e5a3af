"""Which days are business days: public holidays, weekends, closures and swapped work days.

The holidays of a country and its subdivisions come from the ``holidays`` library, also the days
off that some states exchange for a worked weekend day. What a company or an authority closes on
top is written into the policy, with the day it was published.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ventanilla.core.holidaynames import name_of
from ventanilla.core.publicholidays import HolidaySource, holidays_of, read_source
from ventanilla.core.tables import PolicyError, TableReader, nearest
from ventanilla.core.words import Phrase, gettext_noop
from ventanilla.core.zones import start_of_day

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEARCH_YEARS = 3  # a span that meets nothing to count for so long is a mistake in the policy


class NothingToCountError(ValueError):
    """A span that finds no business day or no open minute within three years."""


@dataclass(frozen=True, slots=True)
class DatedChange:
    """A day closed (or worked) by decision, with the moment its publication made it known."""

    day: date
    name: str = ""
    published: date | datetime | None = None

    def known_from(self, zone: ZoneInfo) -> datetime | None:
        """The UTC instant of publication (the start of a bare date), None if always known."""
        if self.published is None or isinstance(self.published, datetime):
            return self.published
        return start_of_day(self.published, zone)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Business days of one place. Without ``source`` only weekends and closures are off.

    A day is closed if a closure says so; else worked if ``workdays`` or the state's own swap says
    so; else closed on a holiday or a weekend day.
    """

    name: str
    source: HolidaySource | None = None
    weekend: frozenset[int] = frozenset({5, 6})
    closures: tuple[DatedChange, ...] = ()
    workdays: tuple[DatedChange, ...] = ()
    forecast_after: date | None = None
    _years: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)
    _views: dict[object, Calendar] = field(default_factory=dict, repr=False, compare=False)

    def is_business_day(self, day: date, as_of: datetime | None = None) -> bool:
        """Whether ``day`` counts; with ``as_of``, by what had been published then."""
        return self.why_closed(day, as_of) is None

    def why_closed(self, day: date, as_of: datetime | None = None) -> Phrase | None:
        """Why ``day`` is not a business day, or None where it is one."""
        if as_of is not None:
            return self.known_at(as_of, ZoneInfo("UTC")).why_closed(day)
        return self.why_holiday(day) or self._why_weekend(day)

    def why_holiday(self, day: date) -> Phrase | None:
        """The closure or the holiday of ``day``, or None; weekends are not asked for."""
        for closure in self.closures:
            if closure.day == day:
                return Phrase(gettext_noop("closed: {name}"), {"name": closure.name or self.name})
        if self.is_swapped(day) or self.source is None:
            return None
        name = holidays_of(self.source, day.year)[0].get(day)
        return Phrase(gettext_noop("holiday: {name}"), {"name": name_of(name)}) if name else None

    def is_swapped(self, day: date) -> bool:
        """Whether ``day`` is made a work day by the policy or by the state."""
        if any(change.day == day for change in self.workdays):
            return True
        return self.source is not None and day in holidays_of(self.source, day.year)[1]

    def nth_after(self, day: date, count: int) -> date:
        """The ``count``-th business day after ``day`` (for 0: ``day`` itself).

        Raises:
            NothingToCountError: three years without a single business day.
        """
        if count <= 0:
            return day
        year, empty = day.year, 0
        while empty <= SEARCH_YEARS:
            days = self._business_days(year)
            position = bisect_right(days, day.toordinal())
            if position + count <= len(days):
                return date.fromordinal(days[position + count - 1])
            count -= len(days) - position
            empty = 0 if days else empty + 1
            year += 1
        raise NothingToCountError(f"calendar {self.name}: no business day in {SEARCH_YEARS} years")

    def nth_before(self, day: date, count: int) -> date:
        """The ``count``-th business day before ``day`` (for 0: ``day`` itself)."""
        for _ in range(count):
            day = date.fromordinal(day.toordinal() - 1)
            while not self.is_business_day(day):
                day = date.fromordinal(day.toordinal() - 1)
        return day

    def count_between(self, after: date, until: date) -> int:
        """How many business days lie after ``after``, up to and including ``until``."""
        total = 0
        for year in range(after.year, until.year + 1):
            days = self._business_days(year)
            low = bisect_right(days, after.toordinal())
            total += max(0, bisect_right(days, until.toordinal()) - low)
        return total

    def known_at(self, at: datetime, zone: ZoneInfo) -> Calendar:
        """This calendar as it was published at ``at``; itself where nothing came later."""
        closures = _published(self.closures, at, zone)
        workdays = _published(self.workdays, at, zone)
        if len(closures) == len(self.closures) and len(workdays) == len(self.workdays):
            return self
        view = self._views.get((closures, workdays))
        if view is None:
            view = replace(self, closures=closures, workdays=workdays, _years={}, _views={})
            self._views[closures, workdays] = view
        return view

    def _business_days(self, year: int) -> tuple[int, ...]:
        """The ordinals of the business days of a year, ascending."""
        days = self._years.get(year)
        if days is None:
            first, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
            every = map(date.fromordinal, range(first, end))
            days = tuple(day.toordinal() for day in every if self.is_business_day(day))
            self._years[year] = days
        return days

    def _why_weekend(self, day: date) -> Phrase | None:
        if day.weekday() in self.weekend and not self.is_swapped(day):
            return Phrase(gettext_noop("weekend"))
        return None


def _published(
    changes: tuple[DatedChange, ...], at: datetime, zone: ZoneInfo
) -> tuple[DatedChange, ...]:
    return tuple(c for c in changes if (known := c.known_from(zone)) is None or known <= at)


def read_calendar(name: str, reader: TableReader) -> Calendar:
    """The calendar of a table: ``holidays``, ``categories``, ``weekend``, ``closures``,
    ``workdays``, ``forecast_after``.

    Raises:
        PolicyError: an unknown country, subdivision, category, weekday or key, a day both closed
            and worked, or a week without a working day.
    """
    weekend = _read_weekend(reader)
    closures, workdays = _read_changes(reader, "closures"), _read_changes(reader, "workdays")
    for day in sorted({c.day for c in closures} & {w.day for w in workdays}):
        raise PolicyError(reader.at("workdays"), str(day), "this day is also among the closures")
    calendar = Calendar(
        name=name,
        source=read_source(reader),
        weekend=weekend,
        closures=closures,
        workdays=workdays,
        forecast_after=reader.day("forecast_after") if reader.has("forecast_after") else None,
    )
    reader.done()
    return calendar


def _read_weekend(reader: TableReader) -> frozenset[int]:
    words = reader.texts("weekend", ("sat", "sun"))
    for word in words:
        if word not in WEEKDAYS:
            wanted = "allowed: " + ", ".join(WEEKDAYS)
            raise PolicyError(
                reader.at("weekend"), f'"{word}"', wanted, nearest(word.lower(), WEEKDAYS)
            )
    if len(set(words)) == len(WEEKDAYS):
        raise PolicyError(reader.at("weekend"), "all seven days", "one day must be left to work")
    return frozenset(map(WEEKDAYS.index, words))


def _read_changes(reader: TableReader, key: str) -> tuple[DatedChange, ...]:
    rows = reader.raw(key, [])
    if not isinstance(rows, list):
        raise PolicyError(reader.at(key), repr(rows), "a list of days is needed here")
    return tuple(_read_change(row, f"{reader.at(key)}[{n}]") for n, row in enumerate(rows))


def _read_change(row: Any, place: str) -> DatedChange:
    """A day alone, or ``{ day, name, published }``."""
    inner = TableReader(row if isinstance(row, Mapping) else {"day": row}, place)
    published = _read_published(inner) if inner.has("published") else None
    change = DatedChange(inner.day("day"), inner.text("name", ""), published)
    inner.done()
    return change


def _read_published(reader: TableReader) -> date | datetime:
    value = reader.raw("published")
    if isinstance(value, str) and len(value) > len("2026-12-01"):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return reader.day("published")
    if not isinstance(value, datetime):
        return reader.day("published")
    if value.tzinfo is None:
        raise PolicyError(reader.at("published"), str(value), "an instant needs its UTC offset")
    return value
