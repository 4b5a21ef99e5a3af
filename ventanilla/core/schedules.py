"""When a desk is open: weekly windows on a wall clock, holidays, dated exceptions.

A schedule is open at an instant if the wall clock of its zone then shows a time inside a window
of that day. An hour the clock skips is therefore never open, and an hour it shows twice is open
twice. A window past midnight belongs to the day on which it opened, whatever the next day is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from ventanilla.core.calendars import SEARCH_YEARS, WEEKDAYS, Calendar, NothingToCountError
from ventanilla.core.hours import MINUTES, Windows, read_week, read_windows
from ventanilla.core.tables import PolicyError, TableReader, nearest
from ventanilla.core.zones import DAY, pieces, read_zone

_SEARCH = timedelta(days=366 * SEARCH_YEARS)
_MINUTE = timedelta(minutes=1)
EXTRA_KEYS = ("holiday", "workday")

type Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Opening windows of one place (XM-21..25, EX-43..46, SB-17, SB-18).

    ``week`` has seven entries from Monday. On a holiday or closure of ``calendar`` the windows are
    ``on_holiday``; on a weekend day that the calendar made a work day they are ``on_workday``.
    ``days`` overrules all of these. ``calendar`` is None where no holidays are observed;
    ``calendar_unsaid`` tells that the table has hours for holidays but no
    calendar that says when these are: such a schedule takes the calendar of the clock it serves.
    """

    name: str
    zone: ZoneInfo
    week: tuple[Windows, ...]
    on_holiday: Windows = ()
    on_workday: Windows = ()
    days: Mapping[date, Windows] = field(default_factory=dict)
    calendar: Calendar | None = None
    calendar_unsaid: bool = False
    _known: dict[date, tuple[Stretch, ...]] = field(default_factory=dict, repr=False, compare=False)

    def hours(self, day: date) -> Windows:
        """The windows that open on a local day, as minutes of the wall clock."""
        if day in self.days:
            return self.days[day]
        if self.calendar is not None:
            if self.calendar.why_holiday(day):
                return self.on_holiday
            if day.weekday() in self.calendar.weekend and self.calendar.is_swapped(day):
                return self.on_workday
        return self.week[day.weekday()]

    def windows(self, day: date) -> tuple[Stretch, ...]:
        """The windows that open on a local day, as half-open UTC stretches, ascending."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = tuple(sorted(self._on_wall_clock(day)))
        return known

    def is_open(self, at: datetime) -> bool:
        """Whether the schedule is open at an instant."""
        start = next(self._stretches(at))[0]
        return start <= at

    def next_open(self, at: datetime) -> datetime:
        """``at`` itself where open then, else the next opening (UTC).

        Raises:
            NothingToCountError: closed for three years on end.
        """
        return max(at.astimezone(UTC), next(self._stretches(at))[0])

    def next_close(self, at: datetime) -> datetime:
        """The end (UTC) of the current or else the next window; touching windows are one.

        Raises:
            NothingToCountError: closed, or never closing, for three years on end.
        """
        end: datetime | None = None
        for start, stop in self._stretches(at):
            if end is not None and start > end:
                return end
            end = stop
            if end - at > _SEARCH:
                break
        raise NothingToCountError(f"schedule {self.name}: never closes in {SEARCH_YEARS} years")

    def after_open_time(
        self, at: datetime, amount: timedelta, until: datetime | None = None
    ) -> tuple[datetime, timedelta]:
        """The instant at which ``amount`` of open time has passed since ``at``, and what is left.

        Counting stops at ``until``: the rest is then above zero, and to be counted later.
        """
        for start, end in self._stretches(at):
            start = max(start, at)  # noqa: PLW2901
            if until is not None and end >= until:
                counted = min(amount, max(until - start, timedelta(0)))
                rest = amount - counted
                return (until if rest else start + counted), rest
            if end - start >= amount:
                return start + amount, timedelta(0)
            amount -= end - start
        raise AssertionError("stretches never end")

    def before_open_time(self, at: datetime, amount: timedelta) -> datetime:
        """The instant from which ``amount`` of open time is left until ``at``.

        Raises:
            NothingToCountError: not so much open time in all the years before.
        """
        at, back = at.astimezone(UTC), timedelta(days=8)
        while back < 64 * _SEARCH:
            until = takewhile(lambda stretch: stretch[0] < at, self._stretches(at - back))
            rest = amount
            for start, stop in reversed([(max(s, at - back), min(e, at)) for s, e in until]):
                if stop - start >= rest:
                    return stop - rest
                rest -= stop - start
            back *= 2
        raise NothingToCountError(f"schedule {self.name}: not enough open time before {at}")

    def last_close(self, day: date) -> datetime | None:
        """The end of the last window that opens on a local day, None on a closed day."""
        windows = self.windows(day)
        return max(end for _, end in windows) if windows else None

    def service_day(self, at: datetime) -> date:
        """The day that ``at`` belongs to: yesterday, while its night window is still open."""
        day = at.astimezone(self.zone).date()
        if any(start <= at < end for start, end in self.windows(day)):
            return day
        night = any(start <= at < end for start, end in self.windows(day - DAY))
        return day - DAY if night else day

    def known_at(self, at: datetime) -> Schedule:
        """This schedule by the calendar as published at ``at``."""
        calendar = self.calendar and self.calendar.known_at(at, self.zone)
        if calendar is self.calendar:
            return self
        return replace(self, calendar=calendar, _known={})

    def _stretches(self, at: datetime) -> Iterator[Stretch]:
        """Open stretches that end after ``at``, ascending and never overlapping."""
        day, edge = at.astimezone(self.zone).date() - DAY, at
        latest = day.toordinal() + _SEARCH.days
        while day.toordinal() < latest:
            for start, end in self.windows(day):
                if end > edge:
                    yield (start if start > edge or edge is at else edge), end
                    edge = end
                    latest = day.toordinal() + _SEARCH.days
            day += DAY
        raise NothingToCountError(f"schedule {self.name}: no open minute in {SEARCH_YEARS} years")

    def _on_wall_clock(self, day: date) -> Iterator[Stretch]:
        """Each window where the wall clock shows it; touching stretches of one window joined."""
        for first, last in self.hours(day):
            joined: Stretch | None = None
            for start, end in self._shown(day, first, last):
                if joined and joined[1] >= start:
                    joined = joined[0], max(joined[1], end)
                    continue
                if joined:
                    yield joined
                joined = start, end
            if joined:
                yield joined

    def _shown(self, day: date, first: int, last: int) -> Iterator[Stretch]:
        """The instants at which the wall clock shows minutes ``first`` to ``last`` of a day."""
        for shift in (0, 1) if last > MINUTES else (0,):
            date_shown = day + shift * DAY
            midnight = datetime(date_shown.year, date_shown.month, date_shown.day, tzinfo=UTC)
            opens = midnight + max(0, first - shift * MINUTES) * _MINUTE
            closes = midnight + min(MINUTES, last - shift * MINUTES) * _MINUTE
            for start, end, offset in pieces(date_shown, self.zone):
                low, high = max(start, opens - offset), min(end, closes - offset)
                if low < high:
                    yield low, high


def read_schedule(
    name: str, reader: TableReader, calendars: Mapping[str, Calendar], zone: str
) -> Schedule:
    """The schedule of a table: ``week``, ``days``, ``zone``, ``calendar``.

    ``zone`` is the policy's, used where the table has none. ``week`` may also have ``holiday``
    (closed unless said otherwise) and ``workday``: the hours of a weekend day that the calendar
    made a work day; without it these are the hours of the first weekday that is no weekend.

    Raises:
        PolicyError: unknown words, hours that are none, or no open window at all.
    """
    own_zone = read_zone(reader.text("zone", zone), reader.at("zone"))
    named = reader.has("calendar")
    calendar = find_calendar(reader, calendars)
    week_reader = reader.sub("week")
    raw = read_week(week_reader, EXTRA_KEYS)
    hours = {key: read_windows(value, week_reader.at(key)) for key, value in raw.items()}
    week = tuple(hours.get(day, ()) for day in WEEKDAYS)
    schedule = Schedule(
        name=name,
        zone=own_zone,
        week=week,
        on_holiday=hours.get("holiday", ()),
        on_workday=hours["workday"] if "workday" in hours else _workday_hours(week, calendar),
        days=_read_days(reader.sub("days")),
        calendar=calendar,
        calendar_unsaid=not named and not hours.keys().isdisjoint(EXTRA_KEYS),
    )
    reader.done()
    if not any((*week, schedule.on_holiday, schedule.on_workday, *schedule.days.values())):
        raise PolicyError(reader.at("week"), "no open window", "at least one window is needed")
    return schedule


def find_calendar(reader: TableReader, calendars: Mapping[str, Calendar]) -> Calendar | None:
    """The calendar a table names under ``calendar``; None for "none" or nothing."""
    name = reader.text("calendar", "none")
    if name == "none":
        return None
    if name not in calendars:
        wanted = "known calendars: " + ", ".join((*calendars, "none"))
        raise PolicyError(
            reader.at("calendar"),
            f'"{name}"',
            wanted,
            nearest(name, calendars) or nearest(name.lower(), calendars),
        )
    return calendars[name]


def _workday_hours(week: tuple[Windows, ...], calendar: Calendar | None) -> Windows:
    weekend = calendar.weekend if calendar else frozenset({5, 6})
    return next((week[day] for day in range(7) if day not in weekend and week[day]), ())


def _read_days(reader: TableReader) -> dict[date, Windows]:
    days: dict[date, Windows] = {}
    for key in reader.table:
        value = reader.raw(key)
        try:
            day = date.fromisoformat(key)
        except ValueError:
            raise PolicyError(reader.at(key), f'"{key}"', "a day such as 2026-12-24") from None
        days[day] = read_windows(value, reader.at(key))
    return days
