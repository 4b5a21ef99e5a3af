"""The ladder: what opens a step, and how long the customer may take it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.companies.reading import policy
from ventanilla.core.facts import Occurrence
from ventanilla.core.ladders import rungs
from ventanilla.core.lifecycle import fold
from ventanilla.core.promises import judge

XM, ROXOM, EXNESS = policy("xm"), policy("roxom"), policy("exness")
CYPRUS = ZoneInfo("Asia/Nicosia")
ARRIVED = datetime(2026, 11, 23, 9, tzinfo=UTC)


def received(topic="complaint", channel="email"):
    detail = {"topic": topic, "channel": channel, "lane": "standard"}
    return Occurrence("received", ARRIVED, "customer", detail)


def ladder(rules, *later, now=ARRIVED, topic="complaint"):
    past = [received(topic), *later]
    standings = judge(rules, fold(past), "email", past, now)
    return {rung.step.kind: rung for rung in rungs(rules, past, standings)}


def test_before_anything_nobody_outside_is_open():
    found = ladder(XM)
    assert not found["ombudsman"].open_at(ARRIVED)


@pytest.mark.promise("XM-76", "XM-106")
def test_the_ombudsman_is_open_for_four_months_from_the_decision():
    decided = Occurrence("decision_sent", datetime(2026, 12, 15, 10, tzinfo=UTC), "human")
    rung = ladder(XM, decided)["ombudsman"]
    assert rung.opened == decided.at
    assert rung.until == datetime(2027, 4, 16, tzinfo=CYPRUS).astimezone(UTC)
    assert rung.open_at(rung.until - timedelta(seconds=1))
    assert not rung.open_at(rung.until)


def test_whoever_waits_too_long_may_go_outside_at_once_and_a_late_decision_gives_the_time_again():
    late = datetime(2027, 1, 24, 9, tzinfo=UTC)
    rung = ladder(XM, now=late)["ombudsman"]
    assert rung.opened == datetime(2027, 1, 24, tzinfo=CYPRUS).astimezone(UTC)
    decided = Occurrence("decision_sent", late + timedelta(days=30), "human")
    again = ladder(XM, decided, now=late + timedelta(days=31))["ombudsman"]
    assert again.opened == rung.opened
    assert again.until > rung.until


@pytest.mark.promise("RX-17", "RX-38", "RX-57")
def test_the_consumer_office_has_no_window():
    decided = Occurrence("decision_sent", ARRIVED + timedelta(days=9), "human")
    rung = ladder(ROXOM, decided)["consumer-office"]
    assert rung.until is None
    assert rung.open_at(ARRIVED + timedelta(days=4000))
    assert rung.step.site == "www.defensoria.gob.sv"


@pytest.mark.promise("EX-99")
def test_after_a_first_answer_senior_support_and_management_are_open():
    answer = Occurrence("replied", ARRIVED + timedelta(hours=1), "human", {"notice": "answer"})
    found = ladder(EXNESS, answer, topic="trading")
    assert found["senior"].open_at(answer.at)
    assert found["management"].open_at(answer.at)
    assert not ladder(EXNESS, topic="trading")["senior"].open_at(answer.at)


@given(st.integers(0, 2000))
def test_a_window_of_months_ends_with_the_same_day_of_the_month_or_its_last(days):
    at = ARRIVED + timedelta(days=days)
    rung = ladder(XM, Occurrence("decision_sent", at, "human"), now=ARRIVED)["ombudsman"]
    last = (rung.until - timedelta(microseconds=1)).astimezone(CYPRUS).date()
    start = at.astimezone(CYPRUS).date()
    month = (start.month + 4 - 1) % 12 + 1
    assert last.month == month
    assert last.day == start.day or (last + timedelta(days=1)).day == 1
