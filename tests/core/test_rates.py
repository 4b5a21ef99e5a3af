"""Rates against goals: over a window, never by one request, and never rounded up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.policies import acme
from ventanilla.core.rates import Rate, Tally, first_day, goal_of, together, total, window_of
from ventanilla.core.spans import read_span

TODAY = date(2026, 11, 24)
counts = st.integers(0, 5000)
tallies = st.builds(Tally, counts, counts)
goals = st.none() | st.sampled_from((0.0, 0.5, 0.9, 0.95, 1.0))


def promise(strength):
    return acme(promise={"answer": {"strength": strength}}).promises["answer"]


@given(tallies)
def test_a_share_is_never_shown_higher_than_it_is(tally):
    if not tally.number:
        assert tally.permille is None
        return
    share = Fraction(tally.kept, tally.number)
    assert 0 <= share - Fraction(tally.permille, 1000) < Fraction(1, 1000)
    assert (tally.permille == 1000) == (tally.broken == 0)


@given(st.lists(tallies, max_size=8))
def test_tallies_add_up(found):
    whole = total(found)
    assert (whole.kept, whole.broken) == (
        sum(tally.kept for tally in found),
        sum(tally.broken for tally in found),
    )


@given(tallies, goals)
def test_a_goal_is_met_from_its_very_share_on(tally, goal):
    met = Rate(tally, goal).met
    if goal is None or tally.number == 0:
        assert met is None
    else:
        assert met == (Fraction(tally.kept, tally.number) >= Fraction(str(goal)))


@given(tallies)
def test_a_guarantee_is_met_only_by_keeping_every_one(tally):
    if tally.number:
        assert Rate(tally, 1.0).met == (tally.broken == 0)


@given(st.lists(st.builds(Rate, tallies, goals), max_size=8))
def test_the_goal_of_several_is_what_they_reach_if_each_meets_its_own(rates):
    found = together(rates)
    counted = [rate for rate in rates if rate.goal is not None]
    assert found.tally == total(rate.tally for rate in counted)
    if found.tally.number:
        wanted = sum(Fraction(str(rate.goal)) * rate.tally.number for rate in counted)
        assert found.goal == pytest.approx(float(wanted / found.tally.number))
    else:
        assert found.goal is None
        assert found.met is None


@given(st.lists(st.builds(Rate, tallies, st.sampled_from((0.5, 0.9, 1.0))), min_size=1, max_size=8))
def test_who_meets_each_goal_meets_them_together(rates):
    if all(rate.met in {True, None} for rate in rates):
        assert together(rates).met in {True, None}


@pytest.mark.promise("SB-15", "SB-16", "EX-10", "EX-87")
def test_what_is_usually_kept_is_judged_by_its_rate_and_not_by_one_request():
    strength = {"usually": 0.95, "over": "30 days"}
    goal = goal_of(promise(strength))
    assert goal == 0.95
    assert Rate(Tally(19, 1), goal).met  # one of twenty may be late
    assert not Rate(Tally(18, 2), goal).met
    assert window_of(promise(strength)).text == "30 days"


def test_a_guarantee_has_the_goal_of_all_and_what_is_only_measured_none():
    assert goal_of(promise("guarantee")) == 1.0
    assert goal_of(promise("none")) is None
    assert window_of(promise("guarantee")).text == "30 days"


@pytest.mark.parametrize(
    ("window", "last", "first"),
    [
        ("1 day", TODAY, TODAY),
        ("30 days", TODAY, date(2026, 10, 26)),
        ("2 weeks", TODAY, date(2026, 11, 11)),
        ("1 month", date(2026, 3, 31), date(2026, 3, 1)),
        ("1 month", date(2026, 3, 15), date(2026, 2, 16)),
        ("12 months", TODAY, date(2025, 11, 25)),
        ("1 year", date(2028, 2, 29), date(2027, 3, 1)),
    ],
)
def test_a_window_ends_with_its_last_day(window, last, first):
    assert first_day(read_span(window, "here"), last) == first


@given(st.integers(1, 400), st.dates(date(2001, 1, 1), date(2090, 1, 1)))
def test_a_window_of_days_has_so_many_days(number, last):
    first = first_day(read_span(f"{number} days", "here"), last)
    assert (last - first) == timedelta(days=number - 1)


@given(st.integers(1, 48), st.dates(date(2001, 1, 1), date(2090, 1, 1)))
def test_windows_of_months_one_after_the_other_leave_no_day_out(number, last):
    window = read_span(f"{number} months", "here")
    assert first_day(window, last) <= last
    assert first_day(window, last + timedelta(days=1)) - first_day(window, last) >= timedelta(0)


def test_hours_and_business_days_are_no_window():
    for span in ("24 hours", "4 open_hours", "5 business_days", "window_close"):
        with pytest.raises(ValueError, match="no period"):
            first_day(read_span(span, "here"), TODAY)
