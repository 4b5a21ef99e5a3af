"""Search over all tickets: words in any script, filters, kept searches, only one's own company."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine

from ventanilla.people.models import Membership, SavedSearch
from ventanilla.tickets import search_walk
from ventanilla.tickets.actions.assign import assign
from ventanilla.tickets.actions.resolve import resolve
from ventanilla.tickets.search_filter import Wanted, search
from ventanilla.tickets.watch import note_broken

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def tickets(ask, company, marta):
    """Five requests of XM, one of eToro with the same words."""
    made = {
        "old": ask("xm", "general", "form", NOW - 9 * DAY, subject="Retiro pendiente"),
        "mail": ask("xm", "financial", "email", NOW - 2 * DAY, subject="Retiro no recibido"),
        "chinese": ask("xm", "financial", "form", NOW - DAY, subject="提现什么时候到账"),
        "arabic": ask("xm", "technical", "email", NOW - DAY, subject="لم يصل السحب"),
        "new": ask("xm", "general", "form", NOW - timedelta(hours=1), subject="Otra cosa"),
    }
    ask("etoro", "account", "form", NOW - DAY, subject="Retiro pendiente")
    return made


def hits(company, wanted, limit=50):
    return search(company.id, wanted, MADRID, NOW, limit)


def names(tickets, found):
    known = {ticket.id: name for name, ticket in tickets.items()}
    return [known[number] for number in found.ids]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted("retiro"), ["mail", "old"]),
        (Wanted("RETIRÓ"), ["mail", "old"]),
        (Wanted("到账"), ["chinese"]),
        (Wanted("السحب"), ["arabic"]),
        (Wanted(topic="financial"), ["chinese", "mail"]),
        (Wanted("retiro", topic="financial"), ["mail"]),
        (Wanted(channel="email"), ["arabic", "mail"]),
        (Wanted(since=date(2026, 11, 24)), ["new", "arabic", "chinese"]),
        (Wanted(until=date(2026, 11, 16)), ["old"]),
        (Wanted("retiro", since=date(2026, 11, 20), until=date(2026, 11, 23)), ["mail"]),
        (Wanted("palabra"), []),
        (Wanted("..."), []),
        (Wanted(state="resolved"), []),
    ],
)
def test_words_and_filters_together(company, tickets, wanted, found):
    assert sorted(names(tickets, hits(company("xm"), wanted))) == sorted(found)


def test_the_newest_come_first_and_more_are_told(company, tickets):
    found = hits(company("xm"), Wanted(), 2)
    assert (found.more, found.whole) == (True, True)
    assert found.ids[0] == tickets["new"].id


def test_state_owner_and_promise(company, tickets, marta, lucia):
    xm = company("xm")
    assign(xm.id, tickets["mail"].id, marta, lucia.pk, NOW)
    resolve(xm.id, tickets["new"].id, marta, "Ya está.", NOW)
    note_broken(NOW)
    assert names(tickets, hits(xm, Wanted(assignee=lucia.pk))) == ["mail"]
    assert names(tickets, hits(xm, Wanted(state="resolved"))) == ["new"]
    assert "old" in names(tickets, hits(xm, Wanted(promise="late")))
    assert "new" not in names(tickets, hits(xm, Wanted(promise="late")))
    assert "old" in names(tickets, hits(xm, Wanted(promise="broken")))


def test_a_day_is_a_day_of_the_readers_zone(company, ask):
    ticket = ask("xm", "general", "form", datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    day = Wanted(since=date(2026, 11, 24), until=date(2026, 11, 24))
    assert hits(company("xm"), day).ids == [ticket.id]  # half past midnight in Madrid


@pytest.fixture
def ancient(ask, tickets):
    """A request of long ago that is open still, in a stretch of its own."""
    return ask("xm", "financial", "form", NOW - 200 * DAY, subject="Olvidada")


def test_only_so_many_are_looked_at_and_it_is_said(company, tickets, ancient, monkeypatch):
    xm = company("xm")
    late = hits(xm, Wanted(promise="late"))
    assert (late.ids[-1], late.whole) == (ancient.id, True)
    monkeypatch.setattr(search_walk, "LOOKED_AT", 2)
    less = hits(xm, Wanted(promise="late"))
    assert (less.ids, less.whole) == (late.ids[:-1], False)
    rare = hits(xm, Wanted(topic="financial"))
    assert (rare.ids[-1], rare.whole) == (ancient.id, True), "the index holds topics"


def test_the_page_says_that_only_the_newest_were_looked_at(desk, ancient, monkeypatch):
    assert "Only the newest" not in read(desk, "promise=late")
    monkeypatch.setattr(search_walk, "LOOKED_AT", 2)
    assert "Only the newest" in read(desk, "promise=late")


@pytest.fixture
def desk(console, marta):
    with time_machine.travel(NOW, tick=False):
        console.force_login(marta)
        console.cookies["lang"], console.cookies["tz"] = "en", "Europe/Madrid"
        yield console


def read(desk, query="", status=200):
    answer = desk.get(f"/console/xm/search/?{query}")
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_the_page_shows_what_fits_and_nothing_of_another_company(desk, tickets):
    page = read(desk, "q=retiro&topic=financial")
    assert tickets["mail"].number in page
    assert tickets["old"].number not in page
    assert '<details class="card flush" open>' in page, "what narrows is seen"
    assert page.count("Retiro pendiente") == 0
    assert tickets["mail"].number in read(desk, f"q={tickets['mail'].number}")


def test_odd_filters_are_named_and_nothing_breaks(desk, tickets):
    assert "Enter a valid date" in read(desk, "q=retiro&since=soon", 422)
    read(desk, "topic=nothing", 422)
    read(desk, "agent=²", 422)
    read(desk, "q=%00&since=0001-01-01&until=9999-12-31")


def test_a_search_is_kept_shared_and_forgotten(desk, tickets, lucia, second_factor, client):
    form = {"query": "q=retiro&topic=financial", "name": "Retiros", "shared": "yes"}
    answer = desk.post("/console/xm/search/keep/", form)
    assert answer["Location"].endswith("?q=retiro&topic=financial")
    row = SavedSearch.objects.get()
    assert "Retiros" in read(desk)
    second_factor(lucia)
    client.force_login(lucia)
    page = unescape(client.get("/console/xm/search/").content.decode())
    assert "Retiros" in page
    assert f"/search/{row.pk}/forget/" not in page, "it is Marta's"
    assert client.post(f"/console/xm/search/{row.pk}/forget/").status_code == 404
    assert "Retiros" not in unescape(client.get("/console/etoro/search/").content.decode())
    client.force_login(row.owner)
    assert client.post(f"/console/xm/search/{row.pk}/forget/").status_code == 302
    assert not SavedSearch.objects.exists()


def test_a_search_of_ones_own_is_nobody_elses_and_needs_a_name(desk, lucia, second_factor, client):
    desk.post("/console/xm/search/keep/", {"query": "q=x", "name": " ", "shared": "yes"})
    assert not SavedSearch.objects.exists()
    for query in ("q=a", "q=b"):
        desk.post("/console/xm/search/keep/", {"query": query, "name": "Mía"})
    assert SavedSearch.objects.get().query == "q=b", "the same name replaces it"
    second_factor(lucia)
    client.force_login(lucia)
    assert "Mía" not in client.get("/console/xm/search/").content.decode()


def test_the_same_is_looked_for_at_another_company_where_one_works(desk, tickets, lucia, client):
    del tickets
    Membership.objects.filter(user=lucia).exclude(company__slug="xm").delete()
    typed = {"q": "Retiro", "state": "new", "topic": "financial", "company": "etoro"}
    went = client.get("/console/xm/search/", typed)
    assert went["Location"] == "/console/etoro/search/?q=Retiro&state=new"
    page = unescape(client.get(went["Location"]).content.decode())
    assert page.count("data-row") == 1
    assert '<option value="etoro" selected>' in page


def test_who_works_for_one_company_is_asked_for_none_and_led_to_no_other(
    tickets, lucia, client, second_factor
):
    del tickets
    Membership.objects.filter(user=lucia).exclude(company__slug="xm").delete()
    second_factor(lucia)
    client.force_login(lucia)
    page = client.get("/console/xm/search/", {"q": "Retiro", "company": "etoro"})
    assert page.status_code == 200
    assert 'name="company"' not in page.content.decode()
