"""Cases in which other desks failed, each on the clock alone, named after the case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.rules import clock, due_of, happened, instant, told
from ventanilla.core.clocks import Clock, before, due, reckon
from ventanilla.core.spans import read_span
from ventanilla.core.tables import PolicyError

ES = "Europe/Madrid"


def office(span: str, week: dict[str, Any], calendar: Any = None, **more: Any) -> Clock:
    calendars = {"own": calendar or {}}
    schedules = {"desk": {"calendar": "own", "week": week}}
    table = {"from": "received", "span": span, "schedule": "desk", "calendar": "own", **more}
    return clock(table, ES, calendars, schedules)


NINE_TO_FIVE = {"mon-fri": "09:00-17:00"}


@settings(max_examples=80, derandomize=True, deadline=None)
@given(
    st.sampled_from(["300 open_minutes", "3 business_days", "window_close", "2 weeks"]),
    st.integers(0, 60 * 24 * 60),
    st.lists(st.integers(0, 30), min_size=1, max_size=12),
)
def test_case_1_a_holiday_only_pushes_a_deadline_out(
    span: str, minute: int, closed: list[int]
) -> None:
    first = datetime(2026, 3, 1, tzinfo=UTC)
    events = happened(f"received {(first + minute * timedelta(minutes=1)).isoformat()}")
    days = sorted({(first + timedelta(days=n)).date().isoformat() for n in closed})
    plain = due(office(span, NINE_TO_FIVE, roll="next_business_day"), events)
    shut = office(span, NINE_TO_FIVE, {"closures": days}, roll="next_business_day")
    later = due(shut, events)
    assert plain is not None
    assert later is not None
    assert plain <= later


def test_case_2_a_night_shift_and_saturday_morning_only() -> None:
    night = office("2 open_hours", {"mon": "22:00-06:00"})
    assert due_of(night, happened("received 2026-11-24T05:30+01:00")) == instant(
        "2026-11-30T23:30+01:00"
    )
    saturday = office("5 open_hours", {"sat": "09:00-13:00"})
    assert due_of(saturday, happened("received 2026-11-23T10:00+01:00")) == instant(
        "2026-12-05T10:00+01:00"
    )


def test_case_3_open_until_midnight_is_24_00() -> None:
    rule = office("60 open_minutes", {"mon": "23:00-24:00", "tue": "10:00-11:00"})
    assert due_of(rule, happened("received 2026-11-23T23:00+01:00")) == instant(
        "2026-11-24T00:00+01:00"
    )
    assert due_of(rule, happened("received 2026-11-23T23:59+01:00")) == instant(
        "2026-11-24T10:59+01:00"
    )


def test_case_4_a_lunch_break_is_no_holiday() -> None:
    rule = office("4 open_hours", {"mon-fri": ["09:00-13:00", "15:00-18:00"]})
    assert due_of(rule, happened("received 2026-11-23T12:00+01:00")) == instant(
        "2026-11-23T18:00+01:00"
    )


def test_case_5_an_hour_over_a_month_of_closure_yields_a_date() -> None:
    days = [(datetime(2026, 8, 1, tzinfo=UTC) + timedelta(days=n)).date() for n in range(31)]
    rule = office("1 open_hour", NINE_TO_FIVE, {"closures": [day.isoformat() for day in days]})
    assert due_of(rule, happened("received 2026-07-31T16:30+02:00")) == instant(
        "2026-09-01T09:30+02:00"
    )


def test_case_6_no_opening_hours_are_refused() -> None:
    with pytest.raises(PolicyError, match="no open window"):
        office("1 open_hour", {"daily": "closed"})


def test_case_7_a_pause_is_measured_in_the_unit_of_the_target() -> None:
    events = happened(
        "received 2026-11-20T16:00+01:00",
        "paused 2026-11-20T16:30+01:00",
        "resumed 2026-11-23T09:30+01:00",
    )
    opened = office("2 open_hours", NINE_TO_FIVE, pause="suspend")
    assert due_of(opened, events) == instant("2026-11-23T11:00+01:00")
    elapsed = office("2 hours", NINE_TO_FIVE, pause="suspend")
    assert due_of(elapsed, events) == instant("2026-11-23T11:00+01:00")
    days = office("2 business_days", NINE_TO_FIVE, pause="suspend")
    assert due_of(days, events) == instant("2026-11-25T00:00+01:00")


def test_case_8_another_target_keeps_the_pause_already_earned() -> None:
    events = happened(
        "received 2026-11-23T09:00+01:00",
        "paused 2026-11-23T10:00+01:00",
        "resumed 2026-11-23T12:00+01:00",
    )
    for span, end in (("3 open_hours", "14:00"), ("5 open_hours", "16:00")):
        rule = office(span, NINE_TO_FIVE, pause="suspend")
        assert due_of(rule, events) == instant(f"2026-11-23T{end}+01:00")


def test_case_9_paused_to_resolved_in_one_save_counts_the_pause() -> None:
    events = happened(
        "received 2026-11-23T09:00+01:00",
        "paused 2026-11-23T10:00+01:00",
        "resumed 2026-11-23T12:00+01:00",
        "solved 2026-11-23T12:00+01:00",
    )
    rule = office("2 open_hours", NINE_TO_FIVE, pause="suspend")
    assert due_of(rule, events) == instant("2026-11-23T13:00+01:00")


def test_case_10_a_reader_in_another_zone_sees_the_same_instant() -> None:
    rule = office("4 open_hours", NINE_TO_FIVE)
    found = due_of(rule, happened("received 2026-11-23T02:00-06:00"))
    assert found == instant("2026-11-23T13:00+01:00")
    assert found is not None
    assert found.tzinfo is UTC
    assert found.astimezone(ZoneInfo("Asia/Shanghai")).isoformat() == "2026-11-23T20:00:00+08:00"


def test_case_12_the_next_response_starts_at_the_oldest_unanswered_message() -> None:
    rule = clock({"from": "customer_message", "span": "60 minutes"}, ES)
    events = happened("received 2026-11-23T09:00+01:00", "customer_message 2026-11-23T09:10+01:00")
    assert due_of(rule, events) == instant("2026-11-23T10:00+01:00")
    events += happened("answer 2026-11-23T09:20+01:00")
    assert reckon(rule, events).state == "waiting"
    events += happened(
        "customer_message 2026-11-23T09:30+01:00", "customer_message 2026-11-23T09:50+01:00"
    )
    assert due_of(rule, events) == instant("2026-11-23T10:30+01:00")


def test_case_14_which_acts_answer_is_a_setting() -> None:
    table = {"from": "customer_message", "span": "60 minutes", "answers": ["call"]}
    events = happened("received 2026-11-23T09:00+01:00", "answer 2026-11-23T09:10+01:00")
    assert due_of(clock(table, ES), events) == instant("2026-11-23T10:00+01:00")
    assert due_of(clock(table, ES), events + happened("call 2026-11-23T09:20+01:00")) is None


def test_case_16_another_clock_recomputes_from_the_same_events() -> None:
    events = happened("received 2026-11-23T09:00+01:00")
    assert due_of(office("1 open_hour", NINE_TO_FIVE), events) == instant("2026-11-23T10:00+01:00")
    assert due_of(office("2 open_hours", NINE_TO_FIVE), events) == instant("2026-11-23T11:00+01:00")


def test_case_17_reopening_lets_the_clock_go_on() -> None:
    rule = office("8 open_hours", NINE_TO_FIVE)
    events = happened(
        "received 2026-11-23T09:00+01:00",
        "closed 2026-11-23T10:00+01:00",
        "reopened 2026-11-24T10:00+01:00",
    )
    assert due_of(rule, events) == instant("2026-11-23T17:00+01:00")


def test_case_18_moments_before_the_due_are_counted_the_same_way() -> None:
    rule = office("4 open_hours", NINE_TO_FIVE)
    end = due_of(rule, happened("received 2026-11-20T14:30+01:00"))
    assert end == instant("2026-11-23T10:30+01:00")
    assert end is not None
    assert before(rule, end, read_span("2 open_hours", "")) == instant("2026-11-20T16:30+01:00")
    assert before(rule, end, read_span("30 minutes", "")) == instant("2026-11-23T10:00+01:00")
    days = office("3 business_days", NINE_TO_FIVE, {"holidays": "ES"})
    end = due_of(days, happened("received 2026-12-03T14:30+01:00"))
    assert end == instant("2026-12-10T00:00+01:00")
    assert end is not None
    assert before(days, end, read_span("1 business_day", "")) == instant("2026-12-09T00:00+01:00")
    assert before(days, end, read_span("2 business_days", "")) == instant("2026-12-07T00:00+01:00")
    assert before(days, end, read_span("1 week", "")) == instant("2026-12-03T00:00+01:00")
    assert before(days, end, read_span("3 days", "")) == instant("2026-12-07T00:00+01:00")


def test_case_19_units_differ_and_meet_in_one_case() -> None:
    events = happened("received 2026-01-30T16:30+01:00")
    ends = {
        "1 business_day": "2026-02-03T00:00+01:00",
        "1 day": "2026-02-03T00:00+01:00",
        "24 hours": "2026-01-31T16:30+01:00",
        "24 open_hours": "2026-02-04T16:30+01:00",
        "1 month": "2026-03-03T00:00+01:00",
    }
    for span, end in ends.items():
        rule = office(span, NINE_TO_FIVE, roll="next_business_day")
        assert due_of(rule, events) == instant(end), span


def test_case_20_friday_at_four_plus_four_hours_is_monday_with_its_working_out() -> None:
    rule = office("4 open_hours", NINE_TO_FIVE)
    friday = "received 2026-11-20T16:00+01:00"
    assert due_of(rule, happened(friday)) == instant("2026-11-23T12:00+01:00")
    assert told(rule, friday) == [
        '4 open_hours from "received" 2026-11-20T16:00+01:00, Europe/Madrid time',
        "2026-11-20 counted: 60 min",
        "2026-11-21 to 2026-11-22 not counted: closed",
        "2026-11-23 counted: 180 min",
        "due 2026-11-23T12:00+01:00, Europe/Madrid time",
    ]
