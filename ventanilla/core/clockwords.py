"""The ``clock`` table of a promise, read: what starts it, how long it has, what stops the count.

Every word is explained at the field it fills. Words that speak of days (``first_day``, ``roll``)
say nothing about spans of hours and minutes, which count time: those never roll (L-14).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from ventanilla.core.calendars import WEEKDAYS, Calendar
from ventanilla.core.hours import read_time, read_week
from ventanilla.core.periods import PERIODS
from ventanilla.core.schedules import Schedule, find_calendar
from ventanilla.core.spans import OPEN, Span, read_span
from ventanilla.core.tables import PolicyError, TableReader, nearest
from ventanilla.core.zones import read_zone

type How = Literal["never", "suspend", "restart"]
type State = Literal["waiting", "running", "paused"]

ANSWERS = ("replied", "answer", "first_answer", "agent_message", "decision_sent")
_UNTIL: dict[str, tuple[str, ...]] = {"suspend": ("resumed",), "restart": ("completed", "resumed")}


@dataclass(frozen=True, slots=True)
class Pause:
    """``suspend``: time between an ``on`` and the next ``until`` event does not count.

    ``restart``: the count begins anew at every ``until`` event.
    """

    how: How = "never"
    on: tuple[str, ...] = ("paused",)
    until: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cutoff:
    """Minutes after midnight by weekday (Monday first); None where a day has no cut-off.

    At or after its cut-off (16:00 itself is late) a start counts for the next window day
    (``next_window_close``) or as if it came the next day, business day by the calendar
    (``next_day``).
    """

    by_weekday: tuple[int | None, ...]
    late: Literal["next_window_close", "next_day"]


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a promise.

    ``first_day``/``first_hour``: whether the day (or the hour) of the start is counted.
    ``edge``: a span of days ends at ``close`` minutes after midnight of its last day (1440: with
    the day itself); None means at the instant, for days the wall time of the start.
    ``period``: months of the period at whose edge it starts, or whose first days are meant.
    """

    start: str
    span: Span
    zone: ZoneInfo
    calendar: Calendar | None = None
    schedule: Schedule | None = None
    first_day: bool = False
    first_hour: bool = True
    edge: int | None = None
    roll: Literal["none", "next_business_day", "eu"] = "none"
    cutoff: Cutoff | None = None
    pause: Pause = Pause()
    answers: tuple[str, ...] = ANSWERS
    period: int = 1

    def known_at(self, at: datetime) -> Clock:
        """This clock by the calendars as they were published at ``at``."""
        calendar = self.calendar and self.calendar.known_at(at, self.zone)
        schedule = self.schedule and self.schedule.known_at(at)
        if calendar is self.calendar and schedule is self.schedule:
            return self
        return replace(self, calendar=calendar, schedule=schedule)

    @property
    def forecast_after(self) -> date | None:
        """The day after which the calendar it counts by is a forecast; None without such a day."""
        calendar = None
        if self.span.unit == "business_day" or (self.span.by_days and self.roll != "none"):
            calendar = self.calendar
        elif self.schedule and (self.span.unit in OPEN or self.span.unit == "window_close"):
            calendar = self.schedule.calendar
        return calendar.forecast_after if calendar else None


def read_clock(
    reader: TableReader,
    calendars: Mapping[str, Calendar],
    schedules: Mapping[str, Schedule],
    zone: str,
) -> Clock:
    """The clock of a table; ``zone`` is the policy's, used where the table has none.

    Raises:
        PolicyError: unknown words, or a span that lacks the calendar or schedule it counts by.
    """
    start = reader.text("from")
    span = read_span(reader.text("span"), reader.at("span"))
    schedule = _read_schedule_name(reader, schedules)
    named = reader.has("calendar")
    calendar = find_calendar(reader, calendars)
    if schedule is not None:
        if not named:
            calendar = schedule.calendar
        elif schedule.calendar_unsaid:
            schedule = replace(schedule, calendar=calendar, _known={})
    clock = Clock(
        start=start,
        span=span,
        zone=read_zone(reader.text("zone", zone), reader.at("zone")),
        calendar=calendar,
        schedule=schedule,
        first_day=reader.choice("first_day", ("included", "excluded"), "excluded") == "included",
        first_hour=reader.choice("first_hour", ("included", "excluded"), "included") == "included",
        edge=_read_edge(reader, span),
        roll=_read_roll(reader),
        cutoff=_read_cutoff(reader, span),
        pause=_read_pause(reader),
        answers=reader.texts("answers", ANSWERS),
        period=_read_period(reader, start),
    )
    reader.done()
    _refuse_gaps(clock, reader)
    return clock


def _refuse_gaps(clock: Clock, reader: TableReader) -> None:
    """Refuse a clock that lacks what its span counts by."""
    unit, span_place = clock.span.unit, reader.at("span")
    if clock.calendar is None:
        if unit == "business_day":
            wanted = "business days need a calendar that says which days these are"
            raise PolicyError(span_place, f'"{clock.span.text}" without a calendar', wanted)
        if clock.roll != "none" and clock.span.by_days:
            found = f'"{clock.roll}" without a calendar'
            raise PolicyError(reader.at("roll"), found, "a roll needs a calendar")
    if clock.schedule is None and (unit in OPEN or unit == "window_close"):
        wanted = "a schedule is needed here"
        raise PolicyError(span_place, f'"{clock.span.text}" without a schedule', wanted)
    if clock.first_day and clock.edge is None and clock.span.by_days:
        wanted = "a span that counts its first day ends with a day, not at an instant"
        raise PolicyError(reader.at("due"), '"instant" with the first day included', wanted)


def _read_schedule_name(reader: TableReader, schedules: Mapping[str, Schedule]) -> Schedule | None:
    name = reader.text("schedule", "none")
    if name == "none":
        return None
    if name not in schedules:
        wanted = "known schedules: " + (", ".join(schedules) or "none")
        raise PolicyError(reader.at("schedule"), f'"{name}"', wanted, nearest(name, schedules))
    return schedules[name]


def _read_edge(reader: TableReader, span: Span) -> int | None:
    words = ("instant", "end_of_day", "close_of_business")
    text = reader.text("due", "end_of_day" if span.by_days else "instant")
    word, _, time = text.partition(" ")
    place = reader.at("due")
    if word == "close_of_business":
        return read_time(time, place)
    if text not in words:
        wanted = 'allowed: instant, end_of_day, "close_of_business HH:MM"'
        raise PolicyError(place, f'"{text}"', wanted, nearest(word, words))
    return 1440 if text == "end_of_day" else None


def _read_roll(reader: TableReader) -> Literal["none", "next_business_day", "eu"]:
    word = reader.choice("roll", ("none", "next_business_day", "eu"), "none")
    return "eu" if word == "eu" else "next_business_day" if word != "none" else "none"


def _read_cutoff(reader: TableReader, span: Span) -> Cutoff | None:
    by_window = span.unit == "window_close"
    late = reader.choice(
        "late",
        ("next_window_close", "next_day"),
        "next_window_close" if by_window else "next_day",
    )
    if not reader.has("cutoff"):
        return None
    if not by_window and not span.by_days:
        wanted = "a cut-off belongs to spans of days, same_day and window_close"
        raise PolicyError(reader.at("cutoff"), f'a cut-off with "{span.text}"', wanted)
    if (late == "next_window_close") != by_window:
        found = f'"{late}" with "{span.text}"'
        wanted = "window_close goes on with next_window_close, spans of days with next_day"
        raise PolicyError(reader.at("late"), found, wanted)
    inner = reader.sub("cutoff")
    texts = read_week(inner)
    times = {
        day: read_time(_text(value, inner.at(day)), inner.at(day)) for day, value in texts.items()
    }
    return Cutoff(
        tuple(times.get(day) for day in WEEKDAYS),
        "next_window_close" if by_window else "next_day",
    )


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise PolicyError(place, repr(value), 'a time such as "16:00" is needed here')
    return value


def _read_pause(reader: TableReader) -> Pause:
    """A word, or a table ``{ how, on, until }``."""
    ways = ("never", "suspend", "restart")
    if isinstance(reader.raw("pause", "never"), str):
        word = reader.choice("pause", ways, "never")
        inner = TableReader({}, reader.at("pause"))
    else:
        inner = reader.sub("pause")
        word = inner.choice("how", ways)
    on = inner.texts("on", ("paused",))
    until = inner.texts("until", _UNTIL.get(word, ()))
    inner.done()
    how: How = "suspend" if word == "suspend" else "restart" if word == "restart" else "never"
    return Pause(how, on, until)


def _read_period(reader: TableReader, start: str) -> int:
    own = start.removesuffix("_start").removesuffix("_end")
    return PERIODS[reader.choice("period", PERIODS, own if own in PERIODS else "month")]
