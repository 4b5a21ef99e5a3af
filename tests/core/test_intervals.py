"""A share of few cases is unsure, and the interval says how much."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.intervals import wilson
from ventanilla.core.shares import change, share

CASES = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(CASES)
def test_the_share_itself_lies_within_and_nothing_beyond_0_and_1(case):
    hits, number = case
    found = wilson(hits, number)
    assert 0 <= found.low <= hits / number <= found.high <= 1


@given(CASES)
def test_its_ends_are_where_the_share_is_just_as_far_as_chance_goes(case):
    """Wilson's definition: at each end, the distance is z standard errors of that end."""
    hits, number = case
    for end in (wilson(hits, number).low, wilson(hits, number).high):
        error = math.sqrt(end * (1 - end) / number)
        assert abs(hits / number - end) == pytest.approx(1.959964 * error, abs=1e-6)


@given(CASES, st.integers(2, 20))
def test_more_cases_of_the_same_share_say_more(case, times):
    hits, number = case
    few, many = wilson(hits, number), wilson(hits * times, number * times)
    assert many.low >= few.low - 1e-12
    assert many.high <= few.high + 1e-12


@given(CASES)
def test_hits_and_misses_mirror_each_other(case):
    hits, number = case
    found, other = wilson(hits, number), wilson(number - hits, number)
    assert found.low == pytest.approx(1 - other.high)


def test_two_of_two_are_no_proof_and_no_case_says_nothing():
    assert wilson(2, 2).low < 0.35
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_the_nearest_tenth_of_a_percent(part, whole):
    assert abs(share(part, whole) * whole - 1000 * part) * 2 <= whole


def test_a_change_is_against_what_was_before_and_from_nothing_there_is_none():
    assert change(12, 10) == 200
    assert change(5, 10) == -500
    assert change(10, 10) == 0
    assert change(3, 0) is None
    assert share(0, 0) == 0
