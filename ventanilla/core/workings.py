"""The working-out of a due: sentences that a customer, an agent or a regulator can check.

Instants in them are in the zone by which they were counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ventanilla.core.clockwords import Clock
from ventanilla.core.courses import Course
from ventanilla.core.daycounts import days_lost, due_by_days, effective_day, first_counted
from ventanilla.core.runs import MANY_RUNS, NO_TIME, runs_of, say, tell
from ventanilla.core.schedules import Schedule
from ventanilla.core.spans import ELAPSED, MONTHS, OPEN
from ventanilla.core.timecounts import first_instant, is_late
from ventanilla.core.words import Phrase, gettext_noop
from ventanilla.core.zones import DAY

_SECOND = timedelta(seconds=1)


def explain_waiting(clock: Clock) -> tuple[Phrase, ...]:
    """What a clock without its trigger says."""
    return (say(gettext_noop('not started: no "{event}" yet'), event=clock.start),)


def explain(clock: Clock, course: Course, due: datetime | None) -> tuple[Phrase, ...]:
    """How ``due`` follows from the course of the clock; without a due, why it stands still."""
    zone = _zone_of(clock)
    steps = [_start(clock, course, zone)]
    if course.paused_since is not None:
        since = course.paused_since.astimezone(zone)
        steps.append(say(gettext_noop("paused since {since}: no due until resumed"), since=since))
    if due is None:
        return tuple(steps)
    if clock.span.by_days:
        steps += _by_days(clock, course)
    elif clock.span.unit in ELAPSED:
        steps += _elapsed(clock, course)
    elif clock.span.unit in OPEN and clock.schedule:
        steps += _open(clock, clock.schedule, course, due)
    elif clock.span.unit == "window_close" and clock.schedule:
        steps += _window(clock, clock.schedule, course, due)
    if not clock.span.by_days:
        steps += _pauses(course, due, zone)
    steps += _edge(clock)
    steps.append(say(gettext_noop("due {due}, {zone} time"), due=due.astimezone(zone), zone=zone))
    last = (due - _SECOND).astimezone(zone).date()
    forecast = clock.forecast_after
    if forecast is not None and last > forecast:
        steps.append(
            say(gettext_noop("days after {day} are a forecast of the calendar"), day=forecast)
        )
    return tuple(steps)


def _zone_of(clock: Clock) -> ZoneInfo:
    by_schedule = clock.schedule and (clock.span.unit in OPEN or clock.span.unit == "window_close")
    return clock.schedule.zone if clock.schedule and by_schedule else clock.zone


def _start(clock: Clock, course: Course, zone: ZoneInfo) -> Phrase:
    at = course.started.astimezone(zone)
    if course.restarted:
        sentence = gettext_noop("{span} began anew {at}, {zone} time")
    else:
        sentence = gettext_noop('{span} from "{event}" {at}, {zone} time')
    return say(sentence, span=clock.span.text, event=clock.start, at=at, zone=zone)


def _by_days(clock: Clock, course: Course) -> Iterator[Phrase]:
    own_day = course.started.astimezone(clock.zone).date()
    day = effective_day(clock, course.started)
    if day != own_day:
        yield say(gettext_noop("after the cut-off: taken as received {day}"), day=day)
    if clock.span.unit == "same_day":
        yield say(gettext_noop("the day of the start, {day}, is the last day"), day=day)
    elif not clock.first_day and not clock.span.of_period:
        yield say(gettext_noop("the day of the start, {day}, is not counted"), day=day)
    first = first_counted(clock, course.started)
    last, rolled, due = due_by_days(clock, course.started, course.pauses)
    unpaused = due_by_days(clock, course.started, ())[0]
    if clock.span.unit == "business_day":
        yield from tell(list(runs_of(_business_days(clock, course, first, last))))
    elif clock.span.unit == "day":
        yield from _all_days(first, unpaused)
    elif clock.span.unit != "same_day":
        yield from _same_date(clock, day, unpaused)
    yield from _days_lost(clock, course, first, due)
    if rolled != last:
        yield from _rolled(clock, last, rolled)


def _days_lost(clock: Clock, course: Course, first: date, due: datetime) -> Iterator[Phrase]:
    for begun, ended in course.pauses:
        if begun < due:
            days = days_lost(clock, first, begun, ended)
            since, until = begun.astimezone(clock.zone), ended.astimezone(clock.zone)
            sentence = gettext_noop("paused from {since} to {until}; days added: {days}")
            yield say(sentence, since=since, until=until, days=days)


def _all_days(first: date, last: date) -> Iterator[Phrase]:
    if first == last:
        yield say(gettext_noop("{day} counted, holiday or not"), day=first)
        return
    sentence = gettext_noop("{first} to {last} counted, holidays and weekends too: {days} days")
    yield say(sentence, first=first, last=last, days=(last - first).days + 1)


def _same_date(clock: Clock, day: date, last: date) -> Iterator[Phrase]:
    span = clock.span.text
    yield say(gettext_noop("{span} from {day} end with {last}"), span=span, day=day, last=last)
    if clock.span.unit in MONTHS and last.day < day.day and (last + DAY).day == 1:
        yield say(gettext_noop("that month has no day {number}"), number=day.day)


def _rolled(clock: Clock, last: date, rolled: date) -> Iterator[Phrase]:
    why = clock.calendar.why_closed(last) if clock.calendar else None
    if why is None and clock.roll != "eu":
        yield say(gettext_noop("the closing time was past: goes on to {day}"), day=rolled)
    elif why is None:
        yield say(gettext_noop("at least two working days: goes on to {day}"), day=rolled)
    else:
        sentence = gettext_noop("{last} is no business day ({why}): rolled to {day}")
        yield say(sentence, last=last, why=why, day=rolled)


def _business_days(
    clock: Clock, course: Course, first: date, last: date
) -> Iterator[tuple[date, Phrase | None, timedelta]]:
    paused = Phrase(gettext_noop("paused"))
    lost: set[date] = set()
    for begun, ended in course.pauses:
        day, until = (at.astimezone(clock.zone).date() for at in (begun, ended))
        while day < min(until, last):
            lost.add(day)
            day += DAY
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        why = clock.calendar.why_closed(day) if clock.calendar else None
        yield day, why or (paused if day in lost else None), NO_TIME


def _elapsed(clock: Clock, course: Course) -> Iterator[Phrase]:
    first = first_instant(clock, course.started)
    if first != course.started:
        at = first.astimezone(clock.zone)
        yield say(gettext_noop("the hour of the start is not counted: from {at}"), at=at)
    yield say(gettext_noop("every minute counted, day and night: {span}"), span=clock.span.text)


def _open(clock: Clock, schedule: Schedule, course: Course, due: datetime) -> Iterator[Phrase]:
    first = first_instant(clock, course.started)
    if first != course.started:
        at = first.astimezone(schedule.zone)
        yield say(gettext_noop("the hour of the start is not counted: from {at}"), at=at)
    days = list(_open_days(schedule, course, first, due))
    yield from tell(list(runs_of(days, joined=len(days) > MANY_RUNS)))


def _open_days(
    schedule: Schedule, course: Course, first: datetime, due: datetime
) -> Iterator[tuple[date, Phrase | None, timedelta]]:
    """Each day on which a window opens, with its open time outside pauses, or why it had none."""
    shut, paused = Phrase(gettext_noop("closed")), Phrase(gettext_noop("paused"))
    day, edge = schedule.service_day(first), first
    until = (due - _SECOND).astimezone(schedule.zone).date()
    while day <= until:
        time, opened = NO_TIME, False
        for start, end in schedule.windows(day):
            low, high = max(start, edge), min(end, due)
            if low < high:
                opened, edge = True, high
                time += high - low - _paused_within(course, low, high)
        why = schedule.calendar and schedule.calendar.why_holiday(day)
        yield day, None if time else paused if opened else why or shut, time
        day += DAY


def _paused_within(course: Course, low: datetime, high: datetime) -> timedelta:
    shared = (min(high, ended) - max(low, begun) for begun, ended in course.pauses)
    return sum((time for time in shared if time > NO_TIME), NO_TIME)


def _window(clock: Clock, schedule: Schedule, course: Course, due: datetime) -> Iterator[Phrase]:
    at = max([course.started, *(ended for begun, ended in course.pauses if begun < due)])
    day = schedule.service_day(at)
    minutes = clock.cutoff.by_weekday[day.weekday()] if clock.cutoff else None
    if minutes is not None and schedule.last_close(day) is not None:
        time = f"{minutes // 60:02}:{minutes % 60:02}"
        if is_late(clock, schedule, at, day):
            yield say(gettext_noop("at or after the cut-off {time} of {day}"), time=time, day=day)
        else:
            yield say(gettext_noop("before the cut-off {time} of {day}"), time=time, day=day)
    closing = (due - _SECOND).astimezone(schedule.zone).date()
    while day < closing:
        holiday = schedule.calendar and schedule.calendar.why_holiday(day)
        if not schedule.windows(day):
            why = holiday or Phrase(gettext_noop("closed"))
            yield say(gettext_noop("{day} not counted: {why}"), day=day, why=why)
        day += DAY
    yield say(gettext_noop("the window of {day} closes"), day=closing)


def _pauses(course: Course, due: datetime, zone: ZoneInfo) -> Iterator[Phrase]:
    for begun, ended in course.pauses:
        if begun < due:
            since, until = begun.astimezone(zone), ended.astimezone(zone)
            sentence = gettext_noop("paused from {since} to {until}")
            yield say(sentence, since=since, until=until)


def _edge(clock: Clock) -> Iterator[Phrase]:
    if clock.edge == 1440:
        yield say(gettext_noop("kept until the end of that day"))
    elif clock.edge is not None:
        time = f"{clock.edge // 60:02}:{clock.edge % 60:02}"
        yield say(gettext_noop("kept until the close of business, {time}"), time=time)
