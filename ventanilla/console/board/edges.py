"""The instants between the bars of the board: hours of a local day, or days of a window."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ventanilla.core.zones import DAY, end_of_day, start_of_day

MOST = 62
"""A longer window has a bar for each week."""
_HOUR = timedelta(hours=1)


def hours(day: date, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The hours of a local day: 23 or 25 of them where the clock changes.

    A day that the zone skipped has one, without length.
    """
    start, end = start_of_day(day, zone).astimezone(UTC), end_of_day(day, zone)
    number = max(1, -((start - end) // _HOUR))
    return (*(start + n * _HOUR for n in range(number)), end)


def days(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The days of a window, both ends counted, or its weeks where there are too many."""
    number = (last - first).days + 1
    step = 1 if number <= MOST else 7
    starts = [start_of_day(first + n * DAY, zone) for n in range(0, number, step)]
    return (*starts, end_of_day(last, zone))
