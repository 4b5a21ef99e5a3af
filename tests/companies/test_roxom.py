"""Roxom's two pages, read against their policy: always open, free, 5 and 30 days (seed 003)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.companies.reading import due_of, hours_of, names, open_minutes, policy, varied
from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import fold
from ventanilla.core.policy import Policy, lint
from ventanilla.core.promises import judge

DOORS = ("email", "chat", "twitter", "telegram")


@pytest.fixture
def roxom() -> Policy:
    return policy("roxom")


@pytest.mark.promise("RX-22", "RX-41", "RX-62")
@pytest.mark.parametrize("channel", DOORS)
def test_no_channel_ever_closes(roxom: Policy, channel: str) -> None:
    assert all(open_minutes(hours_of(roxom, channel)))


@pytest.mark.promise("RX-39")
@pytest.mark.parametrize("topic", ["inquiry", "complaint", "support"])
def test_everything_may_be_asked_on_any_listed_channel(roxom: Policy, topic: str) -> None:
    assert names(roxom, topic) == set(DOORS)


@pytest.mark.promise("RX-46")
def test_nothing_costs_anything(roxom: Policy) -> None:
    assert all(lane.charge is None for lane in roxom.lanes.values())
    assert all(topic.free for topic in roxom.topics.values())


@pytest.mark.promise("RX-03")
def test_the_verified_profiles_are_registered(roxom: Policy) -> None:
    found = {h.network: h.handle for c in roxom.channels.values() for h in c.handles}
    assert found == {"Twitter": "@roxomxyz", "Telegram": "Roxomse"}
    assert roxom.official is not None
    assert "RX-03" in roxom.official.rows


# ------------------------------------------------------------------ the two clocks


@pytest.mark.promise("RX-06", "RX-27", "RX-48")
@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-03-27T16:10-06:00", "2026-04-08T00:00-06:00"),  # D-01: Holy Week
        ("2026-06-03T04:00+00:00", "2026-06-10T00:00-06:00"),  # D-03: still 2 June there
        ("2026-07-30T09:00-06:00", "2026-08-08T00:00-06:00"),  # D-04: 6 August off
    ],
)
def test_receipt_is_confirmed_within_5_business_days(roxom: Policy, start: str, due: str) -> None:
    assert due_of(roxom, "ack", start) == due
    stop = roxom.promises["ack"].stop
    assert [(end.kind, end.name, end.by) for end in stop.any] == [("notice", "ack", "human")]


@pytest.mark.promise("RX-06", "RX-27", "RX-48", "RX-58")
@pytest.mark.parametrize("channel", DOORS)
@pytest.mark.parametrize("topic", ["inquiry", "complaint", "support"])
def test_only_a_person_who_confirms_in_time_keeps_it_on_any_channel(
    roxom: Policy, topic: str, channel: str
) -> None:
    came = datetime(2026, 3, 27, 22, 10, tzinfo=UTC)
    due = datetime(2026, 4, 8, 6, 0, tzinfo=UTC)  # D-01
    second = timedelta(seconds=1)
    start = Occurrence("received", came, "customer", {"topic": topic, "lane": "standard"})

    def state(*events: Occurrence) -> str:
        past = [start, *events]
        judged = judge(roxom, fold(past), channel, past, due + timedelta(days=1))
        return next(s.state for s in judged if s.promise.name == "ack")

    told = {"notice": "ack"}
    assert state() == "broken"
    assert state(Occurrence("notice_sent", came + second, "system", {"notice": "receipt"})) == (
        "broken"
    ), "what the system sends by itself is no confirmation by a person"
    assert state(Occurrence("notice_sent", due - second, "human", told)) == "kept"
    assert state(Occurrence("notice_sent", due, "human", told)) == "broken"
    assert roxom.promises["ack"].strength.kind == "guarantee"
    assert roxom.notices["ack"].form == "written"


@pytest.mark.promise("RX-09", "RX-50")
def test_the_answer_comes_within_30_business_days(roxom: Policy) -> None:
    assert due_of(roxom, "response", "2026-03-27T16:10-06:00") == "2026-05-14T00:00-06:00"  # D-02
    endings = {(end.kind, end.name, end.by) for end in roxom.promises["response"].stop.any}
    assert endings == {("notice", "decision", "human"), ("notice", "answer", "human")}


@pytest.mark.promise("RX-28")
def test_resolution_has_the_same_span_and_another_end(roxom: Policy) -> None:
    assert due_of(roxom, "resolution", "2026-03-27T16:10-06:00") == "2026-05-14T00:00-06:00"
    resolution = roxom.promises["resolution"]
    assert resolution.stop != roxom.promises["response"].stop
    assert [(end.name, end.by) for end in resolution.stop.any] == [("resolution", "human")]


@pytest.mark.parametrize("channel", DOORS)
def test_every_channel_and_topic_is_owed_both(roxom: Policy, channel: str) -> None:
    for topic in roxom.topics:
        owed = {p.name for p in roxom.promises_for(topic, "standard", channel)}
        assert {"receipt", "ack", "response", "resolution"} <= owed


def test_outside_institutions_have_their_own_clock(roxom: Policy) -> None:
    due = due_of(roxom, "external_date", "2026-12-17T10:00-06:00")
    assert due == "2027-01-02T00:00-06:00"  # D-06
    endings = {(end.kind, end.name) for end in roxom.promises["external_date"].stop.any}
    assert endings == {("event", "external_step_closed"), ("notice", "new_date")}
    assert not roxom.promises["external_date"].matches("inquiry", "standard", "email")


def test_san_salvador_would_move_the_due() -> None:
    rules = varied("roxom", {'holidays = "SV"  ': 'holidays = "SV/SS"'})
    assert due_of(rules, "ack", "2026-07-30T09:00-06:00") == "2026-08-12T00:00-06:00"


def test_the_quarterly_report_has_a_clock(roxom: Policy) -> None:
    report = roxom.reports["cnad"]
    assert report.nil
    assert report.clock is not None
    assert report.span is not None
    assert report.span.of_period
    assert report.span.count == 20


def test_extensions_need_reasons_and_a_letter_before_the_old_due(roxom: Policy) -> None:
    extension = roxom.extensions["complexity"]
    assert extension.of == "response"
    assert extension.before_old_due
    assert set(roxom.notices[extension.notice].fields) >= {"reasons", "new_due"}
    assert extension.topics == ("complaint",)


def test_a_decision_holds_points_actions_and_the_way_on(roxom: Policy) -> None:
    decision = roxom.notices["decision"]
    assert {"points", "actions", "outcome", "escalation"} <= set(decision.fields)
    assert decision.when["unfounded"] == ("justification",)
    assert roxom.escalation[-1].to == "Defensoría del Consumidor"


def test_the_answer_goes_back_the_same_way_with_a_durable_copy(roxom: Policy) -> None:
    assert roxom.reply.channel == "same"
    assert roxom.reply.copy == "registered-email"
    assert roxom.reply.change == "channel_change"


@pytest.mark.promise("RX-71")
def test_lint_finds_what_the_terms_leave_out(roxom: Policy) -> None:
    found = [f for f in lint(roxom) if f.code == "list-omits" and "RX-71" in f.rows]
    assert [f.text.values["channels"] for f in found] == ["email"]  # A.6 #22


def test_lint_finds_what_the_pages_contradict(roxom: Policy) -> None:
    found = {finding.code: finding for finding in lint(roxom)}
    assert {"RX-09", "RX-28"} <= set(found["stops-differ"].rows)  # #16
    assert {"RX-12", "RX-53"} <= set(found["extension-shorter"].rows)  # #17
    assert {"RX-14", "RX-59"} <= set(found["reply-differs"].rows)  # #18
    assert {"RX-06", "RX-22"} <= set(found["slow-although-open"].rows)  # #19
    assert {"RX-20", "RX-76"} <= set(found["version-dates"].rows)  # #20
    assert {"RX-36", "RX-43"} <= set(found["citations-differ"].rows)  # #21
    assert "RX-17" in found["no-regulator"].rows  # #23
    assert {"RX-10"} <= set(next(f for f in lint(roxom) if f.code == "uncapped-extension").rows)
