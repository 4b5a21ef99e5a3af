"""A search that walks back through time finds what a look at every ticket would find."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tickets.crowd import ticket, write
from ventanilla.core.tokens import tokens
from ventanilla.tickets import search_walk
from ventanilla.tickets.search import OPEN, STRETCH_S, stretch_of
from ventanilla.tickets.search_filter import Wanted, find, search

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Madrid")
WORDS = ("retiro", "retira", "banco", "b", "提现到账", "السحب", "it's", "4.800")
some = {
    "days": st.integers(0, 60),
    "text": st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    "topic": st.sampled_from(("general", "financial")),
    "state": st.sampled_from(("open", "closed")),
    "assignee": st.sampled_from((None, 1, 2)),
    "due": st.sampled_from((None, -1, 1)),
}
asked = st.builds(
    Wanted,
    query=st.sampled_from(("", "retiro", "reti", "banco retiro", "retiro b", "提现", "سحب", "x")),
    topic=st.sampled_from(("", "financial")),
    state=st.sampled_from(("", "open")),
    assignee=st.sampled_from((None, 2)),
    promise=st.sampled_from(("", "late", "soon")),
    since=st.sampled_from((None, (NOW - timedelta(days=20)).date())),
    until=st.sampled_from((None, (NOW - timedelta(days=3)).date())),
)


def fits(row, text: str, wanted: Wanted) -> bool:
    """Whether a ticket is one that is asked for, looked at by itself."""
    *whole, last = tokens(wanted.query) or [""]
    has = tokens(row.number, text)
    day = row.received_at.astimezone(ZONE).date()
    late = row.state in OPEN and row.due_at is not None and row.due_at <= NOW
    soon = row.state in OPEN and row.due_at is not None and not late
    return (
        all(word in has for word in whole)
        and (not last or any(word.startswith(last) for word in has))
        and wanted.topic in ("", row.topic)
        and wanted.state in ("", row.state)
        and wanted.assignee in (None, row.assignee)
        and {"": True, "late": late, "soon": soon}[wanted.promise]
        and (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or day <= wanted.until)
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.fixed_dictionaries(some), min_size=1, max_size=12),
    wanted=asked,
    newest=st.integers(1, 4),
    at_once=st.integers(1, 6),
    limit=st.integers(1, 5),
)
def test_it_finds_what_a_look_at_every_ticket_finds(rows, wanted, newest, at_once, limit):
    from ventanilla.companies.inforce import in_force

    company = in_force("roxom").id
    made = []
    for given_row in rows:
        more = dict(given_row)
        at = NOW - timedelta(days=more.pop("days"))
        text, hours = more.pop("text"), more.pop("due")
        due = NOW + timedelta(minutes=30 * hours) if hours else None
        made.append(ticket(company, at, text, due_at=due, **more))
    right = [(row.received_at, row.id) for row, said in made if fits(row, said.text, wanted)]
    right = [id_ for _at, id_ in sorted(right, reverse=True)]
    tuned = {"NEWEST": newest, "AT_ONCE": at_once}
    with transaction.atomic(), patch.multiple(search_walk, **tuned):
        write(made)
        if wanted.anything:
            found = search(company, wanted, ZONE, NOW, limit)
            assert (found.ids, found.more) == (right[:limit], len(right) > limit)
            assert found.whole
        transaction.set_rollback(True)


def test_every_instant_lies_in_one_stretch_and_later_ones_in_later():
    edge = datetime.fromtimestamp(2500 * STRETCH_S, UTC)
    before = edge - timedelta(microseconds=1)
    assert (stretch_of(before), stretch_of(edge)) == (2499, 2500)
    assert stretch_of(datetime(1, 1, 1, tzinfo=UTC)) == 0


def test_a_beginning_of_one_sign_is_looked_for_in_what_the_other_words_find(company):
    xm = company("xm").id
    one, two = write([ticket(xm, NOW, "retiro zeta"), ticket(xm, NOW, "retiro alfa")])
    assert find(xm, "retiro z", 9) == [one.id]
    assert set(find(xm, "retiro", 9)) == {one.id, two.id}


def test_days_without_anything_else_show_the_newest(company):
    xm = company("xm").id
    made = write([ticket(xm, NOW - timedelta(days=day), "") for day in range(30)])
    until = (NOW - timedelta(days=10)).date()
    assert search(xm, Wanted(until=until), ZONE, NOW, 5).ids == [row.id for row in made[10:15]]
