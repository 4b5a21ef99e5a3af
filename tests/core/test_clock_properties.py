"""The engine against a walk along the minutes, over zones, calendars, hours and clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core import oracle
from tests.core.rules import clock, due_of
from ventanilla.core.clocks import Clock, due
from ventanilla.core.facts import Occurrence

ZONES = (
    "Europe/Madrid",
    "America/Mexico_City",
    "Asia/Shanghai",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Santiago",
    "America/El_Salvador",
    "Asia/Nicosia",
    "Europe/London",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/St_Johns",
    "Pacific/Chatham",
    "America/Nuuk",
    "Asia/Kathmandu",
)
COUNTRIES = ("SV", "CY", "CN", "ES", "ES/MD", "GB/ENG", "MX", "US", "MA", "CL")
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
YEARS = timedelta(days=7 * 365)
MINUTE = timedelta(minutes=1)
quickly = settings(max_examples=60, derandomize=True, deadline=None)
often = settings(max_examples=250, derandomize=True, deadline=None)

zones = st.sampled_from(ZONES)
countries = st.sampled_from(COUNTRIES)
instants = st.integers(0, YEARS // MINUTE).map(lambda n: FIRST + n * MINUTE)


@st.composite
def weeks(draw: st.DrawFn) -> oracle.Week:
    """Weekly hours with lunch breaks, nights, midnight ends and closed days."""
    shapes: list[list[tuple[str, str]]] = [
        [],
        [("09:00", "18:00")],
        [("09:00", "13:00"), ("15:00", "18:30")],
        [("00:00", "24:00")],
        [("22:00", "06:00")],
        [("00:00", "02:30")],
        [("01:15", "02:15"), ("02:15", "03:00")],
        [("23:30", "00:30")],
    ]
    days = {name: draw(st.sampled_from(shapes)) for name in oracle.NAMES}
    if not any(days.values()):
        days["wed"] = [("10:00", "24:00")]
    if all(hours == [("00:00", "24:00")] for hours in days.values()):
        days["sun"] = []
    return days


def as_table(week: oracle.Week, calendar: str | None = None) -> dict[str, Any]:
    table: dict[str, Any] = {
        "week": {
            day: ", ".join("-".join(window) for window in hours) or "closed"
            for day, hours in week.items()
        }
    }
    return {**table, "calendar": "here"} if calendar else table


def built(
    table: dict[str, Any],
    zone: str,
    country: str | None = None,
    week: oracle.Week | None = None,
) -> Clock:
    calendars = {"here": {"holidays": country}} if country else {}
    schedules = {"desk": as_table(week, country)} if week else {}
    return clock({"from": "received", **table}, zone, calendars, schedules)


def received(at: datetime, *more: tuple[str, datetime]) -> list[Occurrence]:
    return [Occurrence(kind, when) for kind, when in (("received", at), *more)]


@quickly
@given(zones, countries, instants, st.integers(1, 15))
def test_business_days(zone: str, country: str, at: datetime, number: int) -> None:
    rule = built({"span": f"{number} business_days", "calendar": "here"}, zone, country)
    expected = oracle.after_days(at, zone, number, oracle.business(country))
    assert due_of(rule, received(at)) == expected


@quickly
@given(zones, instants, st.integers(1, 20))
def test_days_and_weeks(zone: str, at: datetime, number: int) -> None:
    expected = oracle.after_days(at, zone, number, lambda day: True)
    assert due_of(built({"span": f"{number} days"}, zone), received(at)) == expected
    if number % 7 == 0:
        weeks_rule = built({"span": f"{number // 7} weeks"}, zone)
        assert due_of(weeks_rule, received(at)) == expected


@quickly
@given(zones, instants, st.integers(1, 4))
def test_months(zone: str, at: datetime, number: int) -> None:
    rule = built({"span": f"{number} months"}, zone)
    assert due_of(rule, received(at)) == oracle.after_months(at, zone, number)


@quickly
@given(zones, countries, instants, st.integers(1, 3))
def test_months_rolled(zone: str, country: str, at: datetime, number: int) -> None:
    rule = built(
        {"span": f"{number} months", "calendar": "here", "roll": "next_business_day"},
        zone,
        country,
    )
    worked = oracle.business(country)
    end = oracle.after_months(at, zone, number)
    last = (end - MINUTE).astimezone(ZoneInfo(zone)).date()
    if not worked(last):
        end = oracle.after_days(end - MINUTE, zone, 1, worked)
    assert due_of(rule, received(at)) == end


@quickly
@given(zones, countries, instants, st.integers(2, 12))
def test_european_days_hold_two_working_days(
    zone: str, country: str, at: datetime, number: int
) -> None:
    rule = built({"span": f"{number} days", "calendar": "here", "roll": "eu"}, zone, country)
    worked = oracle.business(country)
    end = oracle.after_days(at, zone, number, lambda day: True)
    last = (end - MINUTE).astimezone(ZoneInfo(zone)).date()
    if not worked(last):
        end = oracle.after_days(end - MINUTE, zone, 1, worked)
    two = oracle.after_days(at, zone, 2, worked)
    assert due_of(rule, received(at)) == max(end, two)


@quickly
@given(zones, instants, st.integers(1, 3000))
def test_elapsed(zone: str, at: datetime, number: int) -> None:
    rule = built({"span": f"{number} minutes"}, zone)
    assert due_of(rule, received(at)) == oracle.after_elapsed(at, number)


@quickly
@given(zones, instants, st.integers(1, 72))
def test_the_hour_of_the_event_is_left_out(zone: str, at: datetime, number: int) -> None:
    if zone == "Australia/Lord_Howe":
        zone = "Australia/Sydney"  # its half-hour changes have a test of their own
    rule = built({"span": f"{number} hours", "first_hour": "excluded"}, zone)
    first = oracle.whole_hour_after(at, zone)
    assert due_of(rule, received(at)) == oracle.after_elapsed(first, number * 60)


@often
@given(zones, weeks(), instants, st.integers(1, 900))
def test_open_minutes(zone: str, week: oracle.Week, at: datetime, number: int) -> None:
    rule = built({"span": f"{number} open_minutes", "schedule": "desk"}, zone, week=week)
    assert due_of(rule, received(at)) == oracle.after_open(at, zone, number, week)


@quickly
@given(zones, st.sampled_from(["ES", "CY", "SV", "US"]), weeks(), instants, st.integers(1, 600))
def test_open_minutes_with_holidays(
    zone: str, country: str, week: oracle.Week, at: datetime, number: int
) -> None:
    rule = built({"span": f"{number} open_minutes", "schedule": "desk"}, zone, country, week)
    off = oracle.country(country).__contains__
    assert due_of(rule, received(at)) == oracle.after_open(at, zone, number, week, off)


@often
@given(zones, weeks(), instants)
def test_window_close(zone: str, week: oracle.Week, at: datetime) -> None:
    rule = built({"span": "window_close", "schedule": "desk"}, zone, week=week)
    assert due_of(rule, received(at)) == oracle.window_close(at, zone, week)


@quickly
@given(zones, instants, st.sampled_from(["08:00", "12:00", "16:00", "17:59"]), st.booleans())
def test_cut_off(zone: str, at: datetime, time: str, breaks_at_noon: bool) -> None:
    hours = [("09:00", "12:00"), ("13:00", "18:00")] if breaks_at_noon else [("09:00", "18:00")]
    week = dict.fromkeys(oracle.NAMES[:5], hours) | {"sat": [("09:00", "13:00")], "sun": []}
    rule = built(
        {
            "span": "window_close",
            "schedule": "desk",
            "cutoff": {"mon-fri": time, "sat": "11:00"},
            "late": "next_window_close",
        },
        zone,
        "ES",
        week,
    )
    cutoffs = dict.fromkeys(oracle.NAMES[:5], time) | {"sat": "11:00"}
    off = oracle.country("ES").__contains__
    assert due_of(rule, received(at)) == oracle.cutoff_close(at, zone, week, cutoffs, off)


@quickly
@given(
    zones,
    weeks(),
    instants,
    st.integers(1, 600),
    st.integers(0, 4000),
    st.integers(1, 4000),
    st.booleans(),
)
def test_a_pause_takes_its_own_unit(
    zone: str,
    week: oracle.Week,
    at: datetime,
    number: int,
    until: int,
    lasts: int,
    counts_open: bool,
) -> None:
    begun, ended = at + until * MINUTE, at + (until + lasts) * MINUTE
    events = received(at, ("paused", begun), ("resumed", ended))
    table = {"span": f"{number} minutes", "pause": "suspend"}
    if counts_open:
        table = {**table, "span": f"{number} open_minutes", "schedule": "desk"}
        expected = oracle.after_open(at, zone, number, week, paused=(begun, ended))
    else:
        expected = oracle.after_elapsed(at, number, paused=(begun, ended))
    assert due_of(built(table, zone, week=week), events) == expected


@quickly
@given(zones, countries, instants, st.integers(1, 10), st.integers(0, 400), st.integers(1, 400))
def test_a_pause_takes_business_days(
    zone: str, country: str, at: datetime, number: int, until: int, lasts: int
) -> None:
    begun, ended = at + timedelta(hours=until), at + timedelta(hours=until + lasts)
    rule = built(
        {"span": f"{number} business_days", "calendar": "here", "pause": "suspend"}, zone, country
    )
    place, worked = ZoneInfo(zone), oracle.business(country)
    without = oracle.after_days(at, zone, number, worked)
    last = ended.astimezone(place).date()
    first = begun.astimezone(place).date()
    expected = oracle.after_days(
        at, zone, number, lambda day: worked(day) and not first <= day < last
    )
    events = received(at, ("paused", begun), ("resumed", ended))
    assert due_of(rule, events) == (expected if begun < without else without)


@often
@given(
    st.sampled_from(
        ["90 minutes", "9 open_hours", "2 business_days", "same_day", "3 days", "1 month"]
    ),
    st.sampled_from(["instant", "end_of_day", "close_of_business 17:00"]),
    st.sampled_from(["none", "next_business_day", "eu"]),
    instants,
    st.integers(0, 100),
    st.integers(1, 200),
)
def test_a_due_never_falls_into_a_pause(
    span: str, edge: str, roll: str, at: datetime, until: int, lasts: int
) -> None:
    table = {"span": span, "due": edge, "roll": roll, "pause": "suspend"}
    table |= {"calendar": "here", "schedule": "desk"}
    week: oracle.Week = {key: [("09:00", "17:00")] for key in oracle.NAMES[:5]}
    rule = built(table, "Europe/Madrid", "ES", week)
    begun, ended = at + timedelta(hours=until), at + timedelta(hours=until + lasts)
    pause = ("paused", begun), ("resumed", ended)
    plain, found = due(rule, received(at)), due_of(rule, received(at, *pause))
    assert plain is not None
    assert found is not None
    assert found >= plain > at
    assert not begun < found <= ended
    assert (due_of(rule, received(at, pause[0])) is None) == (begun < plain)


@quickly
@given(
    zones,
    weeks(),
    instants,
    st.integers(0, 20000),
    st.sampled_from(["90 minutes", "300 open_minutes", "3 business_days", "4 days", "1 month"]),
)
def test_a_later_start_is_never_due_earlier(
    zone: str, week: oracle.Week, at: datetime, later: int, span: str
) -> None:
    table = {"span": span, "schedule": "desk", "calendar": "here"}
    rule = built(table, zone, "ES", week)
    early, late = due(rule, received(at)), due(rule, received(at + later * MINUTE))
    assert early is not None
    assert late is not None
    assert at < early <= late


@quickly
@given(zones, weeks(), instants, st.integers(1, 900))
def test_open_time_counted_back_is_the_way_forth(
    zone: str, week: oracle.Week, at: datetime, number: int
) -> None:
    rule = built({"span": f"{number} open_minutes", "schedule": "desk"}, zone, week=week)
    assert rule.schedule is not None
    end, rest = rule.schedule.after_open_time(at, number * MINUTE)
    assert not rest
    back = rule.schedule.before_open_time(end, number * MINUTE)
    assert back == rule.schedule.next_open(at)


CHANGES = [
    (zone, change) for zone in ZONES[:10] for change in oracle.offset_changes(zone, 2024, 2030)
]
DESK: oracle.Week = {day: [("00:30", "03:15"), ("22:00", "23:45")] for day in oracle.NAMES}


@pytest.mark.parametrize(
    ("zone", "change"), CHANGES, ids=[f"{zone}-{change:%Y-%m-%d}" for zone, change in CHANGES]
)
def test_around_every_change_of_the_clocks(zone: str, change: datetime) -> None:
    """One minute, an hour and a day before, at, and after the change, for every kind of span."""
    opened = built({"span": "200 open_minutes", "schedule": "desk"}, zone, week=DESK)
    closing = built({"span": "window_close", "schedule": "desk"}, zone, week=DESK)
    day = built({"span": "1 day"}, zone)
    same_day = built({"span": "same_day"}, zone)
    hours = built({"span": "24 hours"}, zone)
    for shift in (-24 * 60, -61, -1, 0, 1, 31):
        at = change + shift * MINUTE
        events = received(at)
        assert due(opened, events) == oracle.after_open(at, zone, 200, DESK)
        assert due(closing, events) == oracle.window_close(at, zone, DESK)
        assert due(day, events) == oracle.after_days(at, zone, 1, lambda day: True)
        assert due(same_day, events) == oracle.after_days(at, zone, 0, lambda day: True)
        assert due(hours, events) == at + timedelta(hours=24)


def test_the_day_samoa_never_had() -> None:
    at = datetime(2011, 12, 29, 10, tzinfo=ZoneInfo("Pacific/Apia"))
    for table in ({"span": "1 day"}, {"span": "1 business_day", "calendar": "here"}):
        rule = built(table, "Pacific/Apia", "WS")
        expected = datetime(2012, 1, 1, tzinfo=ZoneInfo("Pacific/Apia"))
        if "calendar" in table:  # 31 December is a Saturday, 2 January a holiday
            expected = datetime(2012, 1, 4, tzinfo=ZoneInfo("Pacific/Apia"))
        assert due_of(rule, received(at)) == expected.astimezone(UTC)


def test_half_an_hour_of_lord_howe() -> None:
    """The hour of an event is the one its own offset gives, also when that hour is cut short."""
    rule = built({"span": "1 hour", "first_hour": "excluded"}, "Australia/Lord_Howe")
    at = datetime(2026, 10, 3, 15, 10, tzinfo=UTC)  # 01:40, then 02:00 becomes 02:30
    assert due_of(rule, received(at)) == datetime(2026, 10, 3, 16, 30, tzinfo=UTC)
