"""Business days: holidays, subdivisions, categories, closures, swaps, dated amendments."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.core.rules import calendar, clock, instant
from ventanilla.core.calendars import NothingToCountError
from ventanilla.core.clocks import reckon
from ventanilla.core.facts import Occurrence
from ventanilla.core.tables import PolicyError


def why(table: dict[str, Any], day: str) -> str | None:
    found = calendar(table).why_closed(date.fromisoformat(day))
    return found and str(found)


def test_without_holidays_only_the_weekend_is_off() -> None:
    assert why({}, "2026-12-25") is None
    assert why({}, "2026-12-26") == "weekend"
    assert why({"weekend": ["fri"]}, "2026-12-25") == "weekend"
    assert why({"weekend": []}, "2026-12-27") is None


def test_holidays_have_names() -> None:
    assert why({"holidays": "CY"}, "2026-04-10") == "holiday: Good Friday"
    assert why({"holidays": "SV"}, "2026-08-05") is None
    assert why({"holidays": "SV/SS"}, "2026-08-05") is not None
    assert why({"holidays": "GB"}, "2026-04-06") is None
    assert why({"holidays": "GB/ENG"}, "2026-04-06") == "holiday: Easter Monday"


def test_categories_add_holidays() -> None:
    assert why({"holidays": "CY"}, "2026-04-14") is None
    assert why({"holidays": "CY", "categories": ["public", "bank"]}, "2026-04-14") is not None


def test_a_holiday_observed_across_new_year_is_seen_from_both_years() -> None:
    assert why({"holidays": "US"}, "2027-12-31") is not None  # 1 January 2028 is a Saturday


def test_closures_and_work_days_of_the_policy() -> None:
    table = {
        "holidays": "ES",
        "closures": ["2026-11-23", {"day": "2026-11-24", "name": "Stock-taking"}],
        "workdays": ["2026-12-08", {"day": "2026-11-28"}],
    }
    assert why(table, "2026-11-23") == "closed: test"
    assert why(table, "2026-11-24") == "closed: Stock-taking"
    assert why(table, "2026-12-08") is None  # a holiday on which the company works
    assert why(table, "2026-11-28") is None  # a Saturday too


def test_dates_of_toml_are_dates() -> None:
    assert why({"closures": [date(2026, 11, 23)]}, "2026-11-23") == "closed: test"


def test_weekend_days_that_a_state_swaps_are_business_days() -> None:
    china = calendar({"holidays": "CN"})
    assert china.is_business_day(date(2026, 5, 9))
    assert not china.is_business_day(date(2026, 5, 5))
    assert china.why_closed(date(2026, 5, 16)) is not None


@pytest.mark.parametrize("count", range(1, 40))
def test_counting_forth_back_and_between_agree(count: int) -> None:
    spain, start = calendar({"holidays": "ES/MD"}), date(2026, 11, 27)
    end = spain.nth_after(start, count)
    assert spain.count_between(start, end) == count
    assert spain.nth_before(end, count) == start


def test_nothing_to_count_is_an_error_not_a_loop() -> None:
    days = [date.fromordinal(n).isoformat() for n in range(739000, 739000 + 366 * 6)]
    closed = calendar({"closures": days})
    with pytest.raises(NothingToCountError, match="no business day in 3 years"):
        closed.nth_after(date.fromordinal(739000), 1)


@pytest.mark.parametrize(
    ("table", "place", "hint"),
    [
        ({"holidays": "es"}, "calendar.test.holidays", 'Did you mean "ES"?'),
        ({"holidays": "ES/MDD"}, "calendar.test.holidays", 'Did you mean "MD"?'),
        ({"holidays": "ES/"}, "calendar.test.holidays", "subdivisions of ES"),
        ({"holidays": "ES", "categories": ["publik"]}, "categories", 'Did you mean "public"?'),
        ({"weekend": ["Sat"]}, "calendar.test.weekend", 'Did you mean "sat"?'),
        ({"weekend": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}, "weekend", "seven"),
        ({"holliday": "ES"}, "calendar.test.holliday", 'Did you mean "holidays"?'),
        ({"closures": ["2026-02-30"]}, "closures[0].day", "a day such as"),
        ({"closures": [{"day": "2026-02-20", "publshed": "2026-01-01"}]}, "publshed", "published"),
        ({"closures": [{"day": "2026-02-20", "published": "2026-01-01T10:00"}]}, "pub", "offset"),
        ({"closures": "2026-02-20"}, "closures", "a list of days"),
        ({"closures": ["2026-02-20"], "workdays": ["2026-02-20"]}, "workdays", "closures"),
        ({"forecast_after": "soon"}, "forecast_after", "a day such as"),
    ],
)
def test_a_calendar_that_cannot_be_used_says_why(
    table: dict[str, Any], place: str, hint: str
) -> None:
    with pytest.raises(PolicyError) as error:
        calendar(table)
    assert place in str(error.value)
    assert hint in str(error.value)


AMENDED = {
    "mx": {
        "holidays": "MX",
        "closures": [
            {"day": "2026-11-05", "published": "2026-11-04", "name": "Hurricane"},
            {"day": "2026-11-06", "published": "2026-11-05T18:00:00-06:00"},
            {"day": "2026-11-03", "published": "2026-10-01", "name": "Known before"},
        ],
    }
}


def test_a_closure_published_later_moves_the_due_and_keeps_the_old_one() -> None:
    rule = clock(
        {"from": "received", "span": "5 business_days", "calendar": "mx"},
        "America/Mexico_City",
        AMENDED,
    )
    events = [Occurrence("received", instant("2026-11-01T12:00-06:00"))]
    found = reckon(rule, events)
    assert found.due == instant("2026-11-12T00:00-06:00")
    old = [(at, str(reason)) for at, reason in found.earlier]
    assert old == [
        (
            instant("2026-11-10T00:00-06:00"),
            "2026-11-05 became a closed day (Hurricane), published 2026-11-04",
        ),
        (
            instant("2026-11-11T00:00-06:00"),
            "2026-11-06 became a closed day, published 2026-11-05T18:00-06:00",
        ),
    ]


@pytest.mark.parametrize(
    ("as_of", "end", "replaced"),
    [
        ("2026-11-03T23:59-06:00", "2026-11-10T00:00-06:00", 0),
        ("2026-11-04T00:00-06:00", "2026-11-11T00:00-06:00", 1),
        ("2026-11-05T17:59-06:00", "2026-11-11T00:00-06:00", 1),
        ("2026-11-05T18:00-06:00", "2026-11-12T00:00-06:00", 2),
    ],
)
def test_what_was_known_then_can_be_asked(as_of: str, end: str, replaced: int) -> None:
    rule = clock(
        {"from": "received", "span": "5 business_days", "calendar": "mx"},
        "America/Mexico_City",
        AMENDED,
    )
    events = [Occurrence("received", instant("2026-11-01T12:00-06:00"))]
    found = reckon(rule, events, instant(as_of))
    assert found.due == instant(end)
    assert len(found.earlier) == replaced


def test_an_amendment_known_at_the_start_replaces_nothing() -> None:
    rule = clock(
        {"from": "received", "span": "2 business_days", "calendar": "mx"},
        "America/Mexico_City",
        AMENDED,
    )
    found = reckon(rule, [Occurrence("received", instant("2026-11-05T19:00-06:00"))])
    assert found.earlier == ()


def test_an_amendment_moves_open_hours_too() -> None:
    rule = clock(
        {"from": "received", "span": "8 open_hours", "schedule": "desk"},
        "America/Mexico_City",
        AMENDED,
        {"desk": {"calendar": "mx", "week": {"mon-fri": "09:00-17:00"}}},
    )
    found = reckon(rule, [Occurrence("received", instant("2026-11-04T13:00-06:00"))])
    assert [at for at, _ in found.earlier] == [instant("2026-11-06T13:00-06:00")]
    assert found.due == instant("2026-11-09T13:00-06:00")


def test_days_beyond_the_notice_are_called_a_forecast() -> None:
    rule = clock(
        {"from": "received", "span": "5 business_days", "calendar": "cn"},
        "Asia/Shanghai",
        {"cn": {"holidays": "CN", "forecast_after": "2026-12-31"}},
    )
    near, far = instant("2026-11-20T10:00+08:00"), instant("2026-12-28T10:00+08:00")
    warning = "days after 2026-12-31 are a forecast of the calendar"
    assert warning not in map(str, reckon(rule, [Occurrence("received", near)]).working)
    assert warning in map(str, reckon(rule, [Occurrence("received", far)]).working)
