"""A merge that was taken back never was; a request that goes on keeps what it promised."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_promises import HOUR, MONDAY, START, answer, at, judged, policy
from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import fold
from ventanilla.core.merging import Side, against, effective, stays, unanswered
from ventanilla.core.promises import judge, shown

RULES = policy(
    answer=answer("8 hours"),
    next=answer("4 hours", clock={"from": "customer_message", "span": "4 hours"}),
    done=answer("30 hours", stop={"event": "resolution", "by": "human"}),
)
WAITS = {"how": "suspend", "on": ["details_asked"], "until": ["completed"]}
KINDS: tuple[tuple[str, Any, dict[str, str]], ...] = (
    ("replied", "human", {"wait": "yes"}),
    ("replied", "human", {"wait": "no"}),
    ("customer_message", "customer", {}),
    ("details_asked", "human", {}),
    ("completed", "customer", {}),
    ("parked", "human", {"why": "question"}),
    ("unparked", "human", {}),
    ("assigned", "human", {"person": "7"}),
    ("resolved", "human", {}),
    ("closed", "human", {}),
    ("reopened", "customer", {}),
    ("demoted", "human", {"why": "mark"}),
    ("took_in", "human", {"ticket": "5", "since": MONDAY.isoformat(), "asked": "yes"}),
)
STORIES = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 40)), max_size=12).map(
    lambda steps: [
        START,
        *(
            at(hour, kind, by, **detail)
            for (kind, by, detail), hour in sorted(steps, key=lambda step: step[1])
        ),
    ]
)
PLACES = st.tuples(st.integers(1, 13), st.integers(1, 13)).map(sorted)


def with_pair(story: list[Occurrence], places: list[int], kinds: tuple[str, str], **detail: str):
    """A story with a merge at one place and its taking back at a later one."""
    first, second = (min(place, len(story)) for place in places)
    done, undone = (at(1, kind, "human", ticket="9", **detail) for kind in kinds)
    return [*story[:first], done, *story[first:second], undone, *story[second:]]


@pytest.mark.promise("SB-41", "ET-12")
@given(STORIES, PLACES, st.sampled_from([("merged", "unmerged"), ("took_in", "gave_back")]))
def test_merging_and_taking_it_back_changes_no_state_and_no_promise(story, places, kinds):
    joined = with_pair(story, places, kinds, since=MONDAY.isoformat(), asked="yes")
    now = MONDAY + 60 * HOUR
    assert fold(joined) == fold(story)
    assert judge(RULES, fold(joined), "email", joined, now) == judge(
        RULES, fold(story), "email", story, now
    )


@given(STORIES, PLACES)
def test_what_counts_is_found_once_and_for_all(story, places):
    joined = with_pair(story, places, ("merged", "unmerged"))
    assert list(effective(effective(joined))) == list(effective(joined)) == list(effective(story))


@given(STORIES)
def test_a_merged_request_is_merged_and_owes_nothing_any_more(story):
    now = MONDAY + 60 * HOUR
    ended = [*story, at(50, "merged", ticket="9")]
    assert (fold(ended).state, fold(ended).merged_into) == ("merged", 9)
    standings = judge(RULES, fold(ended), "email", ended, now)
    assert shown(standings) is None
    assert not any(standing.open for standing in standings)


@pytest.mark.promise("ET-13")
def test_merging_before_the_due_breaks_nothing_and_after_it_hides_nothing():
    early, late = at(7, "merged", ticket="9"), at(9, "merged", ticket="9")
    assert judged(RULES, early)["answer"].state == "void"
    assert judged(RULES, late)["answer"].state == "broken"


def test_two_requests_taken_in_are_given_back_one_by_one():
    both = [
        START,
        at(1, "took_in", ticket="1"),
        at(2, "took_in", ticket="2"),
        at(3, "gave_back", ticket="1"),
    ]
    assert [o.detail["ticket"] for o in effective(both) if o.kind == "took_in"] == ["2"]


def test_an_unanswered_question_that_is_taken_in_opens_what_waited_for_the_customer():
    waits = at(1, "replied", wait="yes")
    since = (MONDAY + 2 * HOUR).isoformat()
    assert fold([START, waits, at(3, "took_in", ticket="9")]).state == "waiting"
    asked = at(3, "took_in", ticket="9", since=since)
    assert fold([START, waits, asked]).state == "open"
    found = judged(RULES, waits, asked, now=4)["next"]
    assert found.started == MONDAY + 2 * HOUR, "the next answer counts from when it was asked"


def test_a_clock_that_waits_for_the_customer_goes_on_when_their_words_are_taken_in():
    rules = policy(answer=answer("8 hours", pause=WAITS))
    asked = at(1, "details_asked")
    since = (MONDAY + 2 * HOUR).isoformat()
    took = at(5, "took_in", ticket="9", since=since, asked="yes")
    assert judged(rules, asked, now=6)["answer"].state == "paused"
    assert judged(rules, asked, took, now=6)["answer"].due == MONDAY + 12 * HOUR
    assert judged(rules, asked, took, at(6, "gave_back", ticket="9"), now=7)["answer"].due is None


def test_words_wait_since_the_first_that_nobody_answered():
    assert unanswered([START]) == MONDAY
    assert unanswered([START, at(1, "replied")]) is None
    asked = [START, at(1, "replied"), at(3, "customer_message", "customer")]
    assert unanswered(asked) == MONDAY + 3 * HOUR


def side(id_: int, hours: int, customer: int = 1, **more: bool) -> Side:
    facts = {"complaint": False, "ended": False, **more}
    return Side(id_, customer, MONDAY + timedelta(hours=hours), **facts)


@pytest.mark.promise("ET-13", "SB-41")
@given(st.integers(-50, 50), st.integers(-50, 50), st.booleans(), st.booleans())
def test_the_earlier_goes_on_and_a_complaint_before_any_request(first, second, one_is, two_is):
    one, two = side(1, first, complaint=one_is), side(2, second, complaint=two_is)
    kept = stays(one, two)
    assert kept is stays(two, one), "which goes on does not depend on where it was pressed"
    if one_is != two_is:
        assert kept.complaint
    else:
        assert kept.arrived == min(one.arrived, two.arrived)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (side(1, 0), side(1, 0), "itself"),
        (side(1, 0), side(2, 1, customer=2), "different customers"),
        (side(1, 0, complaint=True), side(2, 1, complaint=True), "complaints"),
        (side(1, 0, ended=True), side(2, 1), "solved"),
        (side(1, 0, complaint=True), side(2, 1), ""),
    ],
)
def test_what_cannot_become_one_is_told_why(one, other, why):
    found = against(one, other)
    assert why in found
    assert bool(why) == bool(found)
