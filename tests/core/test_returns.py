"""Periodic returns: of which periods, due by when, and how that is worked out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.companies.reading import policy
from tests.core import oracle
from tests.core.policies import SOURCE, acme, changed
from ventanilla.companies.packs import pack_texts, under_law
from ventanilla.core.periods import Period, period_of, periods, read_period
from ventanilla.core.policy import Policy, PolicyErrors, read_policy
from ventanilla.core.returns import Duty, duties, when_it_happens
from ventanilla.core.zones import end_of_day

LAWS = Path(__file__).resolve().parents[2] / "laws"
DAY = timedelta(days=1)
quickly = settings(max_examples=100, derandomize=True, deadline=None)


def under(slug: str, *packs: str) -> Policy:
    """A sample company under the packs it names, or under others."""
    found = replace(policy(slug), packs=packs) if packs else policy(slug)
    return under_law(found, pack_texts(found, LAWS, slug), slug)


def duty(rules: Policy, name: str) -> Duty:
    return next(found for found in duties(rules) if found.name == name)


def last_day(found: Duty, period: str) -> date:
    """The last day on which a return is not late, where its clock hangs."""
    reckoning = found.due(read_period(period))
    clock = found.reports[0].clock
    assert reckoning is not None
    assert reckoning.due is not None
    assert clock is not None
    local = reckoning.due.astimezone(clock.zone)
    assert (local.hour, local.minute) == (0, 0), "it ends with a day"
    assert found.last_day(reckoning.due) == local.date() - DAY
    return local.date() - DAY


@pytest.mark.parametrize(
    "period, last",
    [
        ("2026-10", date(2026, 11, 5)),
        ("2026-11", date(2026, 12, 5)),  # a Saturday: calendar days, and no roll
        ("2026-12", date(2027, 1, 5)),
        ("2027-02", date(2027, 3, 5)),
    ],
)
def test_the_monthly_return_of_cyprus_is_due_five_days_after_the_month(
    period: str, last: date
) -> None:
    """L-01, D-16: calendar days, nil answer included."""
    monthly = duty(under("xm"), "cy-cysec.monthly")
    assert last_day(monthly, period) == last
    assert monthly.wants_nil(read_period(period))
    assert (monthly.to, monthly.rows) == ("CySEC", ("L-01",))


def test_its_working_out_names_the_end_of_the_month_and_counts_the_days() -> None:
    reckoning = duty(under("xm"), "cy-cysec.monthly").due(read_period("2026-11"))
    assert reckoning is not None
    said = [str(line) for line in reckoning.working]
    assert said[0].startswith('5 days from "period_end" 2026-11-30T23:59')
    assert "2026-12-01 to 2026-12-05 counted, holidays and weekends too: 5 days" in said


@pytest.mark.parametrize(
    "period, filed_in",
    [
        ("2026-Q3", (2026, 10)),
        ("2026-Q4", (2027, 1)),
        ("2027-Q1", (2027, 4)),
        ("2027-Q2", (2027, 7)),
        ("2027-Q3", (2027, 10)),
    ],
)
def test_the_quarterly_filing_of_el_salvador_is_due_in_the_first_twenty_business_days(
    period: str, filed_in: tuple[int, int]
) -> None:
    """L-07, D-07: of January, April, July and October, about the quarter before."""
    works = oracle.business("SV")
    day, counted = date(*filed_in, 1) - DAY, 0
    while counted < 20:
        day += DAY
        counted += works(day)
    assert last_day(duty(under("roxom"), "cnad"), period) == day
    assert (day.year, day.month) == filed_in


def test_a_page_and_its_law_that_mean_one_return_owe_it_once() -> None:
    rules = under("roxom")
    (found,) = [d for d in duties(rules) if d.to == "CNAD"]
    assert [report.name for report in found.reports] == ["cnad", "sv-cnad.quarterly"]
    assert found.rows == ("L-07",)


def test_of_two_dues_of_one_return_the_earlier_holds() -> None:
    def report(days: int) -> dict[str, Any]:
        clock = {"from": "month_end", "span": f"{days} days"}
        return {"title": {"en": "R"}, "to": "X", "clock": clock}

    (found,) = duties(acme(report={"slow": report(9), "quick": report(4)}))
    assert last_day(found, "2026-11") == date(2026, 12, 4)


def test_the_half_yearly_return_of_the_united_kingdom_begins_with_2027() -> None:
    """L-02: one return per legal entity from January to June 2027 on; no source names the day."""
    found = duty(under("xm", "uk-fca-disp@1"), "uk-fca-disp.half_yearly")
    assert found.coming(date(2026, 11, 22)).name == "2027-H1"
    assert list(found.since(date(2025, 1, 1), date(2027, 6, 30))) == []
    owed = [period.name for period in found.since(date(2025, 1, 1), date(2028, 1, 1))]
    assert owed == ["2027-H1", "2027-H2"]
    assert found.wants_nil(read_period("2027-H1"))
    assert found.due(read_period("2027-H1")) is None


def test_the_yearly_evaluation_of_spain_is_due_by_the_end_of_march() -> None:
    """L-09, articles 21 and 22; it binds from 2027 on, and a nil answer is not asked for."""
    found = duty(under("shop", "es-ley-10-2025@1"), "es-ley-10-2025.yearly")
    assert [p.name for p in found.since(date(2026, 1, 1), date(2028, 6, 1))] == ["2027"]
    assert last_day(found, "2027") == date(2028, 3, 31)
    assert not found.wants_nil(read_period("2027"))


def test_mexico_has_ten_business_days_of_the_next_quarter() -> None:
    """L-16: New Year is off, so the tenth business day of January 2027 is the fifteenth."""
    found = duty(under("xm", "mx-condusef@1"), "mx-condusef.reune")
    assert last_day(found, "2026-Q4") == date(2027, 1, 15)


def test_what_begins_with_an_event_is_no_periodic_return() -> None:
    rules = under("xm", "eu-gdpr@1", "eu-mifid@1", "eu-mica@1")
    assert [report.name for report in when_it_happens(rules)] == [
        "eu-gdpr.breach",
        "eu-mifid.management",
        "eu-mica.management",
    ]
    assert [found.name for found in duties(rules)] == ["topics"]


@pytest.mark.promise("XM-77", "EX-02")
def test_the_topics_of_a_month_are_reported_though_no_day_is_prescribed() -> None:
    for slug in ("xm", "exness"):
        found = duty(under(slug), "topics")
        assert found.coming(date(2026, 11, 22)).name == "2026-11"
        assert found.due(read_period("2026-11")) is None
        assert found.wants_nil(read_period("2026-11"))


@pytest.mark.parametrize(
    "start, months",
    [("month_end", 1), ("quarter_start", 3), ("half_year_end", 6), ("year_start", 12)],
)
def test_the_period_is_that_of_the_edge(start: str, months: int) -> None:
    clock = {"from": start, "span": "5 days"}
    rules = acme(report={"r": {"title": {"en": "R"}, "to": "X", "clock": clock}})
    assert rules.reports["r"].months == months


def test_a_period_beside_a_clock_is_refused_and_so_is_an_unknown_one() -> None:
    clock = {"from": "month_end", "span": "5 days"}
    report = {"title": {"en": "R"}, "to": "X"}
    wrong = {"a": {**report, "clock": clock, "period": "month"}, "b": {**report, "period": "monht"}}
    with pytest.raises(PolicyErrors) as told:
        read_policy(changed(report=wrong), SOURCE)
    said = str(told.value)
    assert "report.a.period: found a period beside a clock" in said
    assert 'report.b.period: found "monht"' in said
    assert 'Did you mean "month"?' in said


def test_hours_after_a_period_count_from_the_midnight_that_ends_it() -> None:
    clock = {"from": "month_end", "span": "36 hours"}
    (found,) = duties(acme(report={"r": {"title": {"en": "R"}, "to": "X", "clock": clock}}))
    reckoning = found.due(read_period("2026-11"))
    assert reckoning is not None
    midnight = datetime(2026, 12, 1, tzinfo=ZoneInfo("Europe/Madrid"))
    assert reckoning.due == (midnight + timedelta(hours=36)).astimezone(UTC)
    assert found.last_day(reckoning.due) == date(2026, 12, 2), "due at noon, sent on that day"


# ------------------------------------------------------------------------------------------ periods

DAYS = st.dates(date(2001, 1, 1), date(2199, 12, 31))
MONTHS = st.sampled_from([1, 3, 6, 12])


@given(DAYS, MONTHS)
@quickly
def test_a_day_lies_in_one_period_and_its_name_leads_back_to_it(day: date, months: int) -> None:
    found = period_of(day, months)
    assert found.first <= day <= found.last
    assert found.after.first == found.last + DAY
    assert read_period(found.name) == found
    assert period_of(found.first, months) == period_of(found.last, months) == found


@given(DAYS, DAYS, MONTHS)
@quickly
def test_the_periods_that_are_over_follow_one_another_without_a_gap(
    one: date, other: date, months: int
) -> None:
    since, until = sorted((one, other))
    found = list(periods(months, since, until))
    day, naive = since, dict[Period, None]()
    while day < until and (day - since).days < 900:
        if period_of(day, months).last < until:
            naive[period_of(day, months)] = None
        day = period_of(day, months).after.first
    assert found[: len(naive)] == list(naive)
    assert all(p.after == q for p, q in pairwise(found))


@given(DAYS, MONTHS, st.integers(1, 60))
@quickly
def test_days_after_a_period_are_counted_by_who_turns_the_pages_of_a_calendar(
    day: date, months: int, span: int
) -> None:
    word = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}[months]
    clock = {"from": f"{word}_end", "span": f"{span} days", "zone": "America/El_Salvador"}
    (found,) = duties(acme(report={"r": {"title": {"en": "R"}, "to": "X", "clock": clock}}))
    period = period_of(day, months)
    reckoning = found.due(period)
    assert reckoning is not None
    page = period.last
    for _ in range(span):
        page += DAY
    assert reckoning.due == end_of_day(page, ZoneInfo("America/El_Salvador"))


@pytest.mark.parametrize(
    "name",
    ["", "2026-13", "2026-Q5", "2026-H0", "2026-1", "26", "2026-Q", "next", "٢٠٢٦", "2026\0"],
)
def test_what_is_no_period_is_told_what_one_looks_like(name: str) -> None:
    with pytest.raises(ValueError, match="write 2026-11, 2026-Q4, 2026-H2 or 2026"):
        read_period(name)
