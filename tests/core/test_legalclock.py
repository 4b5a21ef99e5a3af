"""The day of a complaint's legal clock, counted as its law counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.companies.reading import policy
from tests.core.policies import acme
from ventanilla.core.clocks import due
from ventanilla.core.facts import Occurrence
from ventanilla.core.legalclock import LegalDay, decides, legal, legal_day

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
    deciding = {p.name for p in legal(owed) if decides(p)}
    assert deciding == {"complaint_answer"}


def test_without_any_law_the_companys_own_times_are_the_legal_ones():
    roxom = policy("roxom")
    owed = roxom.promises_for("complaint", "standard", "email")
    names = {p.name for p in legal(owed)}
    assert names == {"ack", "response", "resolution", "external_date"}  # not the receipt
