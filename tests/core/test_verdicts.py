"""What puts a promise into a day: kept when it was stopped, broken when it fell due, else nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.verdicts import Verdict, verdict

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
STATES = ("running", "paused", "kept", "broken", "void")


def at(hours):
    return None if hours is None else NOON + hours * HOUR


@pytest.mark.parametrize(
    ("state", "due", "stopped", "found"),
    [
        ("kept", 5, 3, Verdict(True, at(3))),
        ("kept", None, 3, Verdict(True, at(3))),  # nothing was due: its clock stood still
        ("broken", -5, -1, Verdict(False, at(-5))),  # answered late: still the day it fell due
        ("broken", -5, None, Verdict(False, at(-5))),  # and so while it is open
        ("running", -1, None, Verdict(False, at(-1))),  # nobody has noted it yet
        ("running", 0, None, Verdict(False, at(0))),
        ("running", 1, None, None),
        ("paused", None, None, None),
        ("void", -5, -5, None),
        ("void", -5, None, None),
    ],
)
def test_each_state_has_its_day_or_none(state, due, stopped, found):
    assert verdict(state, at(due), at(stopped), NOON) == found


hours = st.none() | st.integers(-48, 48)


@given(st.sampled_from(STATES), hours, hours)
def test_nobody_is_judged_in_the_future_for_what_still_runs(state, due, stopped):
    found = verdict(state, at(due), at(stopped), NOON)
    if state in {"paused", "void"}:
        assert found is None
    if state == "running" and found is not None:
        assert not found.kept
        assert found.at <= NOON
    if found is not None and found.kept:
        assert found.at == at(stopped)
    if found is not None and not found.kept:
        assert found.at == at(due)


@given(st.integers(-48, 48), st.integers(-48, 47))
def test_answering_late_changes_no_day_that_is_over(due, later):
    """What was broken and open yesterday is broken on the same day once it is answered."""
    still_open = verdict("broken", at(due), None, at(due + 1))
    answered = verdict("broken", at(due), at(due + 1 + abs(later)), at(100))
    assert still_open == answered
