"""The words of a clock table, one by one: what they do and how a wrong one is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.rules import clock, due_of, happened, instant, told
from ventanilla.core.clocks import before, due, reckon
from ventanilla.core.facts import Occurrence
from ventanilla.core.spans import add_months, read_span
from ventanilla.core.tables import PolicyError
from ventanilla.core.zones import end_of_day, read_zone, start_of_day

ES = "Europe/Madrid"


def rule(span: str, **more: Any) -> Any:
    return clock({"from": "received", "span": span, **more}, ES)


def ends(span: str, start: str, end: str, **more: Any) -> None:
    assert due_of(rule(span, **more), happened(f"received {start}")) == instant(end)


def test_waiting_running_paused() -> None:
    table = rule("2 hours", pause="suspend")
    assert reckon(table, []).state == "waiting"
    assert told(table) == ['not started: no "received" yet']
    events = happened("received 2026-11-23T09:00+01:00")
    assert reckon(table, events).state == "running"
    events += happened("paused 2026-11-23T10:00+01:00")
    found = reckon(table, events)
    assert (found.state, found.due) == ("paused", None)
    assert str(found.working[-1]).startswith("paused since 2026-11-23T10:00+01:00")
    assert due(table, events) is None


def test_events_need_no_order() -> None:
    events = happened(
        "resumed 2026-11-23T12:00+01:00",
        "received 2026-11-23T09:00+01:00",
        "paused 2026-11-23T10:00+01:00",
    )
    assert due_of(rule("2 hours", pause="suspend"), events) == instant("2026-11-23T13:00+01:00")


@pytest.mark.parametrize("how", ["suspend", "restart"])
def test_a_pause_after_the_due_stops_nothing(how: str) -> None:
    events = happened(
        "received 2026-11-23T09:00+01:00",
        "paused 2026-11-23T11:00+01:00",
    )
    broken = instant("2026-11-23T11:00+01:00")
    assert due_of(rule("2 hours", pause=how), events) == broken
    events += happened("resumed 2026-11-23T15:00+01:00")
    assert due_of(rule("2 hours", pause=how), events) == broken


def test_a_pause_may_begin_before_the_clock() -> None:
    table = clock({"from": "recorded", "span": "2 hours", "pause": "suspend"}, ES)
    events = happened(
        "paused 2026-11-23T08:00+01:00",
        "recorded 2026-11-23T09:00+01:00",
        "resumed 2026-11-23T10:00+01:00",
    )
    assert due_of(table, events[:2]) is None
    assert due_of(table, events) == instant("2026-11-23T12:00+01:00")


def test_a_pause_names_its_own_events() -> None:
    pause = {"how": "suspend", "on": ["asked", "handed_over"], "until": ["completed"]}
    events = happened(
        "received 2026-11-23T09:00+01:00",
        "asked 2026-11-23T10:00+01:00",
        "handed_over 2026-11-23T10:30+01:00",
        "resumed 2026-11-23T11:00+01:00",
        "completed 2026-11-23T12:00+01:00",
    )
    assert due_of(rule("2 hours", pause=pause), events) == instant("2026-11-23T13:00+01:00")


def test_a_word_to_never_pause() -> None:
    events = happened("received 2026-11-23T09:00+01:00", "paused 2026-11-23T10:00+01:00")
    for more in ({}, {"pause": "never"}, {"pause": {"how": "never"}}):
        assert due_of(rule("2 hours", **more), events) == instant("2026-11-23T11:00+01:00")


def test_a_restart_begins_anew_each_time() -> None:
    events = happened(
        "received 2026-11-02T10:00+01:00",
        "paused 2026-11-03T10:00+01:00",
        "completed 2026-11-10T17:00+01:00",
    )
    table = rule("15 days", pause="restart")
    assert due_of(table, events[:2]) is None
    assert due_of(table, events) == instant("2026-11-26T00:00+01:00")
    events += happened("completed 2026-11-12T17:00+01:00")
    assert due_of(table, events) == instant("2026-11-28T00:00+01:00")
    assert str(reckon(table, events).working[0]).startswith("15 days began anew 2026-11-12T17:00")


def test_a_due_never_falls_into_a_pause() -> None:
    table = rule("1 month", roll="next_business_day", calendar="es", pause="suspend")
    events = happened(
        "received 2026-01-31T10:00+01:00",  # ends Saturday 28 February, rolled to Monday
        "paused 2026-03-01T10:00+01:00",
        "resumed 2026-03-04T10:00+01:00",
    )
    assert due_of(table, events) == instant("2026-03-06T00:00+01:00")


def test_a_window_clock_begins_again_when_resumed() -> None:
    table = rule("window_close", schedule="shop_premium", pause="suspend")
    events = happened(
        "received 2026-11-23T09:00+01:00",
        "paused 2026-11-23T10:00+01:00",
        "resumed 2026-11-24T10:00+01:00",
    )
    assert due_of(table, events) == instant("2026-11-24T18:00+01:00")


def test_due_edges() -> None:
    start = "2026-11-23T10:20+01:00"
    ends("2 days", start, "2026-11-26T00:00+01:00")
    ends("2 days", start, "2026-11-25T10:20+01:00", due="instant")
    ends("2 days", start, "2026-11-25T17:00+01:00", due="close_of_business 17:00")
    ends("2 hours", start, "2026-11-23T12:20+01:00")
    ends("2 hours", start, "2026-11-24T00:00+01:00", due="end_of_day")
    ends("2 hours", start, "2026-11-23T17:00+01:00", due="close_of_business 17:00")
    ends("8 hours", start, "2026-11-24T17:00+01:00", due="close_of_business 17:00")
    ends("same_day", start, "2026-11-23T17:00+01:00", due="close_of_business 17:00")


def test_a_closing_time_already_past_moves_to_the_next_day() -> None:
    evening = "2026-11-20T18:00+01:00"
    cob = "close_of_business 17:00"
    ends("same_day", evening, "2026-11-21T17:00+01:00", due=cob)
    ends("same_day", evening, "2026-11-23T17:00+01:00", due=cob, calendar="es")


def test_elapsed_time_that_ends_at_midnight_ends_that_day() -> None:
    ends("2 hours", "2026-11-23T22:00+01:00", "2026-11-24T00:00+01:00", due="end_of_day")


def test_first_day_included() -> None:
    ends("2 days", "2026-11-23T10:20+01:00", "2026-11-25T00:00+01:00", first_day="included")
    ends("1 month", "2026-11-23T10:20+01:00", "2026-12-23T00:00+01:00", first_day="included")
    ends("1 month", "2026-01-31T10:20+01:00", "2026-03-01T00:00+01:00", first_day="included")
    ends("1 week", "2026-11-23T10:20+01:00", "2026-11-30T00:00+01:00", first_day="included")
    ends("same_day", "2026-11-23T10:20+01:00", "2026-11-24T00:00+01:00", first_day="included")


def test_european_periods_of_two_days_hold_two_working_days() -> None:
    friday = "2026-11-20T10:00+01:00"
    more = {"roll": "eu", "calendar": "es"}
    ends("1 day", friday, "2026-11-24T00:00+01:00", **more)
    ends("2 days", friday, "2026-11-25T00:00+01:00", **more)
    ends("3 days", friday, "2026-11-25T00:00+01:00", **more)
    ends("4 days", friday, "2026-11-25T00:00+01:00", **more)
    steps = told(rule("3 days", **more), f"received {friday}")
    assert "at least two working days: goes on to 2026-11-24" in steps


def test_the_hour_of_the_event() -> None:
    ends("2 hours", "2026-11-23T10:20+01:00", "2026-11-23T13:00+01:00", first_hour="excluded")
    ends("2 hours", "2026-11-23T10:00+01:00", "2026-11-23T13:00+01:00", first_hour="excluded")


def test_a_cut_off_for_days_makes_the_next_business_day_the_start() -> None:
    more: dict[str, Any] = {"cutoff": {"daily": "16:00"}, "calendar": "es"}
    ends("1 business_day", "2026-11-20T15:59+01:00", "2026-11-24T00:00+01:00", **more)
    ends("1 business_day", "2026-11-20T16:00+01:00", "2026-11-25T00:00+01:00", **more)
    ends("same_day", "2026-11-20T16:00+01:00", "2026-11-24T00:00+01:00", **more)


def test_first_business_days_of_each_period() -> None:
    for start, day, end in (
        ("month_start", "2026-02-01", "2026-02-04"),
        ("quarter_start", "2026-04-01", "2026-04-07"),  # Good Friday 3 April
        ("half_year_start", "2026-07-01", "2026-07-03"),
        ("year_start", "2026-01-01", "2026-01-06"),
    ):
        table = {"from": start, "span": "first 2 business_days", "calendar": "es"}
        if start != "quarter_start":
            assert due_of(clock(table, ES), happened(f"{start} {day}T00:00+01:00")) is not None
        found = due_of(clock(table, ES), happened(f"{start} {day}T12:00+01:00"))
        assert found is not None
        assert found.astimezone(read_zone(ES, "")).date().isoformat() == (
            "2026-04-03" if start == "quarter_start" else end
        )


def test_the_first_event_starts_a_clock_and_the_latest_slot_is_meant() -> None:
    events = happened("received 2026-11-23T09:00+01:00", "received 2026-11-23T10:00+01:00")
    assert due_of(rule("1 hour"), events) == instant("2026-11-23T10:00+01:00")
    slots = [
        Occurrence("slot_agreed", instant(f"2026-11-23T0{n}:00+01:00"), "human", detail)
        for n, detail in enumerate(
            (
                {"slot": "2026-11-24T10:00+01:00"},
                {"slot": "2026-11-25T10:00+01:00", "until": "2026-11-25T10:30+01:00"},
            )
        )
    ]
    table = clock({"from": "slot_agreed", "span": "agreed_slot"}, ES)
    assert due_of(table, slots[:1]) == instant("2026-11-24T10:00+01:00")
    assert due_of(table, slots) == instant("2026-11-25T10:30+01:00")
    for detail in ({}, {"slot": "2026-11-24T10:00"}):
        with pytest.raises(ValueError, match="slot"):
            due(table, [Occurrence("slot_agreed", slots[0].at, "human", detail)])


def test_one_ticket_several_zones_and_calendars() -> None:
    events = happened("received 2026-12-23T23:30+00:00")
    here = clock({"from": "received", "span": "1 business_day", "calendar": "es"}, ES)
    there = clock(
        {
            "from": "received",
            "span": "1 business_day",
            "calendar": "mx",
            "zone": "America/Mexico_City",
        },
        ES,
    )
    assert due_of(here, events) == instant("2026-12-29T00:00+01:00")
    assert due_of(there, events) == instant("2026-12-25T00:00-06:00")


def test_a_schedule_with_holiday_hours_but_no_calendar_takes_that_of_the_clock() -> None:
    schedules = {
        "asks": {"week": {"mon-fri": "09:00-18:00", "holiday": "closed"}},
        "does_not": {"week": {"mon-fri": "09:00-18:00"}},
    }
    events = happened("received 2026-10-12T09:00+02:00")
    for name, end in (("asks", "2026-10-13"), ("does_not", "2026-10-12")):
        table = {"from": "received", "span": "1 open_hour", "schedule": name, "calendar": "es"}
        built = clock(table, ES, {"es": {"holidays": "ES"}}, schedules)
        assert due_of(built, events) == instant(f"{end}T10:00+02:00")


def test_midnights_that_do_not_exist_or_come_twice() -> None:
    santiago = read_zone("America/Santiago", "")
    day = instant("2026-09-06T12:00-03:00").date()
    assert start_of_day(day, santiago) == instant("2026-09-06T01:00-03:00")
    johns = read_zone("America/St_Johns", "")  # 00:01 went back to 23:01
    day = instant("2010-11-06T12:00-02:30").date()
    assert end_of_day(day, johns) == instant("2010-11-07T00:00-03:30")
    azores = read_zone("Atlantic/Azores", "")
    day = instant("2026-10-25T12:00-01:00").date()
    assert start_of_day(day, azores) == instant("2026-10-25T00:00+00:00")


def test_months_are_clamped() -> None:
    day = instant("2024-01-31T12:00+00:00").date()
    assert add_months(day, 1).isoformat() == "2024-02-29"
    assert add_months(day, 13).isoformat() == "2025-02-28"
    assert add_months(day, 11).isoformat() == "2024-12-31"


def test_long_working_out_is_summed_up() -> None:
    steps = told(rule("60 business_days", calendar="es"), "received 2026-01-12T10:00+01:00")
    assert any("without weekends" in step for step in steps)
    years = told(rule("9000 business_days", calendar="es"), "received 2026-01-12T10:00+01:00")
    assert any("9000 days counted" in step for step in years)
    assert len(years) < 10


def test_what_cannot_be_counted_back_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be counted back"):
        before(rule("1 hour"), instant("2026-11-23T10:00+01:00"), read_span("1 month", ""))
    cob = rule("2 days", due="close_of_business 17:00")
    assert before(cob, instant("2026-11-25T17:00+01:00"), read_span("1 day", "")) == instant(
        "2026-11-24T17:00+01:00"
    )


@pytest.mark.parametrize(
    ("table", "place", "hint"),
    [
        ({}, "clock.from", "a text"),
        ({"from": "received"}, "clock.span", "a text"),
        ({"span": "soon"}, "clock.span", "a span such as"),
        ({"span": "windowclose"}, "clock.span", 'Did you mean "window_close"?'),
        ({"span": "5 busines_days"}, "clock.span", 'Did you mean "business_days"?'),
        ({"span": "0 days"}, "clock.span", "from 1 to"),
        ({"span": "999 years"}, "clock.span", "from 1 to 100"),
        ({"span": "first 3 days"}, "clock.span", "first n business_days"),
        ({"span": "3 business_days"}, "clock.span", "need a calendar"),
        ({"span": "3 open_hours"}, "clock.span", "a schedule is needed"),
        ({"span": "window_close"}, "clock.span", "a schedule is needed"),
        ({"span": "3 days", "roll": "eu"}, "clock.roll", "needs a calendar"),
        ({"span": "3 days", "roll": "up"}, "clock.roll", "next_business_day"),
        ({"span": "3 days", "calendar": "sw"}, "clock.calendar", 'Did you mean "sv"?'),
        ({"span": "3 days", "schedule": "allways"}, "clock.schedule", 'mean "always"?'),
        ({"span": "3 days", "zone": "Madrid"}, "clock.zone", "Europe/Madrid"),
        ({"span": "3 days", "due": "end of day"}, "clock.due", "end_of_day"),
        ({"span": "3 days", "due": "close_of_business 5pm"}, "clock.due", "a time of day"),
        ({"span": "3 days", "due": "instant", "first_day": "included"}, "clock.due", "instant"),
        ({"span": "3 days", "pause": "stop"}, "clock.pause", "suspend"),
        ({"span": "3 days", "pause": {"on": ["a"]}}, "clock.pause.how", "a text"),
        ({"span": "3 days", "pause": 3}, "clock.pause", "a table"),
        ({"span": "3 hours", "cutoff": {"daily": "16:00"}}, "clock.cutoff", "belongs to"),
        ({"span": "3 days", "cutoff": {"holiday": "16:00"}}, "clock.cutoff", "allowed"),
        ({"span": "3 days", "cutoff": {"mon": 16}}, "clock.cutoff.mon", "16:00"),
        (
            {"span": "3 days", "cutoff": {"mon": "16:00"}, "late": "next_window_close"},
            "clock.late",
            "next_day",
        ),
        ({"span": "3 days", "period": "week"}, "clock.period", "month"),
        ({"span": "3 days", "first_dey": "included"}, "clock.first_dey", "first_day"),
    ],
)
def test_a_clock_that_cannot_be_used_says_why(table: dict[str, Any], place: str, hint: str) -> None:
    with pytest.raises(PolicyError) as error:
        clock({"from": "received", **table} if "span" in table else table, ES)
    assert str(error.value).startswith(place)
    assert hint in str(error.value)


def test_the_working_out_tells_pauses_rolls_and_cut_offs() -> None:
    more: dict[str, Any] = {"calendar": "es", "pause": "suspend", "roll": "next_business_day"}
    events = (
        "received 2026-11-17T10:00+01:00",
        "paused 2026-11-18T10:00+01:00",
        "resumed 2026-11-20T10:00+01:00",
    )
    assert told(rule("2 days", **more), *events) == [
        '2 days from "received" 2026-11-17T10:00+01:00, Europe/Madrid time',
        "the day of the start, 2026-11-17, is not counted",
        "2026-11-18 to 2026-11-19 counted, holidays and weekends too: 2 days",
        "paused from 2026-11-18T10:00+01:00 to 2026-11-20T10:00+01:00; days added: 2",
        "2026-11-21 is no business day (weekend): rolled to 2026-11-23",
        "kept until the end of that day",
        "due 2026-11-24T00:00+01:00, Europe/Madrid time",
    ]
    late = told(
        rule("window_close", schedule="shop_std", cutoff={"mon-fri": "16:00", "sat": "11:00"}),
        "received 2026-10-10T11:00+02:00",
    )
    assert late == [
        'window_close from "received" 2026-10-10T11:00+02:00, Europe/Madrid time',
        "at or after the cut-off 11:00 of 2026-10-10",
        "2026-10-11 not counted: closed",
        "2026-10-12 not counted: holiday: National Day",
        "the window of 2026-10-13 closes",
        "due 2026-10-13T18:00+02:00, Europe/Madrid time",
    ]
    evening = told(
        rule("same_day", due="close_of_business 17:00"), "received 2026-11-20T18:00+01:00"
    )
    assert "the closing time was past: goes on to 2026-11-21" in evening
    open_pause = told(
        rule("2 open_hours", schedule="shop_std", pause="suspend"),
        "received 2026-11-17T17:00+01:00",
        "paused 2026-11-17T17:30+01:00",
        "resumed 2026-11-19T09:00+01:00",
    )
    assert open_pause[1:4] == [
        "2026-11-17 counted: 30 min",
        "2026-11-18 not counted: paused",
        "2026-11-19 counted: 90 min",
    ]


def test_the_same_day_is_never_over_while_paused() -> None:
    events = happened(
        "received 2026-11-17T10:00+01:00",
        "paused 2026-11-17T11:00+01:00",
        "resumed 2026-11-19T10:00+01:00",
    )
    assert due_of(rule("same_day", pause="suspend"), events) == instant("2026-11-20T00:00+01:00")


def test_a_pause_at_the_very_due_stops_nothing() -> None:
    events = happened(
        "received 2026-11-17T10:00+01:00",
        "paused 2026-11-19T00:00+01:00",
        "resumed 2026-11-25T10:00+01:00",
    )
    assert due_of(rule("1 day", pause="suspend"), events) == instant("2026-11-19T00:00+01:00")


@pytest.mark.parametrize("span", ["1 day", "25 hours"])
def test_a_resumption_at_the_very_closing_time_has_the_next_one(span: str) -> None:
    events = happened(
        "received 2026-11-17T10:00+01:00",
        "paused 2026-11-18T16:00+01:00",
        "resumed 2026-11-18T17:00+01:00",
    )
    table = rule(span, pause="suspend", due="close_of_business 17:00")
    assert due_of(table, events) == instant("2026-11-19T17:00+01:00")


def test_after_the_close_the_cut_off_no_longer_matters() -> None:
    more: dict[str, Any] = {"schedule": "shop_std", "cutoff": {"mon-fri": "20:00"}}
    ends("window_close", "2026-11-18T19:00+01:00", "2026-11-19T18:00+01:00", **more)
    ends("window_close", "2026-11-18T18:00+01:00", "2026-11-19T18:00+01:00", **more)
    ends("window_close", "2026-11-18T17:59+01:00", "2026-11-18T18:00+01:00", **more)


def test_a_pause_within_the_hour_left_out_costs_nothing() -> None:
    events = happened(
        "received 2026-11-18T10:10+01:00",
        "paused 2026-11-18T10:20+01:00",
        "resumed 2026-11-18T10:30+01:00",
    )
    for span in ("1 hour", "1 open_hour"):
        table = rule(span, schedule="shop_std", pause="suspend", first_hour="excluded")
        assert due_of(table, events) == instant("2026-11-18T12:00+01:00")


def test_a_pause_over_before_the_clock_began_is_nothing_to_it() -> None:
    events = happened(
        "paused 2026-11-17T10:00+01:00",
        "resumed 2026-11-17T11:00+01:00",
        "recorded 2026-11-18T10:00+01:00",
    )
    for span, end in (("window_close", "2026-11-18T18:00"), ("2 days", "2026-11-21T00:00")):
        table = {"from": "recorded", "span": span, "schedule": "shop_premium", "pause": "suspend"}
        assert due_of(clock(table, ES), events) == instant(f"{end}+01:00")


def test_a_clock_put_forward_across_midnight() -> None:
    toronto = read_zone("America/Toronto", "")  # 23:30 on 30 March 1919 became 00:30
    day = instant("1919-03-31T12:00-04:00").date()
    assert start_of_day(day, toronto) == instant("1919-03-31T00:30-04:00")
