"""Deadlines found by looking at one minute after the other, with no date arithmetic.

It shares nothing with the engine but the holiday data: it walks along UTC and reads the wall clock
at each step. Slow and simple on purpose. Day spans are walked in quarters of an hour, which every
zone's midnight and clock change falls on in the years tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)
DAY = timedelta(days=1)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

type Week = dict[str, list[tuple[str, str]]]
type Counts = Callable[[date], bool]


@cache
def country(code: str) -> Any:
    name, _, part = code.partition("/")
    return holidays.country_holidays(name, subdiv=part or None, years=range(2023, 2034))


def business(code: str) -> Counts:
    """Whether a date is a business day of a country with a Saturday and Sunday weekend."""
    off = country(code)
    worked = getattr(off, "weekend_workdays", set())

    def counts(day: date) -> bool:
        return day in worked or (day not in off and NAMES[day.weekday()] not in ("sat", "sun"))

    return counts


def dates(start: datetime, zone: str) -> Iterator[tuple[datetime, date]]:
    """Every quarter of an hour from ``start`` with the date the wall clock shows."""
    place = ZoneInfo(zone)
    at = start.astimezone(UTC)
    at -= timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    while True:
        yield at, at.astimezone(place).date()
        at += QUARTER


def after_days(start: datetime, zone: str, number: int, counts: Counts) -> datetime:
    """When the ``number``-th counted date after that of ``start`` is over."""
    walk = dates(start, zone)
    _, shown = next(walk)
    seen = 0
    for at, day in walk:
        if day != shown:
            if seen == number:
                return at
            shown = day
            seen += counts(day)
    raise AssertionError


def after_months(start: datetime, zone: str, number: int) -> datetime:
    """When the same date, or else the last one, of the ``number``-th next month is over."""
    walk = dates(start, zone)
    _, first = next(walk)
    months, previous = 0, first
    for at, day in walk:
        if day == previous:
            continue
        turned = day.month != previous.month
        if months == number and (turned or previous.day == first.day):
            return at
        months += turned
        previous = day
    raise AssertionError


def is_shown_open(at: datetime, zone: ZoneInfo, week: Week, off: Counts | None) -> bool:
    """Whether the wall clock is inside a window of today, or of last night."""
    wall = at.astimezone(zone)
    now = f"{wall.hour:02}:{wall.minute:02}"
    today = wall.date()
    yesterday = date.fromordinal(today.toordinal() - 1)

    def hours(day: date) -> list[tuple[str, str]]:
        return [] if off and off(day) else week.get(NAMES[day.weekday()], [])

    return any(
        (start <= now < end) if start < end else now >= start for start, end in hours(today)
    ) or any(now < end < start for start, end in hours(yesterday))


def minutes(start: datetime) -> Iterator[datetime]:
    at = start.astimezone(UTC)
    while True:
        yield at
        at += MINUTE


def after_open(
    start: datetime,
    zone: str,
    number: int,
    week: Week,
    off: Counts | None = None,
    paused: tuple[datetime, datetime] | None = None,
) -> datetime:
    """When ``number`` open minutes have passed, those of a pause left out."""
    place = ZoneInfo(zone)
    for at in minutes(start):
        if paused and paused[0] <= at < paused[1]:
            continue
        if is_shown_open(at, place, week, off):
            number -= 1
            if not number:
                return at + MINUTE
    raise AssertionError


def after_elapsed(
    start: datetime, number: int, paused: tuple[datetime, datetime] | None = None
) -> datetime:
    for at in minutes(start):
        if paused and paused[0] <= at < paused[1]:
            continue
        number -= 1
        if not number:
            return at + MINUTE
    raise AssertionError


def window_close(start: datetime, zone: str, week: Week, off: Counts | None = None) -> datetime:
    """The first closed minute after the first open one."""
    place, was_open = ZoneInfo(zone), False
    for at in minutes(start):
        is_open = is_shown_open(at, place, week, off)
        if was_open and not is_open:
            return at
        was_open = is_open
    raise AssertionError


def cutoff_close(
    start: datetime, zone: str, week: Week, cutoffs: dict[str, str], off: Counts | None = None
) -> datetime:
    """The end of today's last open minute if asked before the cut-off, else of the next day's."""
    place = ZoneInfo(zone)
    wall = start.astimezone(place)
    cutoff = cutoffs.get(NAMES[wall.weekday()], "99:99")
    late = f"{wall.hour:02}:{wall.minute:02}" >= cutoff
    day, last = wall.date(), None
    for at in minutes(start):
        shown = at.astimezone(place).date()
        if shown != day:
            if last is not None:
                return last
            day, late = shown, False
        if not late and is_shown_open(at, place, week, off):
            last = at + MINUTE
    raise AssertionError


def whole_hour_after(start: datetime, zone: str) -> datetime:
    """The end of the hour of an event, on the wall clock."""
    place = ZoneInfo(zone)
    for at in minutes(start + MINUTE):
        if at.astimezone(place).minute == 0:
            return at
    raise AssertionError


def offset_changes(zone: str, first: int, last: int) -> list[datetime]:
    """Every instant of those years at which the zone's distance from UTC changes.

    Only the days that end at another distance than they began at are walked along.
    """
    place = ZoneInfo(zone)
    day, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    found = []
    while day < end:
        if _offset(day, place) != _offset(day + DAY, place):
            quarters = [day + QUARTER * n for n in range(1, DAY // QUARTER + 1)]
            found += [at for at in quarters if _offset(at, place) != _offset(at - QUARTER, place)]
        day += DAY
    return found


def _offset(at: datetime, place: ZoneInfo) -> timedelta | None:
    return at.astimezone(place).utcoffset()
