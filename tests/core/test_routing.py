"""The order of the queue is the policy's comparators, and every place says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.policies import SOURCE, tables
from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import Condition, fold
from ventanilla.core.policy import Policy, PolicyErrors, parse_policy, read_policy
from ventanilla.core.promises import foretell, shown
from ventanilla.core.routing import NEVER, Place, place

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORDS = ("lane", "demoted", "parked")
LANES = {"standard": 0, "gold": 1, "vip": 2}


def policy(order: list[str]) -> Policy:
    whole: dict[str, Any] = tables()
    for name, ahead in LANES.items():
        whole["lane"].setdefault(name, {"title": {"en": name}})["ahead"] = ahead
    whole["queue"] = {"order": order}
    return read_policy(whole, SOURCE)


ORDERS = [[*words, "arrival"] for n in range(4) for words in permutations(WORDS, n)]
POLICIES = [policy(order) for order in ORDERS]

CONDITIONS = st.builds(
    Condition,
    state=st.sampled_from(["new", "open", "parked"]),
    lane=st.sampled_from(sorted(LANES)),
    demoted=st.booleans(),
)
TICKETS = st.tuples(CONDITIONS, st.integers(0, 50))


def key(order: tuple[str, ...], ticket: tuple[Condition, int]) -> tuple[int, ...]:
    """The comparators one after another, as the policy lists them."""
    condition, arrived = ticket
    values = {
        "lane": -LANES[condition.lane],
        "demoted": int(condition.demoted),
        "parked": int(condition.state == "parked"),
        "arrival": arrived,
    }
    return tuple(values[word] for word in order)


def placed(rules: Policy, ticket: tuple[Condition, int]) -> Place:
    condition, arrived = ticket
    return place(rules, condition, MONDAY + timedelta(minutes=arrived), None)


@given(st.sampled_from(POLICIES), TICKETS, TICKETS)
def test_rank_and_instant_sort_just_as_the_comparators(
    rules: Policy, one: tuple[Condition, int], other: tuple[Condition, int]
) -> None:
    first, second = placed(rules, one), placed(rules, other)
    by_place = (first.rank, first.sort_at) < (second.rank, second.sort_at)
    order = rules.queue.order
    assert by_place is (key(order, one) < key(order, other))


@given(st.sampled_from(POLICIES), TICKETS)
def test_a_rank_fits_its_column(rules: Policy, ticket: tuple[Condition, int]) -> None:
    assert 0 <= placed(rules, ticket).rank < 2**15


def said(found: Place) -> str:
    return " ".join(str(reason) for reason in found.reasons)


def test_every_place_says_why() -> None:
    rules = policy(["lane", "demoted", "parked", "arrival"])
    plain = place(rules, Condition(lane="standard"), MONDAY, None)
    assert said(plain) == "In order of arrival: received 2026-11-23T09:00+00:00."
    vip = place(rules, Condition(lane="vip"), MONDAY, None)
    assert "Ahead of the others: vip." in said(vip)
    demoted = place(rules, Condition(lane="standard", demoted=True), MONDAY, None)
    assert "Behind the others under the fair use rule." in said(demoted)
    parked = place(rules, Condition(lane="standard", state="parked"), MONDAY, None)
    assert "Parked until one of its questions is solved." in said(parked)
    assert len({said(p) for p in (plain, vip, demoted, parked)}) == 4


def test_what_the_policy_does_not_order_by_is_no_reason() -> None:
    rules = policy(["arrival"])
    found = place(rules, Condition(lane="vip", demoted=True, state="parked"), MONDAY, None)
    assert found.rank == 0
    assert len(found.reasons) == 1


def test_by_due_the_promise_decides_and_without_one_it_comes_last() -> None:
    rules = policy(["lane", "due", "arrival"])
    (standing,) = foretell(rules, "question", "standard", "email", MONDAY)
    assert standing.due is not None
    by_due = place(rules, Condition(lane="standard"), MONDAY, standing)
    assert by_due.sort_at == standing.due
    assert f"due {standing.due.isoformat(timespec='minutes')}" in said(by_due)
    nothing = place(rules, Condition(lane="standard"), MONDAY, None)
    assert nothing.sort_at == NEVER
    assert "No promise is running." in said(nothing)


UNKEEPABLE = [
    (["due", "lane"], '"lane" behind "due"'),
    (["lane", "due", "parked", "arrival"], '"parked" behind "due"'),
    (["arrival", "demoted"], '"demoted" behind "arrival"'),
    (["arrival", "due"], '"due" behind "arrival"'),
    (["lane", "arrival", "lane"], '"lane" twice'),
    (["due", "due"], '"due" twice'),
]


@pytest.mark.parametrize("order, said_of_it", UNKEEPABLE)
def test_an_order_that_cannot_be_kept_is_refused_with_its_place(
    order: list[str], said_of_it: str
) -> None:
    with pytest.raises(PolicyErrors) as refused:
        policy(order)
    (error,) = refused.value.errors
    assert error.place.endswith("queue.order")
    assert error.found == said_of_it


def test_an_instant_at_the_end_decides_only_between_equals() -> None:
    rules = policy(["lane", "demoted", "parked", "due", "arrival"])
    (standing,) = foretell(rules, "question", "standard", "email", MONDAY)
    soon = place(rules, Condition(lane="standard", demoted=True), MONDAY, standing)
    later = place(rules, Condition(lane="standard"), MONDAY + timedelta(days=9), None)
    assert later.sort_at == NEVER > soon.sort_at
    assert later.rank < soon.rank


@pytest.mark.promise("SB-42")
def test_the_shops_customer_cannot_write_a_parked_request_back_into_the_queue() -> None:
    rules = real("shop")
    asked = Occurrence("received", MONDAY, "customer", {"topic": "question", "lane": "standard"})
    parked = Occurrence("parked", MONDAY, "human", {"why": "questions"})
    wrote = Occurrence("customer_message", MONDAY + timedelta(hours=1), "customer")
    answered = Occurrence("unparked", MONDAY + timedelta(hours=2), "human")
    newcomer = place(rules, fold([asked]), MONDAY + timedelta(hours=3), None)
    for events, ahead in (([parked], True), ([parked, wrote], True), ([parked, answered], False)):
        waiting = place(rules, fold([asked, *events]), MONDAY, None)
        here = (waiting.rank, waiting.sort_at)
        assert ((newcomer.rank, newcomer.sort_at) < here) is ahead, events


def test_a_lane_that_the_policy_lost_counts_as_the_ordinary_one() -> None:
    rules = policy(["lane", "arrival"])
    lost = place(rules, Condition(lane="silver"), MONDAY, None)
    assert lost.rank == place(rules, Condition(lane="standard"), MONDAY, None).rank


def real(slug: str) -> Policy:
    path = Path(__file__).resolve().parents[2] / "companies" / slug / "policy.toml"
    return parse_policy(path.read_text(encoding="utf-8"), slug)


def order_of(slug: str, *tickets: Condition) -> list[int]:
    """The places of tickets that came one after another, an hour apart, all of one promise."""
    rules, found = real(slug), []
    topic = next(iter(rules.topics))
    for n, condition in enumerate(tickets):
        came = MONDAY + timedelta(hours=n)
        channel = rules.topics[topic].accepts[0]
        standing = shown(foretell(rules, topic, condition.lane, channel, came))
        found.append((place(rules, condition, came, standing), n))
    return [n for _, n in sorted(found, key=lambda pair: (pair[0].rank, pair[0].sort_at, pair[1]))]


@pytest.mark.promise("XM-48")
def test_at_xm_a_vip_goes_ahead_of_all_who_came_before() -> None:
    standard, vip = Condition(lane="standard"), Condition(lane="vip")
    assert order_of("xm", standard, standard, vip, standard, vip) == [2, 4, 0, 1, 3]


@pytest.mark.promise("SB-09", "SB-13", "SB-19")
def test_at_the_shop_paid_ones_first_then_by_arrival_then_fair_use() -> None:
    standard, paid = Condition(lane="standard"), Condition(lane="premium")
    demoted = Condition(lane="standard", demoted=True)
    parked = Condition(lane="standard", state="parked")
    assert order_of("shop", demoted, parked, standard, standard, paid) == [4, 2, 3, 1, 0]
