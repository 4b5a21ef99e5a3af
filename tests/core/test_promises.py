"""What is owed, and what became of it: the clock cases in which other desks failed, as promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.core.policies import acme
from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import Condition, fold
from ventanilla.core.policy import Policy
from ventanilla.core.promises import Standing, foretell, judge, shown

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def answer(span: str = "8 hours", pause: Any = "suspend", **more: Any) -> dict[str, Any]:
    return {
        "title": {"en": "Answer"},
        "rows": ["XM-08"],
        "clock": {"from": "received", "span": span, "pause": pause},
        "stop": {"event": "first_answer", "by": "human"},
        "strength": "guarantee",
        **more,
    }


def policy(**promises: dict[str, Any]) -> Policy:
    """The small policy with just these promises."""
    from tests.core.policies import SOURCE, tables
    from ventanilla.core.policy import read_policy

    whole = tables()
    whole["lane"]["vip"] = {"title": {"en": "VIP"}, "ahead": 1}
    whole["promise"] = promises or {"answer": answer()}
    return read_policy(whole, SOURCE)


def at(hours: float, kind: str, by: Any = "human", **detail: str) -> Occurrence:
    return Occurrence(kind, MONDAY + hours * HOUR, by, detail)


START = at(0, "received", "customer", topic="question", lane="standard")


def judged(rules: Policy, *events: Occurrence, now: float = 100) -> dict[str, Standing]:
    past = [START, *events]
    found = judge(rules, fold(past), "email", past, MONDAY + now * HOUR)
    return {standing.promise.name: standing for standing in found}


def test_a_stop_before_the_due_keeps_it_and_one_at_the_due_is_late() -> None:
    for hours, state in ((7.99, "kept"), (8, "broken"), (9, "broken")):
        found = judged(policy(), at(hours, "replied"))["answer"]
        assert (found.state, found.stopped) == (state, MONDAY + hours * HOUR)
        assert not found.open


def test_it_runs_until_its_instant_and_is_broken_from_then_on() -> None:
    for now, state in ((7.99, "running"), (8, "broken")):
        found = judged(policy(), now=now)["answer"]
        assert (found.state, found.due, found.open) == (state, MONDAY + 8 * HOUR, True)


def test_what_a_system_sends_does_not_stop_what_a_person_owes() -> None:
    assert judged(policy(), at(1, "replied", "system"), now=2)["answer"].state == "running"


def test_what_happened_before_the_start_stops_nothing() -> None:
    found = judged(policy(), at(-1, "replied"), now=2)["answer"]
    assert found.state == "running"


def test_a_pause_stops_the_clock_and_the_customers_words_let_it_go_on() -> None:
    paused = judged(policy(), at(2, "paused"), now=50)["answer"]
    assert (paused.state, paused.due, paused.open) == ("paused", None, True)
    resumed = judged(policy(), at(2, "paused"), at(5, "resumed"), now=6)["answer"]
    assert (resumed.state, resumed.due) == ("running", MONDAY + 11 * HOUR)


def test_a_clock_that_never_pauses_does_not() -> None:
    rules = policy(answer=answer(pause="never"))
    assert judged(rules, at(2, "paused"), now=3)["answer"].due == MONDAY + 8 * HOUR


def test_case_8_another_lane_keeps_the_pause_already_earned() -> None:
    rules = policy(
        slow=answer("8 hours", lanes=["standard"]), quick=answer("4 hours", lanes=["vip"])
    )
    events = (at(1, "paused"), at(3, "resumed"))
    assert judged(rules, *events, now=4)["slow"].due == MONDAY + 10 * HOUR
    moved = judged(rules, *events, at(4, "lane_changed", lane="vip"), now=4)
    assert set(moved) == {"quick"}
    assert moved["quick"].due == MONDAY + 6 * HOUR


def test_case_9_from_paused_to_answered_in_one_save_counts_the_pause() -> None:
    events = (at(2, "paused"), at(12, "resumed"), at(12, "replied"))
    found = judged(policy(), *events)["answer"]
    assert (found.state, found.due) == ("kept", MONDAY + 18 * HOUR)
    still_paused = judged(policy(), at(2, "paused"), at(12, "replied"))["answer"]
    assert still_paused.state == "kept"


def test_a_pause_after_the_due_saves_nobody() -> None:
    events = (at(9, "paused"), at(20, "resumed"), at(21, "replied"))
    assert judged(policy(), *events)["answer"].state == "broken"


@pytest.mark.parametrize("order", [("replied", "paused"), ("paused", "replied")])
def test_case_11_answer_and_waiting_in_one_save_keep_the_first_answer(
    order: tuple[str, str],
) -> None:
    events = tuple(at(7, kind, wait="yes") for kind in order)
    found = judged(policy(), *events)["answer"]
    assert (found.state, found.stopped) == ("kept", MONDAY + 7 * HOUR)


def test_case_13_a_shorter_promise_never_hides_the_first() -> None:
    rules = policy(first=answer("8 hours"), usual=answer("2 hours", strength="guarantee"))
    found = judged(rules, now=1)
    assert set(found) == {"first", "usual"}
    assert {s.state for s in found.values()} == {"running"}
    assert shown(found.values()) is found["usual"]
    late = judged(rules, now=3)
    assert (late["usual"].state, late["first"].state) == ("broken", "running")
    done = judged(rules, at(9, "replied"))
    assert {s.state for s in done.values()} == {"broken"}


@pytest.mark.parametrize(
    "stop, by, kind, detail, kept",
    [
        ({"event": "first_answer"}, "human", "replied", {}, True),
        ({"event": "first_answer"}, "human", "noted", {}, False),
        ({"event": "first_answer"}, "human", "details_asked", {}, False),
        ({"event": "resolution"}, "human", "replied", {}, False),
        ({"event": "resolution"}, "human", "resolved", {}, True),
        ({"notice": "receipt"}, "human", "replied", {"notice": "receipt"}, True),
        ({"notice": "receipt"}, "human", "replied", {"notice": "answer"}, False),
    ],
)
def test_case_14_which_acts_count_is_a_setting(
    stop: dict[str, str], by: Any, kind: str, detail: dict[str, str], kept: bool
) -> None:
    rules = policy(answer=answer(stop=stop | {"by": by}))
    found = judged(rules, at(1, kind, by, **detail), now=2)["answer"]
    assert found.state == ("kept" if kept else "running")


@pytest.mark.parametrize("end", ["closed", "merged"])
def test_case_15_what_is_closed_or_merged_never_alarms(end: str) -> None:
    found = judged(policy(), at(1, end, ticket="2"), now=100)["answer"]
    assert (found.state, found.open) == ("void", False)
    assert shown([found]) is None


def test_case_15_closing_after_the_due_hides_no_broken_promise() -> None:
    assert judged(policy(), at(9, "closed"))["answer"].state == "broken"


def test_case_15_an_out_of_office_mail_neither_reopens_nor_restarts() -> None:
    events = (at(1, "replied"), at(2, "resolved"), at(3, "closed"))
    away = at(4, "automatic_message", "outside")
    assert fold([START, *events, away]).state == "closed"
    assert judged(policy(), *events, away) == judged(policy(), *events)
    running = judged(policy(), at(1, "automatic_message", "outside"), now=2)["answer"]
    assert running.due == MONDAY + 8 * HOUR


def test_case_17_opened_again_the_clock_goes_on_as_if_it_had_not_been_closed() -> None:
    events = (at(1, "resolved"), at(2, "closed"), at(3, "reopened", "customer"))
    found = judged(policy(), *events, now=4)["answer"]
    assert (found.state, found.due) == ("running", MONDAY + 8 * HOUR)
    assert judged(policy(), *events, at(7, "replied"))["answer"].state == "kept"
    assert judged(policy(), *events, now=9)["answer"].state == "broken"
    again = judged(policy(), *events, at(5, "closed"))["answer"]
    assert again.state == "void"


def test_what_was_kept_before_stays_kept_after_opening_again() -> None:
    events = (at(1, "replied"), at(2, "closed"), at(3, "reopened"))
    found = judged(policy(), *events)["answer"]
    assert (found.state, found.stopped) == ("kept", MONDAY + HOUR)


def told(hours: float, to: float, promise: str = "answer") -> Occurrence:
    new = (MONDAY + to * HOUR).isoformat()
    return at(hours, "promise_extended", promise=promise, due=new)


def test_an_extension_told_before_the_old_due_moves_it_and_both_are_kept() -> None:
    found = judged(policy(), told(7, 20), now=10)["answer"]
    assert (found.state, found.due) == ("running", MONDAY + 20 * HOUR)
    assert found.first_due == MONDAY + 8 * HOUR
    assert judged(policy(), told(7, 20), at(19, "replied"))["answer"].state == "kept"
    assert judged(policy(), told(7, 20), at(20, "replied"))["answer"].state == "broken"


@pytest.mark.parametrize("hours", [8, 9])
def test_an_extension_told_at_the_old_due_or_later_comes_too_late(hours: float) -> None:
    found = judged(policy(), told(hours, 20), now=10)["answer"]
    assert (found.state, found.due) == ("broken", MONDAY + 8 * HOUR)


def test_an_extension_never_brings_a_due_forward_and_is_for_its_promise_only() -> None:
    assert judged(policy(), told(1, 2), now=3)["answer"].due == MONDAY + 8 * HOUR
    assert judged(policy(), told(1, 20, "other"), now=3)["answer"].due == MONDAY + 8 * HOUR


def test_a_second_extension_counts_before_the_end_of_the_first() -> None:
    assert judged(policy(), told(7, 20), told(19, 30), now=25)["answer"].due == MONDAY + 30 * HOUR
    assert judged(policy(), told(7, 20), told(21, 30), now=25)["answer"].due == MONDAY + 20 * HOUR


def test_what_only_the_system_owes_or_is_only_measured_is_never_shown() -> None:
    rules = policy(
        receipt=answer("1 minute", stop={"notice": "receipt", "by": "system"}),
        measured=answer("2 hours", shown=False),
        answer=answer("8 hours"),
    )
    first = shown(judged(rules, now=0.001).values())
    assert first is not None
    assert first.promise.name == "answer"


def test_a_promise_not_owed_to_this_topic_lane_or_channel_is_not_there() -> None:
    rules = policy(
        answer=answer(),
        complaints=answer(topics=["complaint"]),
        vip=answer(lanes=["vip"]),
        form=answer(channels=["form"]),
    )
    assert set(judged(rules)) == {"answer"}


@pytest.mark.parametrize("bar, kind", [("demoted", "demoted"), ("parked", "parked")])
def test_a_promise_may_be_withheld_from_what_is_demoted_or_parked(bar: str, kind: str) -> None:
    rules = policy(quick=answer("1 hour", unless=[bar]), sure=answer())
    assert set(judged(rules)) == {"quick", "sure"}
    assert set(judged(rules, at(1, kind))) == {"sure"}


def test_what_is_foretold_is_what_is_owed_once_it_came() -> None:
    rules = policy()
    (before,) = foretell(rules, "question", "standard", "email", MONDAY)
    after = judged(rules, now=0)["answer"]
    assert (before.due, before.state) == (after.due, after.state)


def test_case_10_the_same_instants_in_any_zone_give_the_same_verdict() -> None:
    from zoneinfo import ZoneInfo

    def moved(zone: str) -> tuple[Standing, ...]:
        past = [
            Occurrence(o.kind, o.at.astimezone(ZoneInfo(zone)), o.by, o.detail)
            for o in (START, at(7.99, "replied"))
        ]
        return judge(acme(), Condition(topic="question"), "email", past, MONDAY)

    verdicts = {(s.state, s.due) for zone in ("Asia/Tokyo", "America/Lima") for s in moved(zone)}
    assert len(verdicts) == 1
