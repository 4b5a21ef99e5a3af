"""What the events of a ticket do to one clock: when it started, paused, began anew.

Events are taken in the order of their instants; those of one instant in the order given, so
"paused" and "closed" saved together count as they were meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import attrgetter

from ventanilla.core.clockwords import Clock
from ventanilla.core.facts import Occurrence

type Stretch = tuple[datetime, datetime]
type DueOf = Callable[["Course"], datetime]

_QUESTIONS = ("customer_message", "received")
_by_instant = attrgetter("at")


@dataclass(slots=True)
class Course:
    """The start of a clock (UTC) and its pauses; ``paused_since`` while one is not over.

    A pause that begins when the promise has already fallen due stops nothing and is left out.
    """

    trigger: Occurrence
    started: datetime
    pauses: list[Stretch] = field(default_factory=list)
    paused_since: datetime | None = None
    restarted: bool = False


def follow(clock: Clock, events: Sequence[Occurrence], due_of: DueOf) -> Course | None:
    """The course of a clock through its events, None while its trigger has not come."""
    in_order = sorted(events, key=_by_instant) if len(events) > 1 else events
    trigger = _trigger(clock, in_order)
    if trigger is None:
        return None
    course = Course(trigger, trigger.at.astimezone(UTC))
    if clock.pause.how == "suspend":
        _suspend(clock, in_order, course)
        if course.paused_since is not None and due_of(course) <= course.paused_since:
            course.paused_since = None
    elif clock.pause.how == "restart":
        _restart(clock, in_order, course, due_of)
    return course


def _trigger(clock: Clock, events: Sequence[Occurrence]) -> Occurrence | None:
    """The first event of the clock's kind; the latest agreed slot; the oldest open question."""
    if clock.start == "customer_message":
        return _oldest_unanswered(clock, events)
    if clock.span.unit == "agreed_slot":
        events = events[::-1]
    return next((event for event in events if event.kind == clock.start), None)


def _oldest_unanswered(clock: Clock, events: Sequence[Occurrence]) -> Occurrence | None:
    oldest: Occurrence | None = None
    for event in events:
        if event.kind in clock.answers:
            oldest = None
        elif oldest is None and event.kind in _QUESTIONS:
            oldest = event
    return oldest


def _suspend(clock: Clock, events: Sequence[Occurrence], course: Course) -> None:
    since: datetime | None = None
    for event in events:
        if since is None and event.kind in clock.pause.on:
            since = event.at.astimezone(UTC)
        elif since is not None and event.kind in clock.pause.until:
            end = event.at.astimezone(UTC)
            if end > course.started:
                course.pauses.append((max(since, course.started), end))
            since = None
    course.paused_since = since and max(since, course.started)


def _restart(clock: Clock, events: Sequence[Occurrence], course: Course, due_of: DueOf) -> None:
    """Begin anew at every ``until`` event, save one that ends a pause begun after the due."""
    since: datetime | None = None
    for event in events:
        if event.kind in clock.pause.on and since is None:
            since = max(event.at.astimezone(UTC), course.started)
        elif event.kind in clock.pause.until:
            too_late = since is not None and since >= due_of(course)
            if event.at >= course.started and event is not course.trigger and not too_late:
                course.started, course.restarted = event.at.astimezone(UTC), True
            since = None
    if since is not None and since < due_of(course):
        course.paused_since = since
