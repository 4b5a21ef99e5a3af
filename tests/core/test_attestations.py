"""A claim is as good as its newest proof, and that one as good as its age."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.attestations import SOON, standing
from ventanilla.core.policy import Attestation
from ventanilla.core.policy.texts import Text
from ventanilla.core.spans import Span, add_months, read_span

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
SPANS = st.sampled_from(["30 days", "6 weeks", "1 month", "3 months", "1 year", "2 years"])


def claim(every: str | None = "1 year") -> Attestation:
    span = read_span(every, "every") if every else None
    return Attestation("training", Text({"en": "Trained"}), span, ())


@pytest.mark.parametrize(
    ("dated", "state"),
    [
        (date(2025, 11, 21), "old"),
        (date(2025, 11, 22), "soon"),
        (date(2025, 12, 21), "soon"),
        (date(2025, 12, 22), "good"),
        (TODAY, "good"),
    ],
)
def test_a_yearly_proof_counts_till_its_day_comes_again(dated, state):
    assert standing(claim(), [dated], TODAY).state == state


def test_a_monthly_proof_is_asked_for_anew_in_its_last_week():
    days = [standing(claim("1 month"), [date(2026, 11, n)], TODAY).state for n in (1, 20)]
    assert days == ["good", "good"]
    assert standing(claim("1 month"), [date(2026, 10, 28)], TODAY).state == "soon"


def test_without_a_proof_or_with_one_of_tomorrow_there_is_none():
    assert standing(claim(), [], TODAY).state == "missing"
    assert standing(claim(), [TODAY + timedelta(days=1)], TODAY).state == "missing"


@pytest.mark.parametrize("every", [None, "5 business_days", "24 hours"])
def test_where_no_whole_days_are_said_a_proof_counts_for_ever(every):
    found = standing(claim(every), [date(1999, 1, 1)], TODAY)
    assert (found.state, found.until) == ("good", None)


@given(st.lists(DAYS, min_size=1), SPANS, DAYS)
def test_only_the_newest_of_what_has_come_counts(dates, every, today):
    come = [day for day in dates if day <= today]
    found = standing(claim(every), dates, today)
    assert found == standing(claim(every), [max(come)] if come else [], today)
    if come:
        assert found.until is not None
        assert (found.state == "old") == (today > found.until)
        assert found.state != "good" or today < found.until
        assert found.state != "soon" or found.until - today <= SOON


@given(DAYS, SPANS)
def test_the_last_day_is_that_of_a_walk_along_the_days(begun, every):
    span = read_span(every, "every")
    step = {"day": 1, "week": 7}.get(span.unit)
    if step is None:
        months = span.count * (12 if span.unit == "year" else 1)
        assert span.last_day(begun) == add_months(begun, months)
    else:
        day = begun
        for _n in range(step * span.count):
            day += timedelta(days=1)
        assert span.last_day(begun) == day
    assert Span("month").last_day(date(2026, 1, 31)) == date(2026, 2, 28)
