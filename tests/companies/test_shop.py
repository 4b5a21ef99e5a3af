"""The e-shop builder's page, read against its policy: one form, a cut-off, paid priority."""

from __future__ import annotations

from datetime import datetime

import holidays
import pytest

from tests.companies.reading import due_of, hours_of, names, open_minutes, policy, said_minutes
from ventanilla.core.policy import Policy, lint


@pytest.fixture
def shop() -> Policy:
    return policy("shop")


# ------------------------------------------------------------------ few channels, on purpose


@pytest.mark.promise("SB-32", "SB-37")
def test_the_form_is_the_only_door(shop: Policy) -> None:
    assert [channel.name for channel in shop.doors()] == ["form"]
    for topic in shop.topics:
        assert names(shop, topic) == {"form"}


@pytest.mark.promise("SB-25", "SB-34")
def test_no_address_takes_mail(shop: Policy) -> None:
    mail = [channel for channel in shop.channels.values() if channel.kind == "email"]
    assert [channel.name for channel in mail] == ["noreply"]
    assert not mail[0].inbound
    assert not mail[0].listed


def test_an_answer_to_an_automatic_mail_is_sent_to_the_form(shop: Policy) -> None:
    assert shop.channels["noreply"].bounce.removeprefix("notice.") == "use_form"
    assert shop.notices["use_form"].fields == ("form_link",)
    forbid = shop.forbids["reply_to_noreply"]
    assert (forbid.then, forbid.notice) == ("bounce", "use_form")


@pytest.mark.promise("SB-36")
def test_nobody_watches_forums_and_networks(shop: Policy) -> None:
    forums = shop.channels["forums"]
    assert not forums.monitored
    assert not forums.inbound
    assert shop.topics_for("forums") == ()


@pytest.mark.promise("SB-46")
def test_live_chat_is_no_support_channel(shop: Policy) -> None:
    assert "chat" not in {channel.kind for channel in shop.channels.values()}


# ------------------------------------------------------------------ hours


@pytest.mark.promise("SB-17")
def test_standard_days_are_working_days_and_saturday_mornings(shop: Policy) -> None:
    off = holidays.country_holidays("ES", subdiv="MD", years=2026)

    def opens(wall: datetime) -> bool:
        if wall.date() in off or wall.weekday() == 6:
            return False
        return 9 <= wall.hour < (13 if wall.weekday() == 5 else 18)

    assert open_minutes(hours_of(shop, "form")) == said_minutes("Europe/Madrid", opens)


@pytest.mark.promise("SB-18")
def test_priority_days_are_all_days(shop: Policy) -> None:
    lane = shop.lanes["premium"]
    assert lane.schedule is not None
    found = open_minutes(shop.schedules[lane.schedule])
    assert found == said_minutes("Europe/Madrid", lambda wall: 9 <= wall.hour < 18)
    sunday = due_of(shop, "premium_days", "2026-11-22T10:00+01:00")
    assert sunday == "2026-11-22T18:00+01:00"
    holiday = due_of(shop, "premium_days", "2026-08-15T17:30+02:00")
    assert holiday == "2026-08-15T18:00+02:00"


# ------------------------------------------------------------------ spans


@pytest.mark.promise("SB-16")
@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-10-09T15:59+02:00", "2026-10-09T18:00+02:00"),  # D-31
        ("2026-10-09T16:00+02:00", "2026-10-10T13:00+02:00"),  # D-32
        ("2026-08-15T09:30+02:00", "2026-08-17T18:00+02:00"),  # D-35
    ],
)
def test_sent_before_16_it_is_answered_the_same_day(shop: Policy, start: str, due: str) -> None:
    assert due_of(shop, "same_day", start) == due
    strength = shop.promises["same_day"].strength
    assert (strength.kind, strength.share) == ("usually", 0.95)


@pytest.mark.promise("SB-15")
def test_the_usual_wait_counts_open_hours_only(shop: Policy) -> None:
    assert due_of(shop, "usual", "2026-10-09T17:00+02:00") == "2026-10-10T12:00+02:00"
    assert shop.promises["usual"].strength.kind == "usually"


@pytest.mark.parametrize(("lane", "other"), [("standard", "premium"), ("premium", "standard")])
def test_each_lane_is_owed_its_own_promise(shop: Policy, lane: str, other: str) -> None:
    owed = {p.name for p in shop.promises_for("question", lane, "form")}
    not_owed = {p.name for p in shop.promises_for("question", other, "form")} - owed
    assert not_owed
    assert ("premium_days" in owed) == (lane == "premium")


def test_fair_use_takes_a_request_out_of_the_same_day_promise(shop: Policy) -> None:
    assert set(shop.promises["same_day"].unless) == {"demoted", "parked"}


# ------------------------------------------------------------------ lanes, order, fair use


def test_customers_choose_no_priority(shop: Policy) -> None:
    assert not any(lane.customer_sets_priority for lane in shop.lanes.values())
    details = {d.name for topic in shop.topics.values() for d in topic.details}
    assert "priority" not in details


def test_priority_goes_ahead_costs_something_and_says_why(shop: Policy) -> None:
    premium = shop.lanes["premium"]
    assert premium.ahead > shop.default_lane.ahead
    assert premium.charge is not None
    assert premium.charge.before == "lane_change"
    assert all(premium.charge.why.for_(language) for language in shop.languages)
    assert shop.gates["premium"].needs == ("charge_paid",)


def test_a_complaint_is_never_sold_a_place(shop: Policy) -> None:
    assert "complaint" in shop.lanes["premium"].never


def test_the_order_is_lane_fair_use_parked_arrival(shop: Policy) -> None:
    assert shop.queue.order == ("lane", "demoted", "parked", "arrival")


def test_fair_use_has_the_three_triggers_of_the_page(shop: Policy) -> None:
    assert shop.fair_use is not None
    rules = {t.rule: t.rows for t in shop.fair_use.triggers}
    assert rules == {
        "messages_per_day": ("SB-22",),
        "answered_in_docs_share": ("SB-23",),
        "agent_mark": ("SB-24",),
    }
    assert shop.fair_use.reason_required


def test_files_need_a_login(shop: Policy) -> None:
    assert shop.gates["attach"].needs == ("login",)


def test_search_comes_before_sending(shop: Policy) -> None:
    assert "search_shown" in shop.gates["submit"].needs


def test_one_question_a_request_and_none_twice(shop: Policy) -> None:
    asked = [topic for topic in shop.topics.values() if not topic.complaint]
    assert all(topic.one_question for topic in asked)
    duplicate = shop.forbids["duplicate"]
    assert (duplicate.then, duplicate.keep, duplicate.notice) == (
        "merge",
        "first_arrival",
        "merged",
    )


def test_lint_finds_what_the_page_leaves_open(shop: Policy) -> None:
    found = {(f.code, f.place): f for f in lint(shop)}
    assert ("assumed", "policy.zone") in found  # A.6 #24
    assert "SB-16" in found["assumed", "calendar.es"].rows
    assert ("assumed", "schedule.standard") in found
    assert "SB-13" in found["order-differs", "queue.order"].rows  # #25
    assert "SB-16" in found["share-from-words", "promise.same_day.strength"].rows  # #26
    assert found["address-missing", "channel.phone.address"].rows == ("SB-29",)  # #27
    assert "SB-10" in found["charge-without-amount", "lane.premium.charge"].rows
