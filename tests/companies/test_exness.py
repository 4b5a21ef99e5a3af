"""Exness's page, read against its policy: table of hours, routing, spans (seed 002)."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.companies.reading import (
    due_of,
    hours_of,
    names,
    open_minutes,
    policy,
    said_minutes,
    varied,
)
from ventanilla.core.facts import Occurrence
from ventanilla.core.policy import Policy, lint


@pytest.fixture
def exness() -> Policy:
    return policy("exness")


# ------------------------------------------------------------------ hours


def beijing_table(wall: datetime) -> bool:
    """Monday 06-22, Tuesday to Friday all day, Saturday until 22, Sunday closed."""
    day = wall.weekday()
    if day == 0:
        return 6 <= wall.hour < 22
    if day == 5:
        return wall.hour < 22
    return day != 6


@pytest.mark.promise("EX-42", "EX-43", "EX-44", "EX-45", "EX-46")
def test_chat_follows_the_table_of_beijing_hours(exness: Policy) -> None:
    assert open_minutes(hours_of(exness, "chat")) == said_minutes("Asia/Shanghai", beijing_table)


def test_callbacks_are_made_in_the_same_hours(exness: Policy) -> None:
    assert exness.channels["callback"].schedule == exness.channels["chat"].schedule


def test_requests_are_taken_while_nobody_is_there(exness: Policy) -> None:
    for name in ("chat", "email"):
        assert exness.channels[name].outside_hours


# ------------------------------------------------------------------ routing


@pytest.mark.parametrize(
    ("topic", "page"),
    [
        pytest.param("urgent_trading", {"chat"}, marks=pytest.mark.promise("EX-03")),
        pytest.param("verification", {"email"}, marks=pytest.mark.promise("EX-04", "EX-29")),
        pytest.param("payments", {"email", "callback"}, marks=pytest.mark.promise("EX-05")),
        pytest.param("technical", {"chat", "email"}, marks=pytest.mark.promise("EX-06")),
        pytest.param("settings", {"chat"}, marks=pytest.mark.promise("EX-07", "EX-15", "EX-18")),
        pytest.param("trading", {"chat"}, marks=pytest.mark.promise("EX-17")),
        pytest.param("platform", {"chat"}, marks=pytest.mark.promise("EX-19")),
        pytest.param("upload", {"chat"}, marks=pytest.mark.promise("EX-20")),
        pytest.param("late_withdrawal", {"email"}, marks=pytest.mark.promise("EX-30")),
        pytest.param("restriction", {"email"}, marks=pytest.mark.promise("EX-31")),
        pytest.param("technical_report", {"email"}, marks=pytest.mark.promise("EX-32")),
        pytest.param("guidance", {"callback"}, marks=pytest.mark.promise("EX-40")),
    ],
)
def test_a_topic_is_taken_by_exactly_the_channels_of_the_page(
    exness: Policy, topic: str, page: set[str]
) -> None:
    assert names(exness, topic) == page
    assert {channel.name for channel in exness.recommended(topic)} == page


@pytest.mark.promise("EX-92")
def test_an_urgent_matter_outside_hours_is_sent_to_callback(exness: Policy) -> None:
    assert exness.topics["urgent_trading"].urgent
    assert exness.topics["urgent_trading"].outside_hours == "callback"


def test_a_dispute_may_start_in_chat_and_moves_to_mail(exness: Policy) -> None:
    dispute = exness.topics["dispute"]
    assert set(dispute.accepts) == {"chat", "email"}
    assert dispute.moves_to == "email"


@pytest.mark.promise("EX-33")
def test_there_is_no_public_telephone_line(exness: Policy) -> None:
    assert "phone" not in {channel.kind for channel in exness.channels.values()}


def test_chat_and_callback_need_a_login(exness: Policy) -> None:
    for name in ("chat", "callback"):
        assert "login" in exness.channels[name].needs
    assert set(exness.gates["callback"].needs) == {"login", "slot_in_open_window"}


# ------------------------------------------------------------------ what the forms ask


def test_the_account_is_a_number_and_not_an_address(exness: Policy) -> None:
    account = next(d for d in exness.topics["payments"].details if d.name == "account")
    assert account.required
    assert account.refuse == "email"
    for language in exness.languages:
        assert account.refuse_error.for_(language) != account.error.for_(language)


def test_money_questions_require_number_and_amount(exness: Policy) -> None:
    details = {d.name: d for d in exness.topics["payments"].details}
    assert details["transaction"].required
    assert details["amount"].required
    assert details["transaction"].kind == "transaction-id"


def test_technical_questions_ask_screenshot_time_and_steps(exness: Policy) -> None:
    kinds = {d.name: d.kind for d in exness.topics["technical"].details}
    assert kinds["screenshot"] == "file"
    assert kinds["when"] == "datetime"
    assert "steps" in kinds


# ------------------------------------------------------------------ spans


@pytest.mark.promise("EX-87", "EX-48")
@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-23T21:58+08:00", "2026-11-24T00:03+08:00"),  # D-20
        ("2026-11-21T21:57+08:00", "2026-11-23T06:02+08:00"),  # D-21
        ("2026-11-22T12:00+08:00", "2026-11-23T06:05+08:00"),  # D-22
    ],
)
def test_chat_is_answered_within_five_open_minutes(exness: Policy, start: str, due: str) -> None:
    assert due_of(exness, "chat_reply", start) == due
    assert exness.promises["chat_reply"].strength.kind == "usually"


@pytest.mark.promise("EX-10")
def test_chat_is_usually_connected_within_two_minutes(exness: Policy) -> None:
    promise = exness.promises["chat_connect"]
    assert due_of(exness, "chat_connect", "2026-11-24T12:00+08:00") == "2026-11-24T12:02+08:00"
    assert promise.strength.kind == "usually"
    assert promise.strength.share is not None
    assert [(end.name, end.by) for end in promise.stop.any] == [("connected", "human")]


@pytest.mark.promise("EX-27")
def test_mail_is_answered_within_24_hours_of_chinese_working_days(exness: Policy) -> None:
    assert due_of(exness, "email_answer", "2026-09-30T20:00+08:00") == "2026-10-08T20:00+08:00"
    # D-26: National Day week does not count. 14 February 2026 is a Saturday made a work day.
    assert due_of(exness, "email_answer", "2026-02-13T18:00+08:00") == "2026-02-14T18:00+08:00"


def test_without_the_chinese_calendar_the_weekend_would_not_count() -> None:
    rules = varied("exness", {'holidays = "CN"': 'holidays = "none"'})
    assert (
        due_of(rules, "email_answer", "2026-02-13T18:00+08:00") == "2026-02-16T18:00+08:00"
    )  # D-24


@pytest.mark.promise("EX-88")
def test_mail_generally_takes_24_hours_on_any_day(exness: Policy) -> None:
    assert due_of(exness, "email_usual", "2026-11-21T12:00+08:00") == "2026-11-22T12:00+08:00"
    assert exness.promises["email_usual"].strength.kind == "usually"


@pytest.mark.promise("EX-39")
def test_a_callback_is_made_at_the_agreed_time(exness: Policy) -> None:
    clock = exness.promises["callback"].clock
    assert clock is not None
    assert clock.start == "slot_agreed"
    agreed = Occurrence(
        "slot_agreed",
        datetime.fromisoformat("2026-11-20T10:00+08:00"),
        "human",
        {"slot": "2026-11-24T10:00+08:00"},
    )
    due = due_of(exness, "callback", "2026-11-20T09:59+08:00", agreed)
    assert due == "2026-11-24T10:00+08:00"


# ------------------------------------------------------------------ prohibitions, papers, money


def test_what_must_never_happen_is_declared(exness: Policy) -> None:
    assert set(exness.forbids["secrets"].content) == {"card_number", "password"}
    assert exness.forbids["secrets"].then == "redact"
    assert exness.forbids["advice"].then == "refuse"
    assert exness.forbids["trade_change"].then == "refuse"


def test_papers_and_their_ages(exness: Policy) -> None:
    age = exness.documents["residence"].max_age
    assert age is not None
    assert age.text == "3 months"
    reasons = {reason.name for paper in exness.documents.values() for reason in paper.reasons}
    assert reasons == {"blurred", "incomplete", "too_old", "third_party"}


def test_money_takes_as_long_as_the_table_says(exness: Policy) -> None:
    found = {
        name: (p.at_least.text if p.at_least else "", p.span.text if p.span else "", p.minimum)
        for name, p in exness.payments.items()
    }
    days = ("1 business_day", "3 business_days", "10 USD")
    assert found == {
        "bank_deposit": days,
        "bank_withdrawal": days,
        "unionpay_deposit": ("", "1 minute", "10 USD"),
        "unionpay_withdrawal": days,
        "local_deposit": ("", "1 minute", "10 USD"),
        "local_withdrawal": ("", "same_day", "10 USD"),
    }


def test_lint_finds_what_the_page_contradicts(exness: Policy) -> None:
    found = {finding.code: finding for finding in lint(exness)}
    hours = found["hours-differ"]  # A.6 #1
    assert hours.text.values["said"] == 120
    assert hours.text.values["table"] == "134"
    assert "EX-09" in hours.rows
    assert found["rest-day-open"].text.values["day"] == "sat"  # #2
    assert "EX-92" in found["urgent-outside-hours"].rows  # #5
    assert {"EX-63", "EX-94"} <= set(found["paper-against-forbid"].rows)  # #7
    spans = [f for f in lint(exness) if f.code == "spans-differ"]
    assert any({"EX-10", "EX-87"} <= set(f.rows) for f in spans)  # #3
    assert any({"EX-27", "EX-88"} <= set(f.rows) for f in spans)  # #4
    calendar = next(f for f in lint(exness) if f.place == "calendar.cn")  # #6
    assert "EX-27" in calendar.rows
