"""An answer waits for the area concerned, where the policy promises an internal check."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.companies.reading import policy
from ventanilla.core.facts import Occurrence
from ventanilla.core.gates import unchecked, wants_check

ROXOM, XM = policy("roxom"), policy("xm")
START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def told(*kinds):
    """Events a minute apart: ``asked:payments``, ``agreed:payments``, or a plain kind."""
    found = []
    for minute, kind in enumerate(kinds):
        verdict, _colon, team = kind.partition(":")
        at = START + timedelta(minutes=minute)
        if verdict == "asked":
            found.append(Occurrence("area_asked", at, "human", {"team": team}))
        elif team:
            detail = {"team": team, "verdict": verdict}
            found.append(Occurrence("area_checked", at, "human", detail))
        else:
            found.append(Occurrence(kind, at))
    return found


def why(act, events, mine=()):
    found = unchecked(ROXOM, act, told(*events), "complaints", mine)
    return str(found) if found else ""


@pytest.mark.promise("RX-32", "RX-63")
def test_whoever_is_not_of_the_area_asks_it_first():
    assert "has to check this first" in why("answer", [])
    assert "has to check this first" in why("answer", [], ["support"])
    assert why("answer", [], ["complaints"]) == "", "the area itself is its own check"
    assert why("answer", ["asked:complaints", "agreed:complaints"]) == ""


def test_nobody_decides_without_a_second_person():
    assert "has to check" in why("send_decision", [], ["complaints"])
    assert why("send_decision", ["asked:payments", "agreed:payments"], ["complaints"]) == ""


def test_while_an_area_was_asked_even_the_area_concerned_waits():
    assert "has not answered yet" in why("answer", ["asked:payments"], ["complaints"])


def test_an_objection_stands_until_the_area_is_asked_again():
    objected = ["asked:payments", "objected:payments"]
    assert "objected" in why("send_decision", objected)
    assert "objected" in why("send_decision", [*objected, "asked:technical", "agreed:technical"])
    assert why("send_decision", [*objected, "asked:payments", "agreed:payments"]) == ""


@pytest.mark.parametrize("afresh", ["reopened", "complaint_raised"])
def test_a_matter_that_became_another_one_is_checked_again(afresh):
    assert "has to check" in why("send_decision", ["asked:a", "agreed:a", afresh])


def test_a_policy_that_promises_no_check_wants_none():
    assert not wants_check(XM, "answer")
    assert unchecked(XM, "send_decision", [], "complaints", []) is None


areas = st.sampled_from(["a", "b", "c"])
words = st.one_of(
    areas.map(lambda area: f"asked:{area}"),
    st.tuples(st.sampled_from(["agreed", "objected"]), areas).map(":".join),
    st.just("reopened"),
)


@given(st.lists(words, max_size=12))
def test_a_decision_goes_out_only_when_every_area_that_was_asked_last_agreed(events):
    fresh = SimpleNamespace(start=0)
    for place, event in enumerate(events, 1):
        if event == "reopened":
            fresh.start = place
    last = {}
    for event in events[fresh.start :]:
        verdict, _colon, area = event.partition(":")
        last[area] = verdict
    free = bool(last) and set(last.values()) == {"agreed"}
    assert (why("send_decision", events) == "") == free
