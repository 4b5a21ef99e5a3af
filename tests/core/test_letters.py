"""A letter that lacks something cannot go out, and is told what it lacks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.facts import Occurrence
from ventanilla.core.letters import (
    OUTCOMES,
    Draft,
    Point,
    cap_of,
    extension_lacks,
    extensions_for,
    lacks,
    new_due,
    prescribed,
    says_nothing,
)
from ventanilla.core.lifecycle import Condition
from ventanilla.core.policy import parse_policy
from ventanilla.core.promises import judge
from ventanilla.core.spans import read_span

ROXOM = Path(__file__).parents[2] / "companies" / "roxom" / "policy.toml"
POLICY = parse_policy(ROXOM.read_text("utf-8"), "roxom")
DECISION = POLICY.notices["decision"]
DONE = "On 3 November we traced the transfer with the bank and compared both statements."
WHY = "The statement of 2 November shows that the amount had been returned to your own account."
ANSWERED = (Point("Where is my money?", "It is in your account since 2 November."),)
SECOND = timedelta(seconds=1)
ARRIVED = datetime(2026, 11, 23, 15, tzinfo=UTC)


def draft(outcome="upheld", points=ANSWERED, **parts):
    return Draft(
        notice=DECISION,
        parts={"actions": DONE, "justification": WHY, **parts},
        outcome=outcome,
        points=points,
    )


def fields(letter):
    return [(lack.field, lack.point) for lack in lacks(letter)]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_complete_decision_may_go_out(outcome):
    assert lacks(draft(outcome)) == ()


@pytest.mark.promise("RX-15", "RX-55")
def test_a_decision_says_what_was_done_and_answers_every_point():
    two = (*ANSWERED, Point("Why did nobody call me?"))
    assert fields(draft(points=two)) == [("points", 2)]
    assert fields(draft(points=())) == [("points", 0)]
    assert fields(draft(actions=" ")) == [("actions", 0)]


@pytest.mark.promise("RX-16", "RX-56")
@pytest.mark.parametrize(
    "outcome, wanted", [("upheld", False), ("partly_upheld", True), ("not_upheld", True)]
)
def test_a_decision_against_the_customer_needs_its_reasons(outcome, wanted):
    assert ("justification" in prescribed(DECISION, outcome)) is wanted
    assert (("justification", 0) in fields(draft(outcome, justification=""))) is wanted


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "See above",
        "Según nuestra política interna.",
        "De acuerdo con nuestros términos y condiciones.",
        "不符合我们的要求。",
        "驳回",
        "لا يستوفي متطلباتنا.",
        "12345 67890 12345 67890",
    ],
)
def test_words_that_would_fit_any_complaint_are_no_reason(text):
    assert says_nothing(text)
    assert fields(draft("not_upheld", justification=text)) == [("justification", 0)]


@pytest.mark.parametrize(
    "text", [WHY, "款项已于11月2日退回您的账户。", "أُعيد المبلغ إلى حسابك في 2 نوفمبر."]
)
def test_words_about_this_complaint_are(text):
    assert not says_nothing(text)


@given(st.text(max_size=60))
def test_more_words_never_make_a_reason_emptier(text):
    assert not says_nothing(WHY + " " + text)


def test_an_unknown_outcome_is_none():
    assert ("outcome", 0) in fields(draft("unfounded"))
    assert ("outcome", 0) in fields(draft(""))


# ------------------------------------------------------------------ more time


def standings(now, *more):
    history = [Occurrence("received", ARRIVED, "customer"), *more]
    condition = Condition(topic="complaint", lane="standard")
    return history, judge(POLICY, condition, "email", history, now)


def asked(day, now, reason="complexity", cap=None):
    history, found = standings(now)
    rule, standing = extensions_for(POLICY, "complaint", found)[0]
    if cap:
        rule = replace(rule, cap=read_span(cap, ""))
    return [lack.field for lack in extension_lacks(rule, standing, history, reason, day, now)]


def test_both_promises_of_the_page_can_be_put_off_for_a_complaint_only():
    _history, found = standings(ARRIVED)
    rules = extensions_for(POLICY, "complaint", found)
    assert {rule.of for rule, _ in rules} == {"response", "resolution"}
    assert {rule.notice for rule, _ in rules} == {"extension", "new_date"}
    assert extensions_for(POLICY, "inquiry", found) == ()


@pytest.mark.promise("RX-10", "RX-51")
def test_more_time_is_asked_for_with_a_reason_of_the_policy_and_a_later_date():
    soon = ARRIVED + timedelta(days=10)
    assert asked(date(2027, 2, 26), soon) == []
    assert asked(date(2027, 2, 26), soon, reason="holidays") == ["reasons"]
    assert asked(date(2026, 12, 1), soon) == ["new_due"]
    assert asked(None, soon) == ["new_due"]


@pytest.mark.promise("RX-11", "RX-29")
def test_after_the_old_due_no_letter_puts_it_off():
    history, found = standings(ARRIVED)
    rule, standing = extensions_for(POLICY, "complaint", found)[0]
    due, day = standing.due, date(2027, 6, 1)
    assert extension_lacks(rule, standing, history, "complexity", day, due - SECOND) == ()
    (lack,) = extension_lacks(rule, standing, history, "complexity", day, due)
    assert lack.field == "new_due"
    assert extensions_for(POLICY, "complaint", standings(due)[1]) == ()


def test_a_broken_promise_does_not_keep_another_from_being_put_off():
    _history, found = standings(ARRIVED)
    broken = tuple(replace(s, state="broken") if s.promise.name == "response" else s for s in found)
    assert {rule.of for rule, _ in extensions_for(POLICY, "complaint", broken)} == {"resolution"}


def test_no_date_beyond_the_cap_which_counts_from_the_trigger():
    soon = ARRIVED + timedelta(days=1)
    history, found = standings(soon)
    rule, standing = extensions_for(POLICY, "complaint", found)[0]
    assert cap_of(rule, standing, history) is None
    cap = cap_of(replace(rule, cap=read_span("3 months", "")), standing, history)
    assert cap == datetime(2027, 2, 24, 6, tzinfo=UTC), "the end of 23 February in El Salvador"
    assert asked(date(2027, 2, 23), soon, cap="3 months") == []
    assert asked(date(2027, 2, 24), soon, cap="3 months") == ["new_due"]


def test_a_promise_that_was_put_off_falls_due_at_the_end_of_the_new_day():
    _history, found = standings(ARRIVED)
    standing = extensions_for(POLICY, "complaint", found)[0][1]
    at = new_due(date(2027, 2, 26), standing)
    assert at == datetime(2027, 2, 27, 6, tzinfo=UTC)
    told = Occurrence(
        "promise_extended",
        ARRIVED + timedelta(days=5),
        "human",
        {"promise": "response", "due": at.isoformat()},
    )
    _history, after = standings(ARRIVED + timedelta(days=6), told)
    response = next(s for s in after if s.promise.name == "response")
    assert (response.due, response.first_due) == (at, standing.due)
