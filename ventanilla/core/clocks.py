"""When a promise falls due, and how that was worked out (L-01, L-09, L-10, L-13, L-14, L-16).

A due is the first instant at which the promise is broken: it is kept if the stop comes before.
Every instant that leaves here is UTC. ``due`` is the quick answer for lists and jobs;
``reckon`` adds the working-out and the dues that a later change of a calendar replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ventanilla.core.calendars import Calendar, DatedChange
from ventanilla.core.clockwords import Clock, Cutoff, Pause, State, read_clock
from ventanilla.core.courses import Course, follow
from ventanilla.core.daycounts import due_by_days, edge_instant
from ventanilla.core.facts import Occurrence
from ventanilla.core.schedules import Schedule
from ventanilla.core.spans import ELAPSED, OPEN, Span
from ventanilla.core.timecounts import due_elapsed, due_open, due_window
from ventanilla.core.words import Phrase, Value, gettext_noop
from ventanilla.core.workings import explain, explain_waiting
from ventanilla.core.zones import DAY, end_of_day, start_of_day

__all__ = ["Clock", "Cutoff", "Pause", "Reckoning", "before", "due", "read_clock", "reckon"]

_MOMENT = timedelta(microseconds=1)

type Replaced = tuple[datetime, Phrase]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A due with its working-out.

    ``due`` and ``started`` are UTC; ``due`` is None unless ``state`` is "running". ``earlier``
    holds the dues that stood before a closed day was published, oldest first, each with the
    reason it was replaced; whoever was promised one of them can still be shown it.
    """

    due: datetime | None
    started: datetime | None
    state: State
    working: tuple[Phrase, ...] = ()
    earlier: tuple[Replaced, ...] = ()


def due(clock: Clock, events: Sequence[Occurrence]) -> datetime | None:
    """The due instant (UTC) by all that is published; None while waiting or paused.

    Raises:
        NothingToCountError: the span finds no business day or open minute within three years.
        ValueError: an agreed slot without its instant.
    """
    course = follow(clock, events, lambda course: _due(clock, course))
    if course is None or course.paused_since is not None:
        return None
    return _due(clock, course)


def reckon(clock: Clock, events: Sequence[Occurrence], as_of: datetime | None = None) -> Reckoning:
    """The due with its working-out; with ``as_of``, by what had been published then.

    Raises:
        NothingToCountError, ValueError: as ``due``.
    """
    if as_of is not None:
        clock = clock.known_at(as_of)
    course = follow(clock, events, lambda course: _due(clock, course))
    if course is None:
        return Reckoning(None, None, "waiting", explain_waiting(clock))
    if course.paused_since is not None:
        return Reckoning(None, course.started, "paused", explain(clock, course, None))
    found = _due(clock, course)
    earlier = _replaced(clock, course)
    return Reckoning(found, course.started, "running", explain(clock, course, found), earlier)


def before(clock: Clock, due_at: datetime, ahead: Span) -> datetime:
    """The instant (UTC) from which ``ahead`` is left until a due, for warnings.

    Counted in the clock's own schedule, calendar and zone: one business day before the end of a
    Tuesday is the beginning of that Tuesday, one open hour before Monday 09:30 is in Friday.

    Raises:
        ValueError: the span is none that can be counted backwards, or lacks its calendar.
    """
    if ahead.unit in ELAPSED:
        return due_at - ahead.time
    if ahead.unit in OPEN and clock.schedule:
        return clock.schedule.before_open_time(due_at, ahead.time)
    last = (due_at - _MOMENT).astimezone(clock.zone).date()
    ends_with_day = due_at == end_of_day(last, clock.zone)
    until = last + DAY if ends_with_day else last
    if ahead.unit == "business_day" and clock.calendar:
        day = clock.calendar.nth_before(until, ahead.count)
    elif ahead.unit in ("day", "week"):
        day = until - timedelta(days=ahead.count * (7 if ahead.unit == "week" else 1))
    else:
        raise ValueError(f'"{ahead.text}" cannot be counted back from this clock\'s due')
    return start_of_day(day, clock.zone) if ends_with_day else edge_instant(clock, due_at, day)


def _due(clock: Clock, course: Course) -> datetime:
    span, schedule = clock.span, clock.schedule
    if span.by_days:
        return due_by_days(clock, course.started, course.pauses)[2]
    if span.unit in ELAPSED:
        found = due_elapsed(clock, course.started, course.pauses)
    elif span.unit == "agreed_slot":
        found = _slot_of(course.trigger)
    else:
        assert schedule is not None  # refused when the clock was read
        count = due_window if span.unit == "window_close" else due_open
        found = count(clock, schedule, course.started, course.pauses)
    return found if clock.edge is None else _at_edge(clock, found, course)


def _at_edge(clock: Clock, found: datetime, course: Course) -> datetime:
    """The day's end or closing time at or after ``found``, and after a pause that holds it."""
    edge = _edge_after(clock, found)
    for begun, ended in course.pauses:
        if begun < edge <= ended:
            edge = _edge_after(clock, ended + _MOMENT)
    return edge


def _edge_after(clock: Clock, at: datetime) -> datetime:
    day = (at - _MOMENT).astimezone(clock.zone).date()
    edge = edge_instant(clock, at, day)
    return edge if edge >= at else edge_instant(clock, at, day + DAY)


def _slot_of(event: Occurrence) -> datetime:
    """The end of the slot agreed on (``until``), or the slot itself (``slot``)."""
    text = event.detail.get("until") or event.detail.get("slot")
    if text is None:
        raise ValueError(f'{event.kind}: the detail "slot" or "until" is needed for agreed_slot')
    slot = datetime.fromisoformat(text)
    if slot.tzinfo is None:
        raise ValueError(f"{event.kind}: the slot needs its UTC offset, found {text}")
    return slot.astimezone(UTC)


def _replaced(clock: Clock, course: Course) -> tuple[Replaced, ...]:
    """The dues before each publication that came after the start and moved them."""
    later = [
        (moment, reason)
        for moment, reason in _changes(clock)
        if moment is not None and moment > course.started
    ]
    if not later:
        return ()
    found: list[Replaced] = []
    standing = _due(clock.known_at(course.started), course)
    for moment in sorted({moment for moment, _ in later}):
        amended = _due(clock.known_at(moment), course)
        if amended != standing:
            reasons = [reason for at, reason in later if at == moment]
            found.append((standing, _together(reasons)))
            standing = amended
    return tuple(found)


def _changes(clock: Clock) -> Iterator[tuple[datetime | None, Phrase]]:
    """Every dated change of the clock's calendars once: its publication and what it changed."""
    calendars: list[Calendar] = [clock.calendar] if clock.calendar else []
    schedule: Schedule | None = clock.schedule
    if schedule and schedule.calendar and schedule.calendar is not clock.calendar:
        calendars.append(schedule.calendar)
    for calendar in calendars:
        for closure in calendar.closures:
            sentence = gettext_noop("{day} became a closed day{name}, published {published}")
            yield closure.known_from(clock.zone), _reason(sentence, closure)
        for workday in calendar.workdays:
            sentence = gettext_noop("{day} became a work day{name}, published {published}")
            yield workday.known_from(clock.zone), _reason(sentence, workday)


def _reason(sentence: str, change: DatedChange) -> Phrase:
    values: dict[str, Value] = {
        "day": change.day,
        "name": f" ({change.name})" if change.name else "",
        "published": change.published or change.day,
    }
    return Phrase(sentence, values)


def _together(reasons: Sequence[Phrase]) -> Phrase:
    whole = reasons[0]
    for reason in reasons[1:]:
        whole = Phrase("{first}; {second}", {"first": whole, "second": reason})
    return whole
