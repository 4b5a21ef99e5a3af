"""The record read again: under another policy, in chunks, in one time, without a trace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tickets.trying import HOUR, MONDAY, NOW, SOONER_TEXT, answered, policy_from
from ventanilla.companies.inforce import policy_of
from ventanilla.core.rates import Rate
from ventanilla.core.zones import end_of_day, start_of_day
from ventanilla.tickets import replay as replaying
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.judged import totals
from ventanilla.tickets.models import PromiseRow
from ventanilla.tickets.replay import Received, newest, replay
from ventanilla.tickets.watch import note_broken

pytestmark = pytest.mark.django_db
SOONER = policy_from(SOONER_TEXT)
WEEK = timedelta(days=7)


@pytest.fixture
def xm(company):
    return company("xm").id


def since(company, days=10, **more):
    return Received(company, NOW - timedelta(days=days), NOW, **more)


def test_of_two_answers_exactly_the_slower_would_have_been_late(ask, marta, xm):
    answered(ask, marta, 10)
    slower = answered(ask, marta, 20)
    trial = replay(since(xm), SOONER, NOW)
    changes = {name: outcome.changes for name, outcome in trial.in_order() if outcome.changes}
    assert list(changes) == ["email_answer"]
    assert list(changes["email_answer"]) == ["broken"]
    assert changes["email_answer"]["broken"].numbers == (slower.number,)
    assert trial.outcomes["email_answer"].before.times()[-1] == 20 * HOUR
    assert trial.tickets == 2


def test_by_the_policy_in_force_every_promise_is_what_the_desk_holds(ask, marta, xm):
    for hours in (1, 30, None):
        answered(ask, marta, hours)
    note_broken(NOW)
    trial = replay(since(xm), policy_of(xm, 1), NOW)
    rows = PromiseRow.objects.filter(company_id=xm)
    for name, outcome in trial.in_order():
        assert not outcome.changes
        for state, count in outcome.before.states.items():
            assert rows.filter(name=name, state=state).count() == count
    assert sum(o.before.states.total() for _n, o in trial.in_order()) == rows.count()


def test_a_rate_is_the_figure_of_the_board(ask, marta, xm):
    """Begun before the window and judged in it, or judged before: each as the board counts it."""
    rules, zone = policy_of(xm, 1), ZoneInfo("Asia/Nicosia")
    opens = datetime(2026, 10, 26, 22, tzinfo=UTC)  # the first of thirty days begins in Nicosia
    minute = timedelta(minutes=1)
    for start, took in (
        (opens - 2 * minute, 3),
        (opens - 9 * minute, 8),
        (MONDAY, 3),
        (MONDAY, 90),
    ):
        row = ask("xm", "general", "chat", start)
        reply(xm, row.id, marta, "Hecho.", start + took * minute)
    ask("xm", "general", "chat", MONDAY)
    note_broken(NOW)
    (name,) = (n for n, p in rules.promises.items() if p.strength.kind == "usually")
    first = start_of_day(date(2026, 10, 27), zone)
    board = totals(xm, [name], first, end_of_day(date(2026, 11, 25), zone), NOW)[name]
    trial = replay(since(xm, 40), rules, NOW)
    assert trial.outcomes[name].before.judged == board
    assert trial.outcomes[name].after.rate == Rate(board, 0.9)
    assert board.number == 4


def test_only_tickets_of_that_time_and_that_company_are_replayed(ask, marta, xm):
    answered(ask, marta, 1, at=MONDAY - WEEK)
    inside = answered(ask, marta, 20)
    answered(ask, marta, 20, at=MONDAY + 3 * HOUR)
    ask("etoro", "general", "form", MONDAY)
    wanted = Received(xm, MONDAY, MONDAY + HOUR)
    trial = replay(wanted, SOONER, NOW)
    assert trial.tickets == 1
    assert trial.outcomes["email_answer"].changes["broken"].numbers == (inside.number,)


def test_what_happens_after_the_moment_of_judging_is_left_out(ask, marta, xm):
    answered(ask, marta, 20)
    trial = replay(since(xm), SOONER, MONDAY + 15 * HOUR)
    assert trial.outcomes["email_answer"].before.states == {"running": 1}
    assert list(trial.outcomes["email_answer"].changes) == ["overdue"]


def test_chunks_of_any_size_come_to_the_same_and_each_is_told(ask, marta, xm, monkeypatch):
    for hours in (1, 13, 20, 30, None):
        answered(ask, marta, hours)
    whole = replay(since(xm), SOONER, NOW)
    monkeypatch.setattr(replaying, "CHUNK", 2)
    told = []
    pieces = replay(since(xm), SOONER, NOW, told.append)
    assert told == [2, 4, 5]
    assert pieces.outcomes == whole.outcomes
    assert pieces.events == whole.events


def test_the_newest_alone_are_the_newest_by_arrival(ask, marta, xm):
    late_found = answered(ask, marta, 20, at=MONDAY + 2 * HOUR)
    answered(ask, marta, 20, at=MONDAY)  # a letter that lay in the post: written down later
    middle = answered(ask, marta, 20, at=MONDAY + HOUR)
    trial = replay(newest(since(xm), 2), SOONER, NOW)
    assert trial.outcomes["email_answer"].changes["broken"].numbers == (
        late_found.number,
        middle.number,
    )
    assert replay(newest(since(xm), 9), SOONER, NOW).tickets == 3


def test_long_histories_leave_fewer_tickets_but_one_at_least(ask, marta, xm):
    for n in range(3):
        answered(ask, marta, 1, at=MONDAY + n * HOUR)
    assert replay(newest(since(xm), 9, events=9), SOONER, NOW).tickets == 2
    assert replay(newest(since(xm), 9, events=1), SOONER, NOW).tickets == 1


def test_a_time_without_tickets_is_no_trouble(xm):
    assert replay(newest(since(xm), 5), SOONER, NOW).tickets == 0


def test_a_trial_only_reads(ask, marta, xm):
    answered(ask, marta, 20)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        replay(newest(since(xm), 5, events=50), SOONER, NOW)
    words = {query["sql"].split()[0] for query in queries.captured_queries}
    assert words <= {"SELECT", "DECLARE", "FETCH", "CLOSE"}
    assert len(queries) <= 6


def test_each_ticket_is_judged_by_the_version_it_names(ask, marta, xm, own_policies, tmp_path):
    from ventanilla.companies.load import load_policy

    first = answered(ask, marta, 20)
    path = tmp_path / "policy.toml"
    path.write_text(SOONER_TEXT.replace("2026-12-01", "2026-11-01"), "utf-8")
    load_policy(path, MONDAY + HOUR)
    second = answered(ask, marta, 20, at=MONDAY + 2 * HOUR)
    assert (first.policy, second.policy) == (1, 2)
    trial = replay(since(xm), SOONER, NOW)
    assert trial.outcomes["email_answer"].before.states == {"kept": 1, "broken": 1}
    assert trial.outcomes["email_answer"].changes["broken"].numbers == (first.number,)
