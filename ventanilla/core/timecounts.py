"""Spans that count time: elapsed, open, to the close of a window.

A pause takes away what it lasted in the clock's own unit: an elapsed clock loses the time on the
wall, an open-hours clock only the open minutes in it, and a clock to the close of a window begins
again when it is resumed. A pause that begins at the due or later takes nothing away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from ventanilla.core.calendars import SEARCH_YEARS, NothingToCountError
from ventanilla.core.clockwords import Clock
from ventanilla.core.schedules import Schedule
from ventanilla.core.zones import DAY, instant_of

_HOUR = timedelta(hours=1)


def first_instant(clock: Clock, started: datetime) -> datetime:
    """Where time begins to count: the start, or the end of its hour (L-14 art. 3(1)).

    The hour is that of the wall clock, by the UTC offset in force at the start.
    """
    if clock.first_hour:
        return started
    local = started.astimezone(clock.zone)
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return started - past + _HOUR


def due_elapsed(
    clock: Clock, started: datetime, pauses: Sequence[tuple[datetime, datetime]]
) -> datetime:
    """The instant at which the span has elapsed."""
    first = first_instant(clock, started)
    due = first + clock.span.time
    for begun, ended in pauses:
        if begun >= due:
            break
        due += max(ended - max(begun, first), timedelta(0))
    return due


def due_open(
    clock: Clock,
    schedule: Schedule,
    started: datetime,
    pauses: Sequence[tuple[datetime, datetime]],
) -> datetime:
    """The instant at which the span's open time has passed outside all pauses.

    Raises:
        NothingToCountError: no open minute within three years.
    """
    at, rest = first_instant(clock, started), clock.span.time
    for begun, ended in pauses:
        if begun > at:
            reached, rest = schedule.after_open_time(at, rest, begun)
            if not rest:
                return reached
        at = max(at, ended)
    return schedule.after_open_time(at, rest)[0]


def due_window(
    clock: Clock,
    schedule: Schedule,
    started: datetime,
    pauses: Sequence[tuple[datetime, datetime]],
) -> datetime:
    """The close of the window that the start, or the latest resumption, belongs to (SB-16).

    Raises:
        NothingToCountError: no window, or one that never closes, within three years.
    """
    due = _window_close(clock, schedule, started)
    for begun, ended in pauses:
        if begun >= due:
            break
        due = _window_close(clock, schedule, ended)
    return due


def _window_close(clock: Clock, schedule: Schedule, at: datetime) -> datetime:
    if clock.cutoff is None:
        return schedule.next_close(at)
    day = schedule.service_day(at)
    close = schedule.last_close(day)
    if close is not None and at < close and not is_late(clock, schedule, at, day):
        return close
    for _ in range(366 * SEARCH_YEARS):
        day += DAY
        close = schedule.last_close(day)
        if close is not None and close > at:
            return close
    raise NothingToCountError(f"schedule {schedule.name}: no open window in {SEARCH_YEARS} years")


def is_late(clock: Clock, schedule: Schedule, at: datetime, day: date) -> bool:
    """Whether ``at`` is at or after the cut-off of a day in the schedule's zone."""
    minutes = clock.cutoff.by_weekday[day.weekday()] if clock.cutoff else None
    if minutes is None:
        return False
    wall = datetime.combine(day, time_of_day()) + timedelta(minutes=minutes)
    return at >= instant_of(wall, schedule.zone)
