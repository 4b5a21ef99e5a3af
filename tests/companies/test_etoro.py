"""The page about eToro, read against its policy: one window, and no time promised."""

from __future__ import annotations

import pytest

from tests.companies.reading import names, policy
from ventanilla.core.policy import Policy, lint


@pytest.fixture
def etoro() -> Policy:
    return policy("etoro")


def test_one_window_and_no_other_way(etoro: Policy) -> None:
    assert {channel.kind for channel in etoro.channels.values()} == {
        "help-centre",
        "web-form",
        "portal",
    }
    for topic in etoro.topics:
        assert names(etoro, topic) == {"form", "cases"}
        assert [channel.name for channel in etoro.recommended(topic)] == ["form"]


def test_no_time_is_promised_for_an_answer(etoro: Policy) -> None:
    answer = etoro.promises["answer"]
    assert answer.clock is None
    assert answer.strength.kind == "none"
    assert etoro.measures["answer"].publish
    human = [p for p in etoro.promises.values() if p.clock and p.stop.any[0].by != "system"]
    assert human == []


def test_cases_are_seen_after_login_only(etoro: Policy) -> None:
    assert etoro.gates["cases"].needs == ("login",)
    assert etoro.channels["cases"].needs == ("login",)


def test_every_topic_asks_for_details(etoro: Policy) -> None:
    assert all(topic.details for topic in etoro.topics.values())
    transaction = {d.name: d.required for d in etoro.topics["transaction"].details}
    assert transaction["transaction"]


def test_repeated_cases_are_joined_and_keep_the_first_arrival(etoro: Policy) -> None:
    duplicate = etoro.forbids["duplicate"]
    assert (duplicate.then, duplicate.keep) == ("merge", "first_arrival")
    assert etoro.queue.order == ("arrival",)


def test_the_customer_marks_a_case_as_solved(etoro: Policy) -> None:
    assert etoro.lifecycle.customer_closes
    assert etoro.lifecycle.close_needs_confirmation


def test_lint_says_that_no_topic_has_a_deadline(etoro: Policy) -> None:
    silent = {f.place for f in lint(etoro) if f.code == "no-deadline"}  # A.6 #28
    assert silent == {f"topic.{name}" for name in etoro.topics}
    assert "no-figure" in {f.code for f in lint(etoro)}
