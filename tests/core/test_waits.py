"""Percentiles by nearest rank, against the plainest way to find one."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.rates import Tally
from ventanilla.core.waits import Figures, figures, percentile, worst

seconds = st.integers(0, 10**6)
crowds = st.lists(seconds, min_size=1, max_size=200)


def counted(values):
    return Counter(values)


def naive(values, percent):
    """The least of the values that enough of them do not exceed."""
    for value in sorted(values):
        if sum(other <= value for other in values) * 100 >= percent * len(values):
            return timedelta(seconds=value)
    return None


@given(crowds, st.integers(1, 100))
def test_a_percentile_is_the_least_wait_that_enough_did_not_exceed(values, percent):
    assert percentile(counted(values), percent) == naive(values, percent)


@given(crowds, st.integers(1, 100))
def test_a_percentile_is_a_wait_that_somebody_had(values, percent):
    assert percentile(counted(values), percent).total_seconds() in values


@given(crowds, st.integers(1, 99))
def test_a_higher_percentile_is_no_shorter_and_the_last_is_the_worst(values, percent):
    waits = counted(values)
    assert percentile(waits, percent) <= percentile(waits, percent + 1)
    assert percentile(waits, 100) == worst(waits) == timedelta(seconds=max(values))


@given(crowds, st.sampled_from((50, 95)))
def test_rounding_every_wait_down_rounds_the_percentile_down(values, percent):
    """So the database may count waits by the minute, and nothing is lost."""
    minutes = [value // 60 * 60 for value in values]
    exact = percentile(counted(values), percent)
    assert percentile(counted(minutes), percent) == exact // timedelta(minutes=1) * timedelta(
        minutes=1
    )


@pytest.mark.parametrize(
    ("values", "p50", "p95"),
    [
        ([7], 7, 7),
        ([1, 2], 1, 2),
        ([1, 2, 3, 4], 2, 4),
        (range(1, 21), 10, 19),
        (range(1, 101), 50, 95),
    ],
)
def test_the_known_cases(values, p50, p95):
    waits = counted(values)
    assert percentile(waits, 50) == timedelta(seconds=p50)
    assert percentile(waits, 95) == timedelta(seconds=p95)


def test_of_nobody_there_is_no_wait():
    assert percentile({}, 50) is None
    assert worst({}) is None
    assert worst({3600: 0}) is None
    assert figures(Tally(), {}) == Figures(Tally(), None, None, None)
