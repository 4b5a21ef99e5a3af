"""The day of a complaint's legal clock, counted as its law counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.companies.reading import policy
from tests.core.policies import acme
from tests.core.test_returns import under
from ventanilla.core.clocks import due
from ventanilla.core.facts import Occurrence
from ventanilla.core.legalclock import LegalDay, legal, legal_clock, legal_day
from ventanilla.core.lifecycle import fold
from ventanilla.core.promises import judge

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Madrid"))
DAY = timedelta(days=1)


def clock_of(span, **more):
    words = {"from": "received", "span": span, "due": "end_of_day", "pause": "never", **more}
    return acme(promise={"answer": {"clock": words}}).promises["answer"].clock


def day_of(clock, days, started=MONDAY):
    end = due(clock, [Occurrence("received", started, "customer")])
    return legal_day(clock, started, end, started + days * DAY)


@pytest.mark.parametrize(
    ("span", "after", "shown"),
    [
        ("30 days", 0, LegalDay(0, 30)),  # the day of receipt does not count
        ("30 days", 1, LegalDay(1, 30)),
        ("30 days", 30, LegalDay(30, 30)),
        ("30 days", 32, LegalDay(32, 30)),  # late, and told so
        ("2 months", 28, LegalDay(28, 61)),
        ("5 business_days", 4, LegalDay(4, 5)),
        ("5 business_days", 6, LegalDay(4, 5)),  # a Sunday adds none
        ("5 business_days", 7, LegalDay(5, 5)),
    ],
)
def test_days_are_counted_as_the_span_counts_them(span, after, shown):
    assert day_of(clock_of(span), after) == shown


def test_where_the_day_of_receipt_counts_it_is_the_first():
    assert day_of(clock_of("30 days", first_day="included"), 0) == LegalDay(1, 30)


def test_the_day_is_that_of_the_clocks_own_zone():
    clock = clock_of("30 days")
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # Wednesday in Madrid already
    end = due(clock, [Occurrence("received", MONDAY, "customer")])
    assert legal_day(clock, MONDAY, end, late) == LegalDay(2, 30)


@given(st.integers(1, 90), st.integers(0, 400), st.sampled_from(("days", "business_days")))
def test_on_the_last_day_it_is_the_last_day(number, hours, unit):
    """Whatever the start: an hour before the due instant is day n of n, n as the span says."""
    started = (MONDAY + timedelta(hours=hours)).astimezone(UTC)
    clock = clock_of(f"{number} {unit}")
    end = due(clock, [Occurrence("received", started, "customer")])
    found = legal_day(clock, started, end, end - timedelta(hours=1))
    assert found == LegalDay(number, number)


def test_the_law_goes_before_the_page_and_windows_of_others_are_left_out():
    xm = policy("xm")
    owed = xm.promises_for("complaint", "standard", "complaints")
    assert {p.name for p in legal(owed)} == {"complaint_ack", "complaint_answer"}


def test_without_any_law_the_companys_own_times_are_the_legal_ones():
    roxom = policy("roxom")
    owed = roxom.promises_for("complaint", "standard", "email")
    names = {p.name for p in legal(owed)}
    assert names == {"ack", "response", "resolution", "external_date"}  # not the receipt


def told(rules, *events, days=1):
    """The name of the legal clock that is told some days after the complaint came."""
    came = Occurrence("received", MONDAY, "customer", {"topic": "complaint", "lane": "standard"})
    past = [came, *events]
    clock = legal_clock(judge(rules, fold(past), "email", past, MONDAY + days * DAY))
    return clock and clock.promise.name


def test_of_a_page_and_its_law_that_fall_due_together_the_law_is_told():
    assert told(under("xm")) == "cy-cysec.decision"


def test_a_page_that_promises_less_time_than_the_law_is_the_strictest():
    rules = under("xm")
    page = rules.promises["complaint_answer"]
    quick = replace(page, clock=replace(page.clock, span=clock_of("15 days").span))
    rules = replace(rules, promises={**rules.promises, "complaint_answer": quick})
    assert told(rules) == "complaint_answer"


def test_while_a_decision_is_waited_for_no_promise_that_is_over_hides_it():
    """At Roxom an answer keeps the response; the resolution is owed still (RX-09, RX-28)."""
    answered = Occurrence("replied", MONDAY + DAY, "human", {"notice": "answer"})
    assert told(policy("roxom"), answered, days=2) == "resolution"
    resolved = Occurrence("resolved", MONDAY + DAY, "human")
    assert told(policy("roxom"), answered, resolved, days=2) == "response"


def test_what_is_only_measured_is_no_legal_clock():
    rules = policy("roxom")
    measured = {
        name: replace(promise, shown=False) if name in {"response", "resolution"} else promise
        for name, promise in rules.promises.items()
    }
    assert told(replace(rules, promises=measured)) is None
