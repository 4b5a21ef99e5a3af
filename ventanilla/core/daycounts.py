"""Spans that end with a day: days, business days, weeks, months, years, the same day.

Pauses are measured in days too: a day at whose end the clock stood still is not counted (for a
span of business days, such a business day). So a pause within one day costs none, the day of a
resumption counts again, and a due never falls into a pause.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from ventanilla.core.clockwords import Clock
from ventanilla.core.spans import MONTHS, add_months
from ventanilla.core.zones import DAY, end_of_day, instant_of, skipped_days


def first_counted(clock: Clock, started: datetime) -> date:
    """The first local day that may count for a clock started at ``started``."""
    day = effective_day(clock, started)
    if clock.span.of_period:
        return _period_start(day, clock.period)
    return day if clock.first_day or clock.span.unit == "same_day" else day + DAY


def effective_day(clock: Clock, started: datetime) -> date:
    """The day the start is held to have come: after a cut-off the next (business) day."""
    day = started.astimezone(clock.zone).date()
    if clock.cutoff is None or clock.cutoff.late != "next_day":
        return day
    minutes = clock.cutoff.by_weekday[day.weekday()]
    if minutes is None or started < at_minutes(day, minutes, clock):
        return day
    return _next_day(clock, day)


def at_minutes(day: date, minutes: int, clock: Clock) -> datetime:
    """The UTC instant of a time of day given in minutes after midnight (1440: the day's end)."""
    if minutes == 1440:
        return end_of_day(day, clock.zone)
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    return instant_of(wall, clock.zone)


def due_by_days(
    clock: Clock, started: datetime, pauses: Sequence[tuple[datetime, datetime]]
) -> tuple[date, date, datetime]:
    """The last day of the span, that day rolled, and the due instant.

    Raises:
        NothingToCountError: no business day within three years.
    """
    first = first_counted(clock, started)
    last = _last_day(clock, first)
    rolled, due = close(clock, started, first, last)
    for begun, ended in pauses:
        if begun >= due:
            break
        lost = days_lost(clock, first, begun, ended)
        if lost:
            in_roll = begun.astimezone(clock.zone).date() > last
            last = _push(clock, rolled if in_roll else last, lost)
            rolled, due = close(clock, started, first, last)
        while due <= ended:  # an instant or closing time within the pause
            last = _next_day(clock, rolled)
            rolled, due = close(clock, started, first, last)
    return last, rolled, due


def days_lost(clock: Clock, first: date, begun: datetime, ended: datetime) -> int:
    """How many days of the clock's unit, from ``first`` on, ended while it was paused."""
    start = max(begun.astimezone(clock.zone).date(), first)
    end = ended.astimezone(clock.zone).date()
    if clock.span.unit == "business_day" and clock.calendar:
        return clock.calendar.count_between(start - DAY, end - DAY)
    return max(0, (end - start).days)


def close(clock: Clock, started: datetime, first: date, last: date) -> tuple[date, datetime]:
    """The last day after rolling and the due instant at its edge.

    A closing time that was past at the start is the next (business) day's; but the first business
    days of a period may be over before the start.
    """
    rolled = _roll(clock, first, last)
    due = edge_instant(clock, started, rolled)
    while due <= started and not clock.span.of_period:
        rolled = _next_day(clock, rolled)
        due = edge_instant(clock, started, rolled)
    return rolled, due


def edge_instant(clock: Clock, started: datetime, day: date) -> datetime:
    """The due instant on a last day, by the clock's due edge."""
    if clock.edge is not None:
        return at_minutes(day, clock.edge, clock)
    wall = started.astimezone(clock.zone).replace(tzinfo=None)
    return instant_of(datetime.combine(day, wall.time()), clock.zone)


def _last_day(clock: Clock, first: date) -> date:
    span, before = clock.span, first - DAY
    if span.unit == "same_day":
        return first
    if span.unit in MONTHS:
        return _last_of_months(clock, before, span.count * MONTHS[span.unit])
    last = _push(clock, before, span.count * (7 if span.unit == "week" else 1))
    if span.unit != "week":
        last = _past_skipped(clock, before, last)
    return last


def _last_of_months(clock: Clock, before: date, months: int) -> date:
    """The same date of a later month; the day before it where the first day was counted.

    A month without that date ends the span with its own last day.
    """
    if not clock.first_day:
        return add_months(before, months)
    first = before + DAY
    same_date = add_months(first, months)
    return same_date - DAY if same_date.day == first.day else same_date


def _push(clock: Clock, day: date, count: int) -> date:
    if clock.span.unit == "business_day" and clock.calendar:
        return clock.calendar.nth_after(day, count)
    return day + timedelta(days=count)


def _next_day(clock: Clock, day: date) -> date:
    return clock.calendar.nth_after(day, 1) if clock.calendar else day + DAY


def _past_skipped(clock: Clock, before: date, last: date) -> date:
    """Replace days that the zone skipped altogether: no one could work on them."""
    for year in range(before.year, last.year + 1):
        for day in skipped_days(year, clock.zone):
            counts = clock.span.unit == "day" or (
                clock.calendar is not None and clock.calendar.is_business_day(day)
            )
            if counts and before < day <= last:
                last = _push(clock, last, 1)
    return last


def _roll(clock: Clock, first: date, last: date) -> date:
    if clock.roll == "none" or clock.calendar is None:
        return last
    if clock.roll == "eu" and not _is_single_day(clock):
        last = max(last, clock.calendar.nth_after(first - DAY, 2))
    return last if clock.calendar.is_business_day(last) else _next_day(clock, last)


def _is_single_day(clock: Clock) -> bool:
    """Reg. 1182/71 art. 3(5) speaks of periods of two days or more."""
    return clock.span.unit in ("day", "business_day", "same_day") and clock.span.count == 1


def _period_start(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)
