"""The computed deadlines of the five companies and the law packs, each as its policy table."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.rules import clock, due_of, happened, instant, told

type Table = dict[str, Any]


def bd(count: int, calendar: str, start: str = "received") -> Table:
    return {
        "from": start,
        "span": f"{count} business_days",
        "calendar": calendar,
        "first_day": "excluded",
        "due": "end_of_day",
        "pause": "never",
    }


def days(span: str, **more: str) -> Table:
    return {"from": "received", "span": span, "first_day": "excluded", **more}


def opened(span: str, schedule: str) -> Table:
    return {"from": "received", "span": span, "schedule": schedule}


CUTOFF: Table = {
    "from": "received",
    "span": "window_close",
    "schedule": "shop_std",
    "cutoff": {"mon-fri": "16:00", "sat": "11:00"},
    "late": "next_window_close",
}
SV, CY, CN = "America/El_Salvador", "Asia/Nicosia", "Asia/Shanghai"
ES, MX, EN = "Europe/Madrid", "America/Mexico_City", "Europe/London"


def row(name: str, promise: str, table: Table, zone: str, start: str, end: str) -> Any:
    marks = [pytest.mark.promise(promise)] if promise else []
    return pytest.param(table, zone, start, end, id=name, marks=marks)


VECTORS = [
    row("D-01", "RX-06", bd(5, "sv"), SV, "2026-03-27T16:10-06:00", "2026-04-08T00:00-06:00"),
    row("D-02", "RX-09", bd(30, "sv"), SV, "2026-03-27T16:10-06:00", "2026-05-14T00:00-06:00"),
    row("D-03", "RX-06", bd(5, "sv"), SV, "2026-06-03T04:00+00:00", "2026-06-10T00:00-06:00"),
    row("D-04", "RX-06", bd(5, "sv"), SV, "2026-07-30T09:00-06:00", "2026-08-08T00:00-06:00"),
    row(
        "D-06",
        "RX-12",
        {
            "from": "external_step_opened",
            "span": "15 days",
            "calendar": "sv",
            "first_day": "excluded",
            "due": "end_of_day",
            "roll": "none",
        },
        SV,
        "2026-12-17T10:00-06:00",
        "2027-01-02T00:00-06:00",
    ),
    row(
        "D-07",
        "",
        {
            "from": "quarter_start",
            "span": "first 20 business_days",
            "calendar": "sv",
            "due": "end_of_day",
        },
        SV,
        "2027-01-01T00:00-06:00",
        "2027-01-30T00:00-06:00",
    ),
    row("D-08", "XM-08", days("24 hours"), CY, "2026-03-28T10:00+02:00", "2026-03-29T11:00+03:00"),
    row("D-10", "XM-74", bd(5, "cy"), CY, "2026-04-08T15:00+03:00", "2026-04-18T00:00+03:00"),
    row("D-11", "", days("5 days"), CY, "2026-04-08T15:00+03:00", "2026-04-14T00:00+03:00"),
    row("D-12", "XM-75", days("2 months"), CY, "2026-12-31T09:00+02:00", "2027-03-01T00:00+02:00"),
    row(
        "D-15",
        "",
        {"from": "decision_sent", "span": "4 months"},
        CY,
        "2026-10-31T10:00+02:00",
        "2027-03-01T00:00+02:00",
    ),
    row(
        "D-16",
        "",
        {"from": "period_end", "span": "5 days"},
        CY,
        "2026-10-31T23:59+02:00",
        "2026-11-06T00:00+02:00",
    ),
    row(
        "D-17",
        "XM-25",
        opened("window_close", "xm_social"),
        "UTC",
        "2026-11-21T18:30+00:00",
        "2026-11-22T18:00+00:00",
    ),
    row("D-19", "XM-70", days("6 months"), CY, "2025-08-31T00:00+03:00", "2026-03-01T00:00+02:00"),
    row(
        "D-20",
        "EX-87",
        opened("5 open_minutes", "ex_table"),
        CN,
        "2026-11-23T21:58+08:00",
        "2026-11-24T00:03+08:00",
    ),
    row(
        "D-21",
        "EX-87",
        opened("5 open_minutes", "ex_table"),
        CN,
        "2026-11-21T21:57+08:00",
        "2026-11-23T06:02+08:00",
    ),
    row(
        "D-22",
        "EX-48",
        opened("5 open_minutes", "ex_table"),
        CN,
        "2026-11-22T12:00+08:00",
        "2026-11-23T06:05+08:00",
    ),
    row(
        "D-24",
        "EX-27",
        opened("24 open_hours", "wd_plain"),
        CN,
        "2026-02-13T18:00+08:00",
        "2026-02-16T18:00+08:00",
    ),
    row(
        "D-26",
        "EX-27",
        opened("1440 open_minutes", "wd_cn"),
        CN,
        "2026-09-30T20:00+08:00",
        "2026-10-08T20:00+08:00",
    ),
    row("D-27", "EX-71", bd(3, "cn"), CN, "2026-05-06T10:00+08:00", "2026-05-10T00:00+08:00"),
    row("D-29", "EX-78", days("same_day"), CN, "2026-11-20T15:30+00:00", "2026-11-21T00:00+08:00"),
    row("D-30", "EX-62", days("3 months"), CN, "2025-11-30T00:00+08:00", "2026-03-01T00:00+08:00"),
    row("D-31", "SB-16", CUTOFF, ES, "2026-10-09T15:59+02:00", "2026-10-09T18:00+02:00"),
    row("D-32", "SB-16", CUTOFF, ES, "2026-10-09T16:00+02:00", "2026-10-10T13:00+02:00"),
    row("D-35", "SB-17", CUTOFF, ES, "2026-08-15T09:30+02:00", "2026-08-17T18:00+02:00"),
    row(
        "D-36",
        "SB-18",
        opened("120 open_minutes", "shop_premium"),
        ES,
        "2026-08-15T17:30+02:00",
        "2026-08-16T10:30+02:00",
    ),
    row("D-38", "", bd(15, "es"), ES, "2026-12-01T10:00+01:00", "2026-12-24T00:00+01:00"),
    row("D-39", "", bd(15, "es_md"), ES, "2026-12-01T10:00+01:00", "2026-12-25T00:00+01:00"),
    row(
        "D-43",
        "",
        days("1 month", roll="next_business_day", calendar="cy"),
        CY,
        "2026-01-31T23:50+02:00",
        "2026-03-03T00:00+02:00",
    ),
    row(
        "D-46",
        "",
        days("72 hours", first_hour="excluded", roll="eu", calendar="cy"),
        CY,
        "2026-10-30T10:20+02:00",
        "2026-11-02T11:00+02:00",
    ),
    row("D-48", "", days("8 weeks"), EN, "2026-05-08T14:00+01:00", "2026-07-04T00:00+01:00"),
    row("D-49", "", bd(30, "mx"), MX, "2026-10-26T12:00-06:00", "2026-12-09T00:00-06:00"),
    row("D-50", "", days("45 days"), MX, "2026-11-10T09:00-06:00", "2026-12-26T00:00-06:00"),
    row("D-52", "", bd(15, "cy"), CY, "2026-12-18T16:30+02:00", "2027-01-14T00:00+02:00"),
]


@pytest.mark.parametrize(("table", "zone", "start", "end"), VECTORS)
def test_deadline(table: Table, zone: str, start: str, end: str) -> None:
    rule = clock(table, zone)
    events = happened(f"{table['from']} {start}")
    assert due_of(rule, events) == instant(end)
    assert told(rule, f"{table['from']} {start}")[-1].startswith(("due", "days after"))


def test_d_41_the_clock_of_spain_starts_at_completion() -> None:
    rule = clock({**bd(15, "es"), "pause": "restart"}, ES)
    events = happened("received 2026-11-02T10:00+01:00", "completed 2026-11-10T17:00+01:00")
    assert due_of(rule, events) == instant("2026-12-02T00:00+01:00")


def test_d_25_a_worked_weekend_day_opens_the_desk() -> None:
    rule = clock(opened("1440 open_minutes", "wd_cn"), CN)
    events = happened("received 2026-02-13T18:00+08:00")
    assert due_of(rule, events) == instant("2026-02-14T18:00+08:00")


# What other desks get wrong: each test fails if the mistake is made.


def test_the_day_of_the_start_is_not_counted() -> None:
    events = happened("received 2026-06-01T00:00-06:00")
    assert due_of(clock(bd(1, "sv"), SV), events) == instant("2026-06-03T00:00-06:00")
    counted = clock({**bd(1, "sv"), "first_day": "included"}, SV)
    assert due_of(counted, events) == instant("2026-06-02T00:00-06:00")


def test_holidays_are_not_ignored() -> None:
    events = happened("received 2026-03-27T16:10-06:00")
    assert due_of(clock(bd(5, "plain"), SV), events) == instant("2026-04-04T00:00-06:00")
    assert due_of(clock(bd(5, "sv"), SV), events) == instant("2026-04-08T00:00-06:00")


def test_swapped_work_days_are_not_ignored() -> None:
    events = happened("received 2026-05-08T10:00+08:00")
    assert due_of(clock(bd(1, "cn"), CN), events) == instant("2026-05-10T00:00+08:00")


def test_saturday_is_a_business_day_only_where_the_calendar_says_so() -> None:
    events = happened("received 2026-10-09T10:00+02:00")
    assert due_of(clock(bd(1, "es"), ES), events) == instant("2026-10-14T00:00+02:00")
    assert due_of(clock(bd(1, "es_shop"), ES), events) == instant("2026-10-11T00:00+02:00")


def test_the_subdivision_matters() -> None:
    events = happened("received 2026-12-04T10:00+01:00")
    assert due_of(clock(bd(1, "es"), ES), events) == instant("2026-12-08T00:00+01:00")
    assert due_of(clock(bd(1, "es_md"), ES), events) == instant("2026-12-10T00:00+01:00")


def test_days_are_local_not_utc() -> None:
    events = happened("received 2026-06-03T04:00+00:00")
    assert due_of(clock(days("1 day"), SV), events) == instant("2026-06-04T00:00-06:00")
    assert due_of(clock(days("1 day"), "UTC"), events) == instant("2026-06-05T00:00+00:00")


@pytest.mark.parametrize(
    ("roll", "end"),
    [("none", "2026-04-14T00:00+03:00"), ("next_business_day", "2026-04-15T00:00+03:00")],
)
def test_a_roll_is_neither_always_nor_never(roll: str, end: str) -> None:
    events = happened("received 2026-04-08T15:00+03:00")  # ends on Easter Monday
    assert due_of(clock(days("5 days", roll=roll, calendar="cy"), CY), events) == instant(end)


def test_no_roll_where_the_last_day_is_worked() -> None:
    events = happened("received 2026-06-01T15:00+03:00")
    rolled = clock(days("3 days", roll="next_business_day", calendar="cy"), CY)
    assert due_of(rolled, events) == instant("2026-06-05T00:00+03:00")


def test_a_month_neither_overflows_nor_has_thirty_days() -> None:
    events = happened("received 2026-01-31T12:00+02:00")
    assert due_of(clock(days("1 month"), CY), events) == instant("2026-03-01T00:00+02:00")
    leap = happened("received 2024-02-29T12:00+02:00")
    assert due_of(clock(days("1 year"), CY), leap) == instant("2025-03-01T00:00+02:00")


def test_hours_elapse_on_no_wall_clock() -> None:
    autumn = happened("received 2026-10-24T12:00+02:00")
    assert due_of(clock(days("24 hours"), ES), autumn) == instant("2026-10-25T11:00+01:00")


def test_the_cut_off_itself_is_late() -> None:
    rule = clock(CUTOFF, ES)
    just = happened("received 2026-10-09T15:59:59.999999+02:00")
    assert due_of(rule, just) == instant("2026-10-09T18:00+02:00")
    late = happened("received 2026-10-10T11:00+02:00")
    assert due_of(rule, late) == instant("2026-10-13T18:00+02:00")  # Monday 12 is a holiday


def test_a_pause_is_not_forgotten() -> None:
    rule = clock({**bd(5, "sv"), "pause": "suspend"}, SV)
    events = happened(
        "received 2026-06-01T09:00-06:00",
        "paused 2026-06-02T09:00-06:00",
        "resumed 2026-06-04T09:00-06:00",
    )
    assert due_of(rule, events) == instant("2026-06-11T00:00-06:00")
    steps = told(rule, *(f"{e.kind} {e.at.isoformat()}" for e in events))
    assert "2026-06-02 to 2026-06-03 not counted: paused" in steps


def test_a_restart_is_no_resumption() -> None:
    rule = clock({**bd(5, "sv"), "pause": "restart"}, SV)
    events = happened(
        "received 2026-06-01T09:00-06:00",
        "paused 2026-06-02T09:00-06:00",
        "resumed 2026-06-04T09:00-06:00",
    )
    assert due_of(rule, events) == instant("2026-06-12T00:00-06:00")


def test_a_pause_of_months_is_measured_in_days() -> None:
    rule = clock({**days("1 month"), "pause": "suspend"}, ES)
    events = happened(
        "received 2026-03-10T09:00+01:00",
        "paused 2026-03-12T09:00+01:00",
        "resumed 2026-03-19T09:00+01:00",
    )
    assert due_of(rule, events) == instant("2026-04-18T00:00+02:00")
