"""The complaint register: each complaint as its events leave it, and the figures of them all."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.policies import SOURCE, tables
from ventanilla.core.causes import CAUSES, cause_codes
from ventanilla.core.facts import Occurrence
from ventanilla.core.figures import Figures, figures
from ventanilla.core.legalclock import LegalDay, days_of, legal_clock
from ventanilla.core.lifecycle import fold
from ventanilla.core.policy import Policy, read_policy
from ventanilla.core.promises import Standing, judge
from ventanilla.core.register import Entry, entry_of
from ventanilla.core.sheets import as_csv, as_json
from ventanilla.core.steps import step_of
from ventanilla.core.tables import PolicyError

MADRID = ZoneInfo("Europe/Madrid")
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
quickly = settings(max_examples=60, derandomize=True, deadline=None)


def promise(span: str, *endings: dict[str, str], **clock: Any) -> dict[str, Any]:
    return {
        "title": {"en": "P"},
        "topics": ["complaint"],
        "clock": {"from": "received", "span": span, "first_day": "excluded", **clock},
        "stop": {"any": list(endings)},
    }


ACK = {"notice": "ack", "by": "human"}
DECISION = {"notice": "decision", "by": "human"}


def rules(**promises: dict[str, Any]) -> Policy:
    """The small policy with complaints that are acknowledged and decided by letter."""
    whole = tables()
    for name in ("ack", "decision"):
        whole["notice"][name] = {"title": {"en": name}}
    whole["promise"] = promises or {
        "ack": promise("5 days", ACK),
        "answer": promise("30 days", DECISION),
        "law": promise("20 days", DECISION),
    }
    return read_policy(whole, SOURCE)


RULES = rules()


def at(hours: float, kind: str, by: Any = "human", **detail: str) -> Occurrence:
    return Occurrence(kind, MONDAY + hours * HOUR, by, detail)


def came(topic: str = "complaint", hours: float = 0) -> Occurrence:
    return at(hours, "received", "customer", topic=topic, lane="standard")


def put_off(hours: float, name: str, days: int, reason: str = "complexity") -> Occurrence:
    due = (MONDAY + days * DAY).isoformat()
    return at(hours, "promise_extended", promise=name, reason=reason, due=due)


def decided(hours: float, outcome: str = "upheld") -> list[Occurrence]:
    return [
        at(hours, "replied", notice="decision"),
        at(hours, "decision_sent", outcome=outcome),
        at(hours, "resolved"),
    ]


def entered(*events: Occurrence, policy: Policy = RULES, now: float = 2000) -> Entry:
    return entry_of(policy, events, standings(events, policy, now), MONDAY + now * HOUR)


def standings(events: Any, policy: Policy = RULES, now: float = 2000) -> tuple[Standing, ...]:
    return judge(policy, fold(events), "email", list(events), MONDAY + now * HOUR)


def test_a_complaint_is_followed_from_receipt_to_closing() -> None:
    found = entered(
        came(),
        at(1, "notice_sent", "system", notice="receipt"),
        at(30, "replied", notice="answer"),
        at(50, "replied", notice="ack"),
        *decided(400, "partly_upheld"),
        at(430, "cause_named", cause="delay"),
        at(500, "closed", "customer"),
    )
    assert (found.received, found.registered) == (MONDAY, MONDAY)
    assert found.acknowledged == MONDAY + 50 * HOUR
    assert (found.decided, found.outcome) == (MONDAY + 400 * HOUR, "partly_upheld")
    assert (found.closed, found.cause) == (MONDAY + 500 * HOUR, "delay")
    assert (found.extended, found.outside, found.late) == (None, False, ())
    assert found.span_of("close") == (MONDAY + 400 * HOUR, MONDAY + 500 * HOUR)
    assert found.span_of("extension") is None


def test_only_a_person_acknowledges_and_where_a_letter_is_for_it_only_by_that() -> None:
    by_system = at(1, "notice_sent", "system", notice="ack")
    assert entered(came(), by_system, at(9, "replied", notice="answer")).acknowledged is None
    whole = tables()
    plain = read_policy(whole, SOURCE)
    answered = entered(came(), at(9, "replied", notice="answer"), policy=plain)
    assert answered.acknowledged == MONDAY + 9 * HOUR


def test_a_complaint_found_in_a_request_keeps_its_topic_and_its_day_of_receipt() -> None:
    raised = [
        at(70, "complaint_raised"),
        at(70, "topic_changed", topic="complaint", before="question"),
    ]
    found = entered(came("question"), *raised)
    assert (found.about, found.received) == ("question", MONDAY)
    assert found.registered == MONDAY + 70 * HOUR
    assert not found.open_at(MONDAY + 70 * HOUR)
    assert found.open_at(MONDAY + 71 * HOUR)


def test_opened_again_it_is_decided_no_longer_until_the_next_decision() -> None:
    story = [came(), *decided(100, "not_upheld"), at(200, "reopened", "customer")]
    again = entered(*story)
    assert (again.decided, again.outcome, again.open_at(MONDAY + 300 * HOUR)) == (None, "", True)
    final = entered(*story, *decided(300, "upheld"))
    assert (final.decided, final.outcome) == (MONDAY + 300 * HOUR, "upheld")
    assert fold(story).outcome == ""
    assert fold([*story, *decided(300)]).outcome == "upheld"


def test_one_letter_that_puts_off_two_promises_is_one_extension() -> None:
    found = entered(came(), put_off(90, "answer", 50), put_off(90, "law", 50))
    assert [(e.at, e.reason) for e in found.extensions] == [(MONDAY + 90 * HOUR, "complexity")]
    assert found.promised == {"acknowledge", "decision", "extension"}


def test_it_is_with_an_outside_institution_until_that_has_answered() -> None:
    opened = at(80, "external_step_opened")
    assert entered(came(), opened).outside
    assert not entered(came(), opened, at(90, "external_step_closed")).outside


def test_a_step_is_late_from_the_first_of_its_promises_that_was_broken() -> None:
    late = dict(entered(came(), *decided(25 * 24), now=26 * 24).late)
    noon = {step: when.astimezone(UTC) for step, when in late.items()}
    assert noon["acknowledge"].date() == (MONDAY + 5 * DAY).date()
    assert noon["decision"].date() == (MONDAY + 20 * DAY).date()
    assert set(late) == {"acknowledge", "decision"}


def test_what_fell_due_counts_as_late_before_any_worker_has_noted_it() -> None:
    running = [s for s in standings([came()], now=10) if step_of(s.promise) == "decision"]
    seen = entry_of(RULES, [came()], running, MONDAY + 40 * DAY)
    assert [step for step, _ in seen.late] == ["decision"]


def test_the_legal_clock_is_the_strictest_promise_of_a_decision() -> None:
    clock = legal_clock(standings([came()], now=1))
    assert clock is not None
    assert clock.promise.name == "law"
    later = legal_clock(standings([came(), put_off(5, "law", 60)], now=10))
    assert later is not None
    assert later.promise.name == "answer"
    assert legal_clock([s for s in standings([came()]) if s.promise.name == "ack"]) is None


def test_a_clock_that_a_law_wants_of_the_customer_is_no_step_of_ours() -> None:
    theirs = promise("4 months", {"event": "external_step_opened", "by": "customer"})
    assert step_of(rules(window=theirs).promises["window"]) == ""
    closing = promise("9 days", {"event": "closed", "by": "human"})
    assert step_of(rules(closing=closing).promises["closing"]) == "close"


def naive_days(standing: Standing, now: datetime) -> LegalDay:
    """Day after day by the wall: how many are over, and how many there are."""
    assert standing.due is not None
    zone = standing.promise.clock.zone if standing.promise.clock else MADRID
    today, day, count, of = (
        (standing.stopped or now).astimezone(zone).date(),
        standing.started,
        0,
        0,
    )
    while day.astimezone(zone).date() < today:
        day += HOUR
        count += day.astimezone(zone).hour == 0
    walk = standing.started
    while (walk := walk + HOUR) < standing.due:
        of += walk.astimezone(zone).hour == 0
    return LegalDay(count, of)


@given(
    start=st.integers(0, 24 * 400),
    span=st.integers(1, 90),
    seen=st.integers(0, 24 * 100),
    zone=st.sampled_from(["America/El_Salvador", "Asia/Nicosia", "Asia/Shanghai"]),
)
@quickly
def test_day_n_of_m_is_what_a_calendar_on_the_wall_says(
    start: int, span: int, seen: int, zone: str
) -> None:
    policy = rules(answer=promise(f"{span} days", DECISION, zone=zone))
    received = came(hours=start + 0.5)
    now = received.at + seen * HOUR
    (standing,) = judge(policy, fold([received]), "email", [received], now)
    found = days_of(standing, now)
    assert found is not None
    assert found == naive_days(standing, now)
    assert found.of == span
    assert (found.day <= found.of) == (standing.due is not None and now < standing.due)


def test_the_count_stands_still_when_the_decision_is_sent() -> None:
    events = [came(), *decided(3 * 24)]
    clock = legal_clock(standings(events, now=2000))
    assert clock is not None
    assert days_of(clock, MONDAY + 80 * DAY) == LegalDay(3, 20)


def test_a_first_day_that_counts_is_day_one() -> None:
    policy = rules(answer=promise("10 days", DECISION, first_day="included"))
    (standing,) = standings([came()], policy, now=1)
    assert days_of(standing, MONDAY) == LegalDay(1, 10)


# ------------------------------------------------------------------ figures against raw histories


@dataclass(frozen=True)
class Case:
    """A history as generated: hours of what happened, in their order."""

    events: tuple[Occurrence, ...]


@st.composite
def histories(draw: Any) -> Case:
    """A complaint, or a request raised to one: acknowledged, extended, ended, opened again ..."""
    hour = draw(st.integers(0, 24 * 90))
    events = [came(draw(st.sampled_from(["complaint", "question"])), hour)]
    if events[0].detail["topic"] == "question":
        hour += draw(st.integers(1, 200))
        events.append(at(hour, "topic_changed", topic="complaint", before="question"))
    for _ in range(draw(st.integers(0, 6))):
        hour += draw(st.integers(1, 400))
        open_now = fold(events).state not in {"resolved", "closed"}
        kinds = ["ack", "extend", "decide", "resolve"] if open_now else ["close", "reopen", "cause"]
        kind = draw(st.sampled_from(kinds))
        more = {
            "ack": [at(hour, "replied", notice="ack")],
            "extend": [put_off(hour, "answer", hour // 24 + 60)],
            "decide": decided(hour, draw(st.sampled_from(["upheld", "not_upheld"]))),
            "resolve": [at(hour, "resolved")],
            "close": [at(hour, "closed")],
            "reopen": [at(hour, "reopened")],
            "cause": [at(hour, "cause_named", cause=draw(st.sampled_from(["delay", "error"])))],
        }[kind]
        events.extend(more)
    return Case(tuple(events))


def replay(case: Case, until: datetime) -> str:
    """The state just before an instant: "" while it is no complaint, "open" or "ended"."""
    state, complaint = "", False
    for event in case.events:
        if event.at >= until:
            break
        complaint = complaint or event.detail.get("topic") == "complaint"
        if event.kind in {"resolved", "closed"}:
            state = "ended"
        elif event.kind in {"received", "reopened"}:
            state = "open"
    return state if complaint else ""


def naive(cases: list[Case], since: datetime, until: datetime) -> dict[str, Any]:
    """The figures by going through every event of every history, one after the other."""
    found: dict[str, Any] = dict.fromkeys(("received", "before", "after", "extended"), 0)
    found |= {"decided": 0, "took": timedelta(), "acknowledged": 0, "outcomes": {}}
    for case in cases:
        events = case.events
        entry = next(e.at for e in events if e.detail.get("topic") == "complaint")
        found["received"] += since <= entry < until
        found["before"] += replay(case, since) == "open"
        found["after"] += replay(case, until) == "open"
        found["extended"] += sum(
            e.kind == "promise_extended" and since <= e.at < until for e in events
        )
        acks = [e.at for e in events if e.detail.get("notice") == "ack"]
        found["acknowledged"] += bool(acks) and since <= acks[0] < until
        ends = [n for n, e in enumerate(events) if e.kind in {"resolved", "closed"}]
        again = max((n for n, e in enumerate(events) if e.kind == "reopened"), default=-1)
        ends = [n for n in ends if n > again]
        if ends and since <= (end := events[ends[0]].at) < until:
            found["decided"] += 1
            found["took"] += end - events[0].at
            sent = [e for e in events[again + 1 :] if e.kind == "decision_sent"]
            outcome = sent[-1].detail["outcome"] if sent else ""
            found["outcomes"][outcome] = found["outcomes"].get(outcome, 0) + 1
    return found


def counted(cases: list[Case], since: datetime, until: datetime) -> Figures:
    return figures((entered(*case.events, now=9000) for case in cases), since, until)


WINDOW = st.integers(0, 24 * 120).map(lambda hours: MONDAY + hours * HOUR)


@given(st.lists(histories(), max_size=8), WINDOW, WINDOW)
@quickly
def test_the_figures_are_those_of_who_goes_through_every_event(
    cases: list[Case], one: datetime, other: datetime
) -> None:
    since, until = sorted((one, other))
    found, told = counted(cases, since, until), naive(cases, since, until)
    assert found.received == told["received"]
    assert (found.open_before, found.open_after) == (told["before"], told["after"])
    assert found.extended == told["extended"]
    assert found.steps["acknowledge"].ended == told["acknowledged"]
    assert (found.decided, found.steps["decision"].took) == (told["decided"], told["took"])
    assert dict(found.outcomes) == told["outcomes"]
    assert sum(found.topics.values()) == sum(found.causes.values()) == found.received
    assert found.nil == (told["received"] == 0)


@given(st.lists(histories(), max_size=8), WINDOW, WINDOW, WINDOW)
@quickly
def test_the_figures_of_two_times_together_are_those_of_each_added(
    cases: list[Case], one: datetime, two: datetime, three: datetime
) -> None:
    since, middle, until = sorted((one, two, three))
    whole = counted(cases, since, until)
    first, second = counted(cases, since, middle), counted(cases, middle, until)
    for name in ("received", "decided", "extended"):
        assert getattr(whole, name) == getattr(first, name) + getattr(second, name)
    for step, of in whole.steps.items():
        parts = first.steps[step], second.steps[step]
        assert of.ended == sum(part.ended for part in parts)
        assert of.took == sum((part.took for part in parts), timedelta())
        assert (of.late or 0) == sum(part.late or 0 for part in parts)
    for name in ("topics", "outcomes", "causes"):
        counts = [dict(getattr(part, name)) for part in (first, second)]
        keys = {*counts[0], *counts[1]}
        assert getattr(whole, name) == {k: sum(c.get(k, 0) for c in counts) for k in keys}


@given(st.lists(histories(), max_size=8), WINDOW, WINDOW)
@quickly
def test_what_was_open_came_in_and_went_out_is_what_is_open(
    cases: list[Case], one: datetime, other: datetime
) -> None:
    since, until = sorted((one, other))
    found = counted(cases, since, until)
    flow = found.open_before + found.received + found.reopened - found.ended
    assert flow == found.open_after


def test_an_average_is_of_the_steps_that_ended_and_none_of_none() -> None:
    cases = [Case((came(), *decided(24))), Case((came(), *decided(72))), Case((came(),))]
    found = counted(cases, MONDAY, MONDAY + 90 * DAY)
    assert found.steps["decision"].average == 2 * DAY
    assert found.steps["acknowledge"].average is None
    assert found.steps["decision"].late == 1
    assert found.steps["close"].late is None, "nothing promises by when a file is closed"


# ------------------------------------------------------------------------------- causes and sheets


@pytest.mark.promise("XM-77", "EX-02")
def test_the_causes_of_a_company_are_those_that_its_page_found() -> None:
    from tests.companies.reading import policy

    for slug, row in (("xm", "XM-77"), ("exness", "EX-02")):
        found = policy(slug)
        named = [c.name for c in found.causes.values() if row in c.rows]
        assert cause_codes(found)[: len(named)] == tuple(named)
        assert len(named) >= 3
        assert found.reports["topics"].months == 1
    assert cause_codes(policy("etoro")) == tuple(CAUSES)


def test_a_cause_is_read_strictly() -> None:
    whole = tables()
    whole["cause"] = {"delay": {"title": {"en": "Delay"}, "titel": "x"}, "error": {}}
    with pytest.raises(PolicyError) as told:
        read_policy(whole, SOURCE)
    assert "cause.delay.titel: found an unknown word" in str(told.value)
    assert 'Did you mean "title"?' in str(told.value)
    assert "cause.error.title: found nothing" in str(told.value)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
@quickly
def test_a_sheet_says_what_it_was_given_and_runs_nothing(rows: list[tuple[str, str]]) -> None:
    made = as_csv(rows)
    assert made.startswith(b"\xef\xbb\xbf")
    text = made.decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(read) == len(rows)
    for row, cells in zip(rows, read, strict=True):
        for given_cell, cell in zip(row, cells, strict=True):
            assert cell in {given_cell, f"'{given_cell}"}
            assert cell.lstrip()[:1] not in {*"=+-@＝＋－＠"}
            assert not cell.startswith(("\t", "\r"))
    assert json.loads(as_json(rows)) == [list(row) for row in rows]


def test_lines_of_a_sheet_end_as_the_standard_says() -> None:
    assert as_csv([("a", 'say "b"'), ("c,d", "e\nf")]) == (
        b'\xef\xbb\xbfa,"say ""b"""\r\n"c,d","e\nf"\r\n'
    )
