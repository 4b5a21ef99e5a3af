"""Among thousands of requests a search shows the reader's own company's, and nobody else's."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from tests.tickets.crowd import ticket, write
from ventanilla.companies.models import Company
from ventanilla.people.models import Address, Membership, User
from ventanilla.tickets.models import SearchEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
MANY = 2000
SEARCHES = (
    "q=retiro",
    "q=ret",
    "q=retiro+b",
    "q=ana%40",
    "q=提现",
    "state=open",
    "q=retiro&topic=account",
    "q=banco&channel=form&promise=late",
    "q=retiro&since=2026-10-01&until=2026-10-31",
    "until=2026-10-31",
)


@pytest.fixture
def crowds(company):
    """The same requests at XM and at eToro, by the same person; each knows its own subjects."""
    made = {}
    for slug in ("xm", "etoro"):
        mine = company(slug).id
        Address.objects.create(company_id=mine, value="ana@correo.test", customer=1)
        rows = [
            ticket(
                mine,
                NOW - timedelta(hours=n),
                "retiro banco 提现到账" if n % 3 else "retiro",
                subject=f"{slug} {n}",
                topic="account",
                state="open" if n % 7 else "closed",
                due_at=NOW - timedelta(hours=1),
            )
            for n in range(MANY)
        ]
        made[slug] = write(rows)
    return made


@pytest.fixture
def enter(client, second_factor):
    """A browser of somebody with one role at one company."""

    def signed_in(slug, role):
        user = User.objects.create_user(f"{role}@one.test", "a long enough password", name="One")
        row = Company.objects.get(slug=slug)
        Membership.objects.create(company=row, user=user, role=role)
        client.force_login(second_factor(user))
        return client

    with time_machine.travel(NOW, tick=False):
        yield signed_in


def subjects(answer):
    """The subjects of the rows of a page."""
    return re.findall(r"(?:xm|etoro) \d+", unescape(answer.content.decode()))


@pytest.mark.parametrize("role", ["agent", "supervisor", "admin"])
def test_a_search_over_thousands_shows_only_the_readers_company(crowds, enter, role):
    desk = enter("etoro", role)
    for query in SEARCHES:
        found = subjects(desk.get(f"/console/etoro/search/?{query}"))
        assert found, query
        assert all(subject.startswith("etoro ") for subject in found), query
        assert desk.get(f"/console/xm/search/?{query}").status_code == 404
        assert desk.get(f"/console/xm/palette/?{query}").status_code == 404
    number = crowds["xm"][0].number
    assert not subjects(desk.get(f"/console/etoro/search/?q={number}"))
    assert not subjects(desk.get(f"/console/etoro/palette/?q={number}"))


def test_who_reads_only_the_register_finds_nothing(crowds, enter):
    desk = enter("etoro", "register")
    for query in SEARCHES:
        assert desk.get(f"/console/etoro/search/?{query}").status_code == 404


def test_the_marks_of_a_company_are_never_the_beginning_of_anothers(crowds):
    rows = SearchEntry.objects.values_list("company_id", "words")
    for company, words in rows[:MANY:50]:
        terms = re.findall(r"'([^ ]+) ", words)
        assert terms
        assert {term.split(".")[0] for term in terms} == {f"{company:x}"}
