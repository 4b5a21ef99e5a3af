"""Recorded tickets under another policy: what differs is told, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.core.policies import SOURCE, tables
from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import fold
from ventanilla.core.misfits import Misfit
from ventanilla.core.policy import Policy, read_policy
from ventanilla.core.promises import judge
from ventanilla.core.rates import Rate, Tally, window_of
from ventanilla.core.replay import Pair, Past, Verdict, replayed
from ventanilla.core.trial import Trial, window

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOW = MONDAY + 200 * HOUR


def answer(span: str, **more: Any) -> dict[str, Any]:
    return {
        "title": {"en": "Answer"},
        "clock": {"from": "received", "span": span},
        "stop": {"event": "first_answer", "by": "human"},
        **more,
    }


def policy(promises: dict[str, dict[str, Any]], **more: dict[str, Any]) -> Policy:
    whole = tables()
    whole.pop("extension", None)
    whole["lane"]["vip"] = {"title": {"en": "VIP"}, "ahead": 1}
    whole["notice"]["ack"] = {"title": {"en": "Acknowledgement"}, "fields": ["number"]}
    whole["promise"] = promises
    for name, table in more.items():
        whole[name] = {n: t for n, t in {**whole.get(name, {}), **table}.items() if t}
    return read_policy(whole, SOURCE)


ACK = {
    "title": {"en": "Acknowledgement"},
    "clock": {"from": "received", "span": "4 hours"},
    "stop": {"notice": "ack", "by": "human"},
}
OLD = policy({"answer": answer("24 hours"), "ack": ACK})
STRICT = policy({"answer": answer("12 hours"), "ack": ACK})
VIP = policy({"answer": answer("24 hours", lanes=["vip"]), "ack": ACK})
LAZY = policy(
    {
        "answer": answer("90 hours"),
        "solved": {**answer("3 hours"), "stop": {"event": "resolution", "by": "human"}},
    }
)
POLICIES = [OLD, STRICT, VIP, LAZY]


def at(hours: float, kind: str, by: Any = "human", **detail: str) -> Occurrence:
    return Occurrence(kind, MONDAY + hours * HOUR, by, detail)


def ticket(number: str, *events: Occurrence, channel: str = "email", **detail: str) -> Past:
    first = {"topic": "question", "lane": "standard", **detail}
    start = at(0, "received", "customer", **first)
    return Past(number, MONDAY, channel, "en", (start, *events))


def tried(new: Policy, *pasts: Past, old: Policy = OLD) -> Trial:
    trial = Trial(new, NOW, NOW)
    for past in pasts:
        trial.add(past, old)
    return trial


KINDS = [
    "replied",
    "resolved",
    "closed",
    "reopened",
    "paused",
    "resumed",
    "customer_message",
    "promise_broken",
    "letter",
]


@st.composite
def histories(draw: Any) -> tuple[Past, ...]:
    found = []
    for n in range(draw(st.integers(0, 6))):
        hours = sorted(draw(st.lists(st.integers(1, 150), max_size=6)))
        events = []
        for hour in hours:
            kind = draw(st.sampled_from(KINDS))
            detail = {"notice": "ack"} if kind == "letter" else {}
            by = "customer" if kind == "customer_message" else "human"
            events.append(at(hour, kind, by, **detail))
        lane = draw(st.sampled_from(["standard", "vip"]))
        topic = draw(st.sampled_from(["question", "complaint"]))
        found.append(ticket(f"T-{n}", *events, lane=lane, topic=topic))
    return tuple(found)


policies = st.sampled_from(POLICIES)


def figures(trial: Trial) -> Any:
    """Everything that a trial says."""
    told = []
    for name, outcome in trial.in_order():
        sides = [(s.states, s.judged, s.times()) for s in (outcome.before, outcome.after)]
        changes = {c: (some.count, some.numbers) for c, some in outcome.changes.items()}
        told.append((name, sides, changes))
    strange = [(misfit, some.count, some.numbers) for misfit, some in trial.strange()]
    return told, strange, trial.tickets, trial.events


@given(histories(), policies)
def test_the_same_policy_read_again_makes_no_difference(
    pasts: tuple[Past, ...], same: Policy
) -> None:
    again = replace(same, version="2")
    trial = tried(again, *pasts, old=same)
    assert not trial.misfits
    for _name, outcome in trial.in_order():
        assert not outcome.changes
        assert outcome.before.states == outcome.after.states
        assert outcome.before.times() == outcome.after.times()


@given(histories(), policies, policies)
def test_both_sides_are_what_the_core_judges_by_each_policy(
    pasts: tuple[Past, ...], old: Policy, new: Policy
) -> None:
    for past in pasts:
        verdicts, _strange = replayed(past, Pair(old, new), NOW)
        facts = [o for o in past.occurrences if o.kind != "promise_broken"]
        for side, rules in (("before", old), ("after", new)):
            wanted = judge(rules, fold(facts), past.channel, facts, NOW, past.language)
            got = {v.name: getattr(v, side) for v in verdicts if getattr(v, side)}
            assert got == {s.promise.name: s for s in wanted}


@given(histories(), policies, policies)
def test_the_counts_add_up(pasts: tuple[Past, ...], old: Policy, new: Policy) -> None:
    trial = tried(new, *pasts, old=old)
    for _name, outcome in trial.in_order():
        before, after = outcome.before.states, outcome.after.states
        n = {change: some.count for change, some in outcome.changes.items()}
        assert after.total() - before.total() == n.get("owed", 0) - n.get("gone", 0)
        assert before.total() <= len(pasts)
        assert after.total() <= len(pasts)
        assert n.get("broken", 0) <= before["kept"]
        assert n.get("broken", 0) + n.get("overdue", 0) <= after["broken"]
        assert n.get("kept", 0) <= min(before["broken"], after["kept"])
        for some in outcome.changes.values():
            assert len(some.numbers) == min(10, some.count)


@given(histories(), policies, policies, st.randoms())
def test_the_order_of_the_tickets_is_of_no_account(
    pasts: tuple[Past, ...], old: Policy, new: Policy, chance: Any
) -> None:
    mixed = list(pasts)
    chance.shuffle(mixed)
    assert figures(tried(new, *pasts, old=old)) == figures(tried(new, *mixed, old=old))


def test_an_answer_between_the_two_times_would_have_been_late() -> None:
    trial = tried(STRICT, ticket("A", at(10, "replied")), ticket("B", at(20, "replied")))
    outcome = trial.outcomes["answer"]
    assert {c: some.numbers for c, some in outcome.changes.items()} == {"broken": ("B",)}
    assert outcome.before.states == {"kept": 2}
    assert outcome.after.states == {"kept": 1, "broken": 1}
    assert outcome.after.times() == (10 * HOUR, 20 * HOUR, 20 * HOUR)


def test_the_same_answer_under_a_longer_time_would_have_kept_it() -> None:
    outcome = tried(OLD, ticket("B", at(20, "replied")), old=STRICT).outcomes["answer"]
    assert {c: some.numbers for c, some in outcome.changes.items()} == {"kept": ("B",)}


def test_what_still_runs_may_be_overdue_under_the_new_policy() -> None:
    trial = Trial(STRICT, MONDAY + 15 * HOUR, MONDAY + 15 * HOUR)
    trial.add(ticket("A"), OLD)
    assert trial.outcomes["answer"].changes["overdue"].numbers == ("A",)


def test_promises_that_come_and_go_are_told_apart() -> None:
    trial = tried(LAZY, ticket("A", at(1, "replied"), at(2, "resolved")))
    changes = {name: list(outcome.changes) for name, outcome in trial.in_order()}
    assert changes == {"answer": [], "solved": ["owed"], "ack": ["gone"]}


def test_what_the_desk_concluded_by_the_old_policy_is_no_fact_of_the_new_one() -> None:
    starts = {**ACK, "clock": {"from": "promise_broken", "span": "1 hour"}}
    new = policy({"answer": answer("90 hours"), "ack": starts})
    trial = tried(new, ticket("A", at(24, "promise_broken", "system", promise="answer")))
    assert trial.outcomes["ack"].changes["gone"].count == 1
    assert list(trial.unproven()) == ["ack"]


def test_a_promise_that_waits_for_a_letter_nobody_knew_is_said_to_be_unproven() -> None:
    told = {**ACK, "stop": {"notice": "welcome", "by": "human"}}
    letter = {"welcome": {"title": {"en": "Welcome"}, "fields": ["number"]}}
    new = policy({"answer": answer("24 hours"), "welcome": told}, notice=letter)
    assert list(tried(new, ticket("A")).unproven()) == ["welcome"]
    assert not tried(STRICT, ticket("A")).unproven()


def test_words_that_the_new_policy_lost_are_counted_and_named() -> None:
    new = policy(
        {"answer": answer("24 hours", lanes=["standard"])}, lane={"vip": {}}, notice={"ack": {}}
    )
    sent = at(1, "letter_written", notice="ack")
    trial = tried(new, ticket("A", sent, at(2, "replied"), lane="vip"), ticket("B", lane="vip"))
    assert {misfit: some.count for misfit, some in trial.strange()} == {
        Misfit("lane", "vip"): 2,
        Misfit("letter", "ack"): 1,
    }
    assert trial.outcomes["answer"].after.states == {"kept": 1, "broken": 1}


def test_a_topic_or_a_channel_that_is_gone_is_named_and_owed_what_everybody_is() -> None:
    small = replace(
        OLD, topics={"complaint": OLD.topics["complaint"]}, channels={"form": OLD.channels["form"]}
    )
    trial = tried(small, ticket("A"))
    assert [misfit for misfit, _some in trial.strange()] == [
        Misfit("channel", "email"),
        Misfit("topic", "question"),
    ]
    assert trial.outcomes["answer"].after.states == {"broken": 1}


MORE_TIME = {
    "of": "answer",
    "reasons": ["evidence"],
    "notice": "extension",
    "before_old_due": True,
    "new_due": "stated_date",
}
EXTENDED = at(
    5, "promise_extended", promise="answer", reason="evidence", due=(MONDAY + 60 * HOUR).isoformat()
)


def test_more_time_counts_only_where_the_new_policy_would_have_allowed_it() -> None:
    with_more = policy({"answer": answer("24 hours")}, extension={"more": MORE_TIME})
    shorter = policy(
        {"answer": answer("24 hours")}, extension={"more": {**MORE_TIME, "cap": "30 hours"}}
    )
    longer = policy(
        {"answer": answer("24 hours")}, extension={"more": {**MORE_TIME, "cap": "70 hours"}}
    )
    late = ticket("A", EXTENDED, at(50, "replied"))
    for new, found in ((OLD, True), (shorter, True), (longer, False)):
        trial = tried(new, late, old=with_more)
        assert ("broken" in trial.outcomes["answer"].changes) == found
        assert (Misfit("extension", "answer") in trial.misfits) == found


def test_a_clock_that_cannot_be_counted_is_named_and_the_rest_goes_on() -> None:
    slot = {**answer("24 hours"), "clock": {"from": "received", "span": "agreed_slot"}}
    new = policy({"answer": answer("24 hours"), "ack": slot})
    trial = tried(new, ticket("A", at(1, "replied")))
    assert trial.outcomes["answer"].after.states == {"kept": 1}
    assert list(trial.misfits) == [Misfit("clock", "ack")]
    assert "ack" not in trial.outcomes


def test_what_is_usual_is_a_share_within_its_window() -> None:
    usual = {"strength": {"usually": 0.6, "over": "5 days"}}
    new = policy({"answer": answer("12 hours", **usual)})
    old_one = replace(ticket("O", at(-190, "replied")), received_at=MONDAY - 200 * HOUR)
    first = at(-200, "received", "customer", topic="question", lane="standard")
    old_one = replace(old_one, occurrences=(first, *old_one.occurrences[1:]))
    trial = Trial(new, MONDAY + 100 * HOUR, MONDAY + 100 * HOUR)
    for past in (old_one, ticket("A", at(1, "replied")), ticket("B", at(20, "replied"))):
        trial.add(past, OLD)
    after = trial.outcomes["answer"].after
    assert after.states == {"kept": 2, "broken": 1}
    assert after.rate == Rate(Tally(kept=1, broken=1), 0.6)
    assert trial.outcomes["answer"].before.rate is None


def test_a_verdict_counts_at_its_own_instant_as_it_does_on_the_board() -> None:
    """Begun before the window and kept in it; the window is of whole days where the company is."""
    usual = policy({"answer": answer("12 hours", strength={"usually": 0.6, "over": "5 days"})})
    end = datetime(2026, 11, 27, 15, tzinfo=UTC)
    opens = datetime(2026, 11, 22, 23, tzinfo=UTC)  # the 23rd begins in Madrid
    second = timedelta(seconds=1)
    for stopped, counted in ((opens - second, 0), (opens, 1), (end, 1)):
        past = Past("A", stopped - HOUR, "email", "en", ())
        detail = {"topic": "question", "lane": "standard"}
        happened = (
            Occurrence("received", stopped - HOUR, "customer", detail),
            Occurrence("replied", stopped, "human"),
        )
        trial = Trial(usual, end, end)
        trial.add(replace(past, occurrences=happened), usual)
        assert trial.outcomes["answer"].after.judged == Tally(kept=counted)


def test_the_trial_ends_with_the_last_of_the_days_that_were_asked_for() -> None:
    usual = policy({"answer": answer("12 hours", strength={"usually": 0.6, "over": "5 days"})})
    trial = Trial(usual, NOW, MONDAY + 15 * HOUR - HOUR)  # midnight in Madrid
    for past in (ticket("A", at(13, "replied")), ticket("B")):  # B is broken at 21:00 UTC
        trial.add(past, OLD)
    assert trial.outcomes["answer"].after.states == {"broken": 2}
    assert trial.outcomes["answer"].after.judged == Tally(broken=2)
    early = Trial(usual, NOW, MONDAY - 10 * HOUR)  # the midnight before
    early.add(ticket("B"), OLD)
    assert early.outcomes["answer"].after.judged == Tally()


@given(st.lists(st.integers(1, 1000), min_size=1))
def test_as_many_took_no_longer_as_the_figure_says(hours: list[int]) -> None:
    pasts = [ticket(f"T{n}", at(hour, "replied")) for n, hour in enumerate(hours)]
    found = tried(OLD, *pasts).outcomes["answer"].before.times()
    for share, limit in zip((0.5, 0.95, 1), found, strict=True):
        below = [hour for hour in hours if hour * HOUR < limit]
        within = [hour for hour in hours if hour * HOUR <= limit]
        assert len(below) < share * len(hours) <= len(within)


def test_windows_keep_their_unit() -> None:
    until = datetime(2026, 12, 1, 23, tzinfo=UTC)
    for text, start in (
        ("2 weeks", datetime(2026, 11, 17, 23, tzinfo=UTC)),
        ("30 days", datetime(2026, 11, 1, 23, tzinfo=UTC)),
        ("1 year", datetime(2025, 12, 1, 23, tzinfo=UTC)),
    ):
        promise = policy(
            {"a": answer("1 hours", strength={"usually": 0.5, "over": text})}
        ).promises["a"]
        for end in (NOW, until):
            assert window(window_of(promise), end, ZoneInfo("Europe/Madrid")) == (start, until)


def test_only_the_newest_ten_are_named() -> None:
    pasts = [
        replace(ticket(f"T{n}", at(20, "replied")), received_at=MONDAY + n * HOUR)
        for n in range(15)
    ]
    some = tried(STRICT, *pasts).outcomes["answer"].changes["broken"]
    assert some.count == 15
    assert some.numbers == tuple(f"T{n}" for n in range(14, 4, -1))


def test_a_verdict_that_is_the_same_is_no_change() -> None:
    (standing,) = judge(
        policy({"answer": answer("1 hours")}),
        fold(ticket("A").occurrences),
        "email",
        ticket("A").occurrences,
        NOW,
    )
    assert Verdict("answer", standing, standing).change is None
