"""Opening hours: the published tables minute by minute, holidays, nights, breaks, exceptions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.core import oracle
from tests.core.rules import SCHEDULES, instant, schedule
from ventanilla.core.calendars import NothingToCountError
from ventanilla.core.schedules import Schedule
from ventanilla.core.tables import PolicyError

MINUTE = timedelta(minutes=1)


def xm_social(wall: datetime) -> bool:
    start, end = (9, 21) if wall.weekday() < 5 else (10, 18)
    return start <= wall.hour < end


def ex_chat(wall: datetime) -> bool:
    if wall.weekday() == 0:
        return 6 <= wall.hour < 22
    if wall.weekday() == 5:
        return wall.hour < 22
    return wall.weekday() != 6


def always(wall: datetime) -> bool:
    return True


@pytest.mark.parametrize(
    ("name", "zone", "text"),
    [
        pytest.param(
            "xm_social", "UTC", xm_social, marks=pytest.mark.promise("XM-24", "XM-25"), id="social"
        ),
        pytest.param(
            "ex_table",
            "Asia/Shanghai",
            ex_chat,
            marks=pytest.mark.promise("EX-43", "EX-44", "EX-45", "EX-46"),
            id="exness",
        ),
        pytest.param(
            "always",
            "Asia/Nicosia",
            always,
            marks=pytest.mark.promise("XM-21", "XM-22", "XM-23"),
            id="always",
        ),
    ],
)
def test_every_minute_of_a_year_is_as_published(
    name: str, zone: str, text: Callable[[datetime], bool]
) -> None:
    table = {"zone": zone, **SCHEDULES[name]}
    desk, place = schedule(table), ZoneInfo(zone)
    at, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    shown: set[datetime] = set()
    day = date(2025, 12, 31)
    while day <= date(2027, 1, 1):
        for start, stop in desk.windows(day):
            while start < stop:
                shown.add(start)
                start += MINUTE  # noqa: PLW2901
        day += timedelta(days=1)
    while at < end:
        assert (at in shown) == text(at.astimezone(place)), at
        at += MINUTE


@pytest.mark.promise("XM-24")
def test_gmt_has_no_summer_time() -> None:
    desk = schedule(SCHEDULES["xm_social"])
    assert desk.is_open(instant("2026-07-01T20:59+00:00"))
    assert not desk.is_open(instant("2026-07-01T08:59+00:00"))


def spain(**more: Any) -> Schedule:
    week = {"mon-fri": "09:00-18:00", "sat": "09:00-13:00", "sun": "closed", **more}
    return schedule({"calendar": "es_shop", "week": week})


@pytest.mark.promise("SB-17")
def test_working_days_with_saturday_mornings() -> None:
    desk = spain(holiday="closed")
    assert desk.is_open(instant("2026-10-10T12:59+02:00"))
    assert not desk.is_open(instant("2026-10-10T13:00+02:00"))
    assert desk.windows(date(2026, 10, 11)) == ()
    assert desk.windows(date(2026, 10, 12)) == ()  # the national holiday


@pytest.mark.promise("SB-18")
def test_premium_works_on_sundays_and_holidays() -> None:
    desk = schedule(SCHEDULES["shop_premium"])
    for day in (date(2026, 10, 11), date(2026, 10, 12), date(2026, 12, 25)):
        assert len(desk.windows(day)) == 1


def test_holidays_may_have_hours_of_their_own() -> None:
    desk = spain(holiday="10:00-12:00")
    start, end = desk.windows(date(2026, 10, 12))[0]
    assert (start, end) == (instant("2026-10-12T10:00+02:00"), instant("2026-10-12T12:00+02:00"))


def test_dated_exceptions_overrule_everything() -> None:
    table = {
        "calendar": "es_shop",
        "week": {"mon-fri": "09:00-18:00"},
        "days": {"2026-12-24": "09:00-14:00", "2026-12-25": "10:00-11:00", "2026-12-28": "closed"},
    }
    desk = schedule(table)
    assert desk.next_close(instant("2026-12-24T10:00+01:00")) == instant("2026-12-24T14:00+01:00")
    assert desk.next_open(instant("2026-12-24T14:00+01:00")) == instant("2026-12-25T10:00+01:00")
    assert desk.next_open(instant("2026-12-25T11:00+01:00")) == instant("2026-12-29T09:00+01:00")


def test_a_swapped_work_day_has_the_hours_of_a_weekday_unless_told() -> None:
    table = {"zone": "Asia/Shanghai", "calendar": "cn", "week": {"mon-fri": "09:00-18:00"}}
    assert schedule(table).hours(date(2026, 5, 9)) == ((540, 1080),)
    table["week"] = {"mon-fri": "09:00-18:00", "workday": "10:00-12:00"}
    assert schedule(table).hours(date(2026, 5, 9)) == ((600, 720),)
    table["week"] = {"mon-fri": "09:00-18:00", "workday": "closed"}
    assert schedule(table).hours(date(2026, 5, 9)) == ()


def test_a_night_belongs_to_the_day_it_began() -> None:
    desk = schedule({"calendar": "es_shop", "week": {"sun": "22:00-06:00"}})
    assert desk.is_open(instant("2026-10-12T05:59+02:00"))  # a holiday morning
    assert not desk.is_open(instant("2026-10-12T06:00+02:00"))
    assert len(desk.windows(date(2026, 10, 11))) == 1


def test_narrower_words_overrule_wider_ones() -> None:
    week = {"fri": "09:00-12:00", "daily": "10:00-11:00", "mon-fri": "09:00-18:00"}
    desk = schedule({"week": week})
    assert desk.week[0] == ((540, 1080),)
    assert desk.week[4] == ((540, 720),)
    assert desk.week[6] == ((600, 660),)
    assert schedule({"week": {"sat-mon": "09:00-10:00"}}).week[6] == ((540, 600),)
    assert schedule({"week": {"mon, wed": ["09:00-10:00"]}}).week[2] == ((540, 600),)


def test_an_hour_shown_twice_is_open_twice_and_a_skipped_one_never() -> None:
    desk = schedule({"week": {"daily": "01:00-02:30"}})
    twice = desk.windows(date(2026, 10, 25))
    assert [end - start for start, end in twice] == [90 * MINUTE, 30 * MINUTE]
    assert [end - start for start, end in desk.windows(date(2026, 3, 29))] == [60 * MINUTE]


def test_touching_windows_are_one() -> None:
    desk = schedule(SCHEDULES["ex_table"])
    assert desk.next_close(instant("2026-11-24T10:00+08:00")) == instant("2026-11-28T22:00+08:00")


def test_what_never_closes_is_an_error_not_a_loop() -> None:
    with pytest.raises(NothingToCountError, match="never closes"):
        schedule(SCHEDULES["always"]).next_close(instant("2026-11-24T10:00+08:00"))


def test_what_never_opens_again_is_an_error_not_a_loop() -> None:
    desk = schedule({"days": {"2026-01-01": "09:00-10:00"}})
    with pytest.raises(NothingToCountError, match="no open minute"):
        desk.next_open(instant("2026-01-01T10:00+01:00"))
    with pytest.raises(NothingToCountError, match="not enough open time"):
        schedule({"week": {"mon": "09:00-10:00"}}).before_open_time(
            instant("2026-01-01T10:00+01:00"), timedelta(days=4000)
        )


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ({"week": {"mon-fri": "closed"}}, "no open window"),
        ({}, "no open window"),
        ({"week": {"monday": "09:00-18:00"}}, 'Did you mean "mon"?'),
        ({"week": {"mon-frj": "09:00-18:00"}}, 'Did you mean "fri"?'),
        ({"week": {"mon-wed": "09:00-18:00", "wed-fri": "10:00-18:00"}}, "another key"),
        ({"week": {"mon": "9:00-18:00"}}, "a time of day"),
        ({"week": {"mon": "09:00-24:01"}}, "a time of day"),
        ({"week": {"mon": "09:00-09:00"}}, 'a whole day is "00:00-24:00"'),
        ({"week": {"mon": "24:00-09:00"}}, "a whole day"),
        ({"week": {"mon": "09:00-13:00, 12:00-18:00"}}, "overlap"),
        ({"week": {"mon": "09:00-13:00 14:00-18:00"}}, "joined with a comma"),
        ({"week": {"mon": "05:00-09:00, 22:00-06:00"}}, "night window"),
        ({"week": {"mon": "closd"}}, 'Did you mean "closed"?'),
        ({"week": {"mon": 9}}, "hours such as"),
        ({"week": {"mon": [9]}}, "hours such as"),
        ({"week": {"mon": "09:00-18:00"}, "zone": "Europe/Madird"}, "Europe/Madrid"),
        ({"week": {"mon": "09:00-18:00"}, "calendar": "ess"}, 'Did you mean "es"?'),
        ({"week": {"mon": "09:00-18:00"}, "days": {"24 Dec": "closed"}}, "2026-12-24"),
        ({"weeks": {"mon": "09:00-18:00"}}, 'Did you mean "week"?'),
    ],
)
def test_a_schedule_that_cannot_be_used_says_why(table: dict[str, Any], hint: str) -> None:
    with pytest.raises(PolicyError) as error:
        schedule(table)
    assert hint in str(error.value)
    assert "schedule.test" in str(error.value)


def test_the_oracle_knows_a_window_past_midnight() -> None:
    week: oracle.Week = {"mon": [("22:00", "06:00")]}
    place = ZoneInfo("UTC")
    assert oracle.is_shown_open(instant("2026-11-24T05:59+00:00"), place, week, None)
    assert not oracle.is_shown_open(instant("2026-11-24T06:00+00:00"), place, week, None)
