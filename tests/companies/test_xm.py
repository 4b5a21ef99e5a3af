"""XM's page, read against its policy: hours, routing, spans, lanes (seed 000)."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.companies.reading import (
    COMPANIES,
    due_of,
    hours_of,
    kinds,
    names,
    open_minutes,
    policy,
    said_minutes,
    varied,
)
from ventanilla.core.policy import Policy, lint, read_letter


@pytest.fixture
def xm() -> Policy:
    return policy("xm")


# ------------------------------------------------------------------ hours


@pytest.mark.promise("XM-04", "XM-11", "XM-21", "XM-22", "XM-23")
@pytest.mark.parametrize("channel", ["chat", "email", "phone"])
def test_chat_mail_and_phone_never_close(xm: Policy, channel: str) -> None:
    assert all(open_minutes(hours_of(xm, channel)))


@pytest.mark.promise("XM-24", "XM-25")
def test_social_networks_follow_the_table_in_gmt_all_year(xm: Policy) -> None:
    def opens(wall: datetime) -> bool:
        weekend = wall.weekday() >= 5
        return 10 <= wall.hour < 18 if weekend else 9 <= wall.hour < 21

    assert open_minutes(hours_of(xm, "social")) == said_minutes("UTC", opens)


@pytest.mark.promise("XM-01")
def test_somebody_is_there_at_every_minute(xm: Policy) -> None:
    doors = [hours_of(xm, name) for name in ("chat", "email", "phone", "form", "social")]
    together = [any(minute) for minute in zip(*map(open_minutes, doors), strict=True)]
    assert all(together)


@pytest.mark.promise("XM-50")
def test_the_vip_manager_is_there_outside_office_hours(xm: Policy) -> None:
    lane = xm.lanes["vip"]
    assert lane.beyond_hours
    assert lane.schedule is not None
    manager = open_minutes(xm.schedules[lane.schedule])
    office = open_minutes(xm.schedules["office"])
    assert all(here or not there for here, there in zip(manager, office, strict=True))
    assert sum(manager) > sum(office)


# ------------------------------------------------------------------ routing


@pytest.mark.parametrize(
    ("topic", "page"),
    [
        pytest.param("general", {"chat", "email", "form"}, marks=pytest.mark.promise("XM-28")),
        pytest.param("technical", {"chat", "phone", "email"}, marks=pytest.mark.promise("XM-29")),
        pytest.param("financial", {"email", "phone", "form"}, marks=pytest.mark.promise("XM-31")),
        pytest.param("urgent", {"chat"}, marks=pytest.mark.promise("XM-78", "XM-100")),
    ],
)
def test_a_topic_is_taken_by_exactly_the_channels_of_the_page(
    xm: Policy, topic: str, page: set[str]
) -> None:
    assert names(xm, topic) == page
    assert {channel.name for channel in xm.recommended(topic)} == page


@pytest.mark.promise("XM-32")
def test_verification_goes_by_mail_with_documents_or_by_form(xm: Policy) -> None:
    assert kinds(xm, "verification") == {"email", "web-form"}
    assert "documents" in {detail.name for detail in xm.topics["verification"].details}
    assert all(channel.takes_files for channel in xm.channels_for("verification"))


@pytest.mark.promise("XM-33")
def test_complaints_go_by_mail_form_or_post_and_no_other_way(xm: Policy) -> None:
    assert kinds(xm, "complaint") == {"email", "web-form", "post"}


def test_a_complaint_asks_for_the_wanted_result(xm: Policy) -> None:
    details = {detail.name: detail for detail in xm.topics["complaint"].details}
    assert details["wanted"].required


def test_the_vip_address_is_offered_to_vip_customers_only(xm: Policy) -> None:
    assert "vip_email" not in {c.name for c in xm.channels_for("general")}
    assert "vip_email" in {c.name for c in xm.channels_for("general", "vip")}


def test_the_published_profiles_are_kept(xm: Policy) -> None:
    found = {h.network: h.handle for h in xm.channels["social"].handles}
    assert found == {"Facebook": "@XMGlobal", "Twitter": "@XM_COM", "Instagram": "@xmglobal"}


# ------------------------------------------------------------------ spans


@pytest.mark.promise("XM-93")
def test_every_channel_of_the_questions_has_its_own_promise(xm: Policy) -> None:
    for channel in ("chat", "email", "phone", "social", "form"):
        own = [p for p in xm.promises.values() if channel in p.channels]
        assert own, channel
        assert all(p.text for p in own)


@pytest.mark.promise("XM-08", "XM-95")
def test_mail_is_answered_within_24_hours_also_when_clocks_change(xm: Policy) -> None:
    assert due_of(xm, "email_answer", "2026-03-28T10:00+02:00") == "2026-03-29T11:00+03:00"  # D-08
    promise = xm.promises["email_answer"]
    assert promise.strength.kind == "guarantee"
    assert [(end.name, end.by) for end in promise.stop.any] == [("first_answer", "human")]


@pytest.mark.promise("XM-98")
def test_the_form_is_answered_within_48_hours(xm: Policy) -> None:
    assert due_of(xm, "form_answer", "2026-06-01T10:00+03:00") == "2026-06-03T10:00+03:00"


@pytest.mark.promise("XM-20", "XM-97")
def test_social_networks_are_answered_by_the_end_of_a_window(xm: Policy) -> None:
    saturday = due_of(xm, "social_answer", "2026-11-21T18:30+00:00", zone="UTC")
    assert saturday == "2026-11-22T18:00+00:00"  # D-17
    inside = due_of(xm, "social_answer", "2026-11-23T09:00+00:00", zone="UTC")
    assert inside == "2026-11-23T21:00+00:00"


@pytest.mark.promise("XM-74")
def test_a_complaint_is_confirmed_within_5_business_days(xm: Policy) -> None:
    assert due_of(xm, "complaint_ack", "2026-04-08T15:00+03:00") == "2026-04-18T00:00+03:00"  # D-10
    promise = xm.promises["complaint_ack"]
    assert [(end.kind, end.name, end.by) for end in promise.stop.any] == [
        ("notice", "ack", "human")
    ]


@pytest.mark.promise("XM-75", "XM-105")
def test_a_complaint_is_answered_within_two_months(xm: Policy) -> None:
    assert due_of(xm, "complaint_answer", "2026-12-31T09:00+02:00") == "2027-03-01T00:00+02:00"
    promise = xm.promises["complaint_answer"]
    assert [(end.kind, end.name, end.by) for end in promise.stop.any] == [
        ("notice", "decision", "human")
    ]


def test_a_complaint_by_mail_is_owed_every_promise_that_matches(xm: Policy) -> None:
    owed = {p.name for p in xm.promises_for("complaint", "standard", "email")}
    assert owed == {"receipt", "email_answer", "complaint_ack", "complaint_answer"}


def test_a_question_in_chat_is_owed_no_promise_of_other_channels(xm: Policy) -> None:
    owed = {p.name for p in xm.promises_for("general", "standard", "chat")}
    assert owed == {"receipt", "chat_answer"}


def test_without_easter_the_confirmation_would_fall_due_earlier() -> None:
    rules = varied("xm", {'holidays = "CY"': 'holidays = "none"'})
    assert due_of(rules, "complaint_ack", "2026-04-08T15:00+03:00") == "2026-04-16T00:00+03:00"


# ------------------------------------------------------------------ lanes, ladder, closing


def test_vip_customers_go_ahead(xm: Policy) -> None:
    assert xm.lanes["vip"].ahead > xm.default_lane.ahead
    assert xm.queue.order[0] == "lane"


def test_the_ladder_ends_with_the_ombudsman(xm: Policy) -> None:
    assert [step.kind for step in xm.escalation] == ["senior", "complaint", "ombudsman"]
    assert xm.escalation[-1].external
    assert "decision_sent" in xm.escalation[-1].opens_on


def test_closing_waits_for_the_customer(xm: Policy) -> None:
    assert xm.lifecycle.close_needs_confirmation
    assert xm.lifecycle.reopen_time is not None


def test_identity_comes_before_disclosure(xm: Policy) -> None:
    assert xm.gates["disclose"].needs == ("identity_confirmed",)


def test_proof_of_address_may_be_six_months_old(xm: Policy) -> None:
    age = xm.documents["proof_of_address"].max_age
    assert age is not None
    assert age.text == "6 months"


def test_lint_finds_what_the_page_contradicts(xm: Policy) -> None:
    found = {(finding.code, finding.place) for finding in lint(xm)}
    assert {
        ("channels-differ", "promise.email_answer"),  # A.6 #8
        ("lane-beyond-always", "lane.vip"),  # #9
        ("fixed-zone", "schedule.social"),  # #10
        ("complaint-refused", "topic.complaint.accepts"),  # #12
        ("law-differs", "promise.complaint_ack"),  # #13
        ("address-hidden", "channel.vip_email.address"),  # #15
        ("address-hidden", "channel.documents.address"),
        ("address-hidden", "channel.complaints.address"),
        ("address-hidden", "channel.email.address"),
    } <= found


def test_receipts_and_answers_exist_in_every_language_the_agents_speak(xm: Policy) -> None:
    assert xm.spoken == ("ru", "fr", "de", "it", "pt")
    for language in xm.spoken:
        for name in ("receipt", "answer"):
            path = COMPANIES / "xm" / "letters" / language / f"{name}.txt"
            read_letter(path.read_text(encoding="utf-8"), str(path), xm.notices[name])
