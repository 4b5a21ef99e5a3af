"""What is too much: counted in a window, a share of enough questions, never at the limit itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.fairuse import LEAST, answered_already, too_many
from ventanilla.core.policy import FairUseRule
from ventanilla.core.policy.texts import Text

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
RATE = FairUseRule("messages_per_day", 10.0, "", Text({"en": "Very many"}), ())
SHARE = FairUseRule("answered_in_docs_share", 0.5, "", Text({"en": "In the docs"}), ())


@pytest.mark.parametrize(("number", "exceeded"), [(10, False), (11, True)])
def test_as_many_as_allowed_are_no_excess(number, exceeded):
    found = too_many(RATE, [NOW - timedelta(hours=1)] * number, NOW)
    assert (found is not None) == exceeded


def test_a_message_counts_for_a_day_and_not_a_moment_longer():
    day = [NOW - timedelta(days=1) + timedelta(microseconds=1)] * 11
    assert too_many(RATE, day, NOW) is not None
    assert too_many(RATE, day, NOW + timedelta(microseconds=1)) is None


@given(st.lists(st.integers(-2000, 3000), max_size=60))
def test_it_is_the_number_of_messages_of_the_last_day(minutes):
    sent = [NOW - timedelta(minutes=m) for m in minutes]
    within = sum(0 <= m < 1440 for m in minutes)
    found = too_many(RATE, sent, NOW)
    assert (found.count if found else within) == within
    assert (found is None) == (within <= 10)


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_share_needs_enough_questions_and_more_than_it_says(answered, asked):
    found = answered_already(SHARE, answered, asked)
    assert (found is not None) == (asked >= LEAST and answered > 0.5 * asked)


def test_the_evidence_is_figures_without_words():
    found = answered_already(SHARE, 4, 5)
    assert found.detail() == {
        "why": "answered_in_docs_share",
        "count": "4",
        "over": "0.5",
        "of": "5",
    }
