"""What the database counts is what the core judges, row by row."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from ventanilla.core.rates import Tally
from ventanilla.core.verdicts import verdict
from ventanilla.core.waits import figures
from ventanilla.tickets.judged import counted, names_judged, totals
from ventanilla.tickets.models import PromiseRow
from ventanilla.tickets.waits import waited

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAMES = ("email_answer", "form_answer", "chat_answer", "an_old_one")
CHANNELS = ("email", "form", "chat")
STATES = ("running", "paused", "kept", "broken", "void")


def rows_of(company, seed, number=150):
    """Promises of every state, judged around and at the edges of the window."""
    dice = random.Random(seed)
    rows = []
    for ticket in range(number):
        for name in dice.sample(NAMES, 2):
            state = dice.choice(STATES)
            started = NOW - dice.randint(0, 96) * HOUR - timedelta(seconds=dice.randint(0, 90))
            due = NOW + dice.randint(-72, 24) * HOUR
            stopped = max(started, NOW - dice.randint(0, 72) * HOUR)
            rows.append(
                PromiseRow(
                    company_id=company.id,
                    ticket=ticket,
                    name=name,
                    policy=company.serial,
                    state=state,
                    started_at=min(started, due),
                    due_at=None if state == "paused" else due,
                    stopped_at=stopped if state == "kept" or dice.random() < 0.3 else None,
                    channel=dice.choice(CHANNELS),
                )
            )
    for row in rows:
        if row.state == "running":
            row.stopped_at = None
    return PromiseRow.objects.bulk_create(rows)


def naive(rows, names, edges):
    """One row after the other, by the core's verdict."""
    found = Counter()
    for row in rows:
        judged = verdict(row.state, row.due_at, row.stopped_at, NOW)
        if judged is None or row.name not in names:
            continue
        for slot, (low, high) in enumerate(pairwise(edges)):
            if low <= judged.at < high:
                found[row.name, row.channel, slot, judged.kept] += 1
    return found


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("step", [1, 24])
def test_the_database_counts_what_the_core_judges(company, seed, step):
    xm, shop = company("xm"), company("shop")
    rows = rows_of(xm, seed)
    rows_of(shop, seed + 100)  # another company's are never among them
    edges = [NOW - (48 - n) * HOUR for n in range(0, 49, step)]
    names = NAMES[:3]
    found = Counter()
    for row in counted(xm.id, names, edges, NOW):
        found[row.name, row.channel, row.slot, True] += row.tally.kept
        found[row.name, row.channel, row.slot, False] += row.tally.broken
        assert row.policy == xm.serial
    wanted = naive(rows, names, edges)
    assert +found == wanted
    for name, tally in totals(xm.id, names, edges[0], edges[-1], NOW).items():
        assert (tally.kept, tally.broken) == tuple(
            sum(wanted[key] for key in wanted if key[0] == name and key[3] == kept)
            for kept in (True, False)
        )


@pytest.mark.parametrize("seed", range(4))
def test_the_waits_of_the_database_are_those_of_the_rows(company, seed):
    xm = company("xm")
    rows = rows_of(xm, seed)
    since, until = NOW - 48 * HOUR, NOW
    for by in ("all", "channel"):
        wanted, tallies = {}, {}
        for row in rows:
            judged = verdict(row.state, row.due_at, row.stopped_at, NOW)
            if row.name != "form_answer" or judged is None or not since <= judged.at < until:
                continue
            group = row.channel if by == "channel" else ""
            waited_for = (row.stopped_at or NOW) - row.started_at
            unit = timedelta(seconds=1 if waited_for < timedelta(minutes=1) else 60)
            wanted.setdefault(group, Counter())[
                int((waited_for // unit * unit).total_seconds())
            ] += 1
            one = Tally(1, 0) if judged.kept else Tally(0, 1)
            tallies[group] = tallies.get(group, Tally()) + one
        found = waited(xm.id, "form_answer", since, until, NOW, by)
        assert {part.group: part.tally for part in found} == tallies
        assert {part.group: figures(part.tally, part.waits) for part in found} == {
            group: figures(tallies[group], waits) for group, waits in wanted.items()
        }


def test_nothing_judged_is_nothing_counted(company):
    xm = company("xm")
    assert counted(xm.id, NAMES, [NOW - HOUR, NOW], NOW) == []
    assert waited(xm.id, "form_answer", NOW - HOUR, NOW, NOW) == []
    assert names_judged(xm.id) == set()


def test_names_that_no_policy_has_any_more_are_found(company):
    xm = company("xm")
    rows = rows_of(xm, 7)
    judged = {row.name for row in rows if row.state in {"kept", "broken"}}
    assert names_judged(xm.id) == judged == set(NAMES)
    assert names_judged(company("shop").id) == set()
