"""The state of a ticket follows from what happened, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import (
    Condition,
    fold,
    may_close,
    may_reopen,
    step,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
STATES = ("new", "open", "waiting", "parked", "resolved", "closed")
HAPPENS = ("customer_message", "replied", "details_asked", "parked", "unparked", "resolved")


def tale(*kinds: str) -> list[Occurrence]:
    """Events an hour apart; "replied!" is a reply that waits for the customer."""
    details = {
        "received": {"topic": "general", "lane": "standard"},
        "replied!": {"wait": "yes"},
        "assigned": {"person": "7"},
        "handed_over": {"team": "payments"},
        "topic_changed": {"topic": "payments"},
        "lane_changed": {"lane": "vip"},
        "demoted": {"why": "rate"},
    }
    return [
        Occurrence(
            kind.removesuffix("!"), NOON + n * timedelta(hours=1), "human", details.get(kind, {})
        )
        for n, kind in enumerate(kinds)
    ]


@pytest.mark.parametrize(
    "kinds, state",
    [
        ("received", "new"),
        ("received noted", "new"),
        ("received assigned", "open"),
        ("received replied", "open"),
        ("received replied!", "waiting"),
        ("received replied! replied", "waiting"),
        ("received replied! customer_message", "open"),
        ("received details_asked completed", "open"),
        ("received customer_message", "new"),
        ("received customer_message completed", "new"),
        ("received assigned customer_message", "open"),
        ("received parked customer_message", "parked"),
        ("received parked customer_message unparked", "open"),
        ("received parked replied! customer_message", "open"),
        ("received parked", "parked"),
        ("received parked replied", "parked"),
        ("received parked unparked", "open"),
        ("received resolved", "resolved"),
        ("received resolved replied!", "resolved"),
        ("received resolved customer_message", "resolved"),
        ("received resolved closed", "closed"),
        ("received resolved closed replied", "closed"),
        ("received resolved closed other_message automatic_message", "closed"),
        ("received resolved closed reopened", "open"),
        ("received resolved reopened replied!", "waiting"),
        ("received something_of_next_year", "new"),
    ],
)
def test_what_happened_gives_the_state(kinds: str, state: str) -> None:
    assert fold(tale(*kinds.split())).state == state


def test_the_other_facts_of_a_ticket_follow_too() -> None:
    events = tale("received", "assigned", "topic_changed", "lane_changed", "demoted")
    found = fold(events)
    assert (found.topic, found.lane, found.assignee) == ("payments", "vip", 7)
    assert (found.demoted, found.demoted_why) == (True, "rate")
    assert fold([*events, *tale("restored")]).demoted is False
    handed = fold([*events, *tale("handed_over")])
    assert (handed.team, handed.assignee) == ("payments", None)


def test_opening_again_forgets_the_end_and_is_counted() -> None:
    events = tale("received", "resolved", "confirmed", "closed")
    ended = fold(events)
    assert ended.confirmed
    assert ended.resolved_at == NOON + timedelta(hours=1)
    assert ended.closed_at == NOON + timedelta(hours=3)
    again = fold([*events, *tale("reopened")])
    assert (again.resolved_at, again.closed_at, again.confirmed) == (None, None, False)
    assert again.reopened == 1


def test_solved_anew_needs_a_new_confirmation() -> None:
    assert not fold(tale("received", "resolved", "confirmed", "resolved")).confirmed


@given(st.lists(st.sampled_from([*HAPPENS, "replied!", "closed", "reopened", "noted"]), max_size=9))
def test_the_fold_is_its_steps_and_always_a_known_state(kinds: list[str]) -> None:
    events = tale("received", *kinds)
    condition = Condition()
    for event in events:
        condition = step(condition, event)
        assert condition.state in STATES
    assert fold(events) == condition


@given(st.lists(st.sampled_from(["customer_message", "replied", "replied!", "noted"]), max_size=6))
def test_words_alone_never_open_what_is_closed(kinds: list[str]) -> None:
    assert fold(tale("received", "resolved", "closed", *kinds)).state == "closed"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("after, within", [(29, True), (30, True), (31, False)])
def test_reopening_is_for_what_ended_and_not_too_long_ago(
    state: str, after: int, within: bool
) -> None:
    ended = Condition(state=state, resolved_at=NOON, closed_at=NOON)
    at = NOON + timedelta(days=after)
    expected = within and state in {"resolved", "closed"}
    assert may_reopen(ended, at, timedelta(days=30)) is expected


def test_the_time_to_reopen_runs_from_the_closing() -> None:
    ended = Condition(state="closed", resolved_at=NOON, closed_at=NOON + timedelta(days=14))
    assert may_reopen(ended, NOON + timedelta(days=40), timedelta(days=30))
    assert not may_reopen(Condition(state="closed"), NOON, timedelta(days=30))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("needs", [True, False])
@pytest.mark.parametrize("silent", [True, False])
@pytest.mark.parametrize("confirmed", [True, False])
def test_closing_wants_a_solution_and_a_yes_or_silence(
    state: str, needs: bool, silent: bool, confirmed: bool
) -> None:
    found = may_close(
        Condition(state=state, confirmed=confirmed), needs_confirmation=needs, silent_long=silent
    )
    assert found is (state == "resolved" and (confirmed or silent or not needs))
