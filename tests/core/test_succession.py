"""Which policy may follow which: its company's, with a number of its own, on a day to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.policies import acme
from ventanilla.core.policy import Earlier, Policy, out_of_order
from ventanilla.core.policy.succession import Standing

TODAY = date(2026, 12, 1)
ACME = acme()


def next_one(version: str = "2.0", day: date = TODAY) -> Policy:
    return replace(ACME, version=version, effective=day)


def known(version: str, day: date, state: Standing = "begun") -> Earlier:
    return Earlier(version, day, state)


def wrong(policy: Policy, *earlier: Earlier, slug: str = "acme") -> list[str]:
    """The places of the mistakes."""
    found = out_of_order(policy, slug, earlier, TODAY, "acme/policy.toml")
    return [error.place.removeprefix("acme/policy.toml: ") for error in found]


FIRST = known("1.0", date(2026, 11, 1))


def test_a_new_number_from_today_on_may_follow() -> None:
    assert wrong(next_one(), FIRST) == []
    assert wrong(next_one(day=date(2027, 1, 1)), FIRST) == []


def test_the_policy_of_another_company_may_not() -> None:
    assert wrong(next_one(), FIRST, slug="other") == ["policy.slug"]


@pytest.mark.parametrize("state", ["begun", "waiting", "withdrawn"])
def test_a_number_that_was_ever_given_is_not_given_again(state: Standing) -> None:
    taken = known("2.0", date(2026, 11, 20), state)
    assert "policy.version" in wrong(next_one("2.0", date(2027, 2, 1)), FIRST, taken)


def test_a_day_that_has_passed_is_refused_with_the_first_that_would_do() -> None:
    (error,) = out_of_order(next_one(day=date(2026, 11, 30)), "acme", [FIRST], TODAY, "f")
    assert "2026-12-01 or later" in str(error)


def test_a_day_that_nobody_here_will_see_is_refused() -> None:
    last = date(2036, 12, 1)
    assert wrong(next_one(day=last), FIRST) == []
    assert wrong(next_one(day=last + timedelta(days=1)), FIRST) == ["policy.effective"]
    assert wrong(next_one(day=date.max), FIRST) == ["policy.effective"]


@pytest.mark.parametrize("version", ["1\x00", "1\n2", "v" * 41])
def test_a_number_that_nobody_could_read_out_is_refused(version: str) -> None:
    assert wrong(next_one(version), FIRST) == ["policy.version"]
    assert wrong(next_one("v" * 40), FIRST) == []


def test_nothing_comes_before_what_is_approved_already() -> None:
    waiting = known("1.5", date(2027, 1, 1), "waiting")
    assert wrong(next_one(day=date(2026, 12, 31)), FIRST, waiting) == ["policy.effective"]
    assert wrong(next_one(day=date(2027, 1, 1)), FIRST, waiting) == ["policy.effective"]
    assert wrong(next_one(day=date(2027, 1, 2)), FIRST, waiting) == []


def test_what_was_withdrawn_stands_in_nobodys_way() -> None:
    gone = known("1.5", date(2027, 1, 1), "withdrawn")
    assert wrong(next_one(day=date(2026, 12, 31)), FIRST, gone) == []


@given(
    st.lists(st.tuples(st.integers(-60, 60), st.sampled_from(["begun", "waiting", "withdrawn"]))),
    st.integers(-60, 60),
)
def test_whatever_may_follow_holds_from_today_on_and_after_all_others(
    others: list[tuple[int, Standing]], ahead: int
) -> None:
    earlier = [
        known(f"1.{n}", TODAY + timedelta(days=days), state)
        for n, (days, state) in enumerate(others)
    ]
    day = TODAY + timedelta(days=ahead)
    found = wrong(next_one(day=day), *earlier)
    standing = [other for other in earlier if other.state != "withdrawn"]
    if not found:
        assert day >= TODAY
        assert all(other.effective <= day for other in standing)
    else:
        assert found == ["policy.effective"]
        assert day < TODAY or any(other.effective >= day for other in standing)
