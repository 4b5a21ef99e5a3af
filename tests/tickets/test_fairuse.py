"""Fair use at the e-shop builder: others go first, with the figures, until it is over or lifted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from ventanilla.channels.email.compose import compose
from ventanilla.core.policy.house import HelpRules
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import ended, shown
from ventanilla.people.actions.know import Contact
from ventanilla.tickets import fairuse
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.fairuse import note_fair_use
from ventanilla.tickets.models import Event, Outgoing, PromiseRow, Ticket

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA = Contact("ana@correo.test", "Ana Beltrán", "es")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def at():
    """Rows are numbered by the time they are made: let it be that time."""

    def go(instant):
        traveller = time_machine.travel(instant, tick=False)
        traveller.start()
        opened.append(traveller)

    opened = []
    yield go
    for traveller in reversed(opened):
        traveller.stop()


@pytest.fixture
def busy(ask, at):
    """Ana sends eleven requests within an hour, Luis one."""
    at(MONDAY)
    mine = [ask("shop", "question", "form", MONDAY + n * MINUTE) for n in range(11)]
    luis = Contact("luis@correo.test", "Luis", "es")
    return mine, ask("shop", "question", "form", MONDAY + 12 * MINUTE, contact=luis)


def queue(company):
    return list(
        Ticket.objects.filter(company_id=company)
        .order_by("rank", "sort_at", "id")
        .values_list("id", flat=True)
    )


@pytest.mark.promise("SB-19", "SB-22")
def test_whoever_writes_very_often_stands_behind_those_who_wrote_later(busy):
    _mine, other = busy
    assert note_fair_use(MONDAY + HOUR) == 11
    assert queue(other.company_id)[0] == other.id
    event = Event.objects.filter(kind="demoted").first()
    assert event.by == "system"
    assert event.detail == {"why": "messages_per_day", "count": "11", "over": "10"}
    assert note_fair_use(MONDAY + HOUR) == 0, "once is enough"


def test_it_ends_with_the_day(busy):
    note_fair_use(MONDAY + HOUR)
    assert note_fair_use(MONDAY + DAY - MINUTE) == 0
    assert note_fair_use(MONDAY + DAY + MINUTE) == 11
    assert not Ticket.objects.filter(demoted=True).exists()
    assert Event.objects.filter(kind="restored", by="system").count() == 11


def test_what_an_agent_lifted_stays_lifted(busy, console, marta):
    mine, _other = busy
    note_fair_use(MONDAY + HOUR)
    console.force_login(marta)
    ticket = mine[0]
    console.post(f"/console/shop/requests/{ticket.number}/lift/")
    assert note_fair_use(MONDAY + 2 * HOUR) == 0
    ticket.refresh_from_db()
    assert not ticket.demoted


@pytest.mark.promise("SB-21")
def test_the_customer_reads_why_on_the_request(busy, client):
    mine, other = busy
    note_fair_use(MONDAY + HOUR)
    said = "Other requests are answered before this one for now: Very many messages in one day."
    for ticket, told in ((mine[0], True), (other, False)):
        client.cookies["lang"] = "en"
        body = compose(Outgoing.objects.get(ticket=ticket.id, letter="receipt")).get_content()
        client.get(re.search(r"/shop/open/\S+", body)[0])
        page = client.get(f"/shop/requests/{ticket.number}/").content.decode()
        assert (said in page) == told


def test_no_clock_of_a_law_or_of_a_complaint_moves(ask, company, at):
    """A complaint waits behind, and is still owed when it was."""
    at(MONDAY)
    complaint = ask("shop", "complaint", "form", MONDAY)
    for number in range(11):
        ask("shop", "question", "form", MONDAY + number * MINUTE)
    owed = PromiseRow.objects.filter(ticket=complaint.id).exclude(due_at=None)
    before = {row.name: row.due_at for row in owed}
    assert note_fair_use(MONDAY + HOUR) == 12
    after = {row.name: row.due_at for row in owed.all()}
    laws = {name for name in before if "." in name}
    assert {name: after[name] for name in laws} == {name: before[name] for name in laws}
    kept = {name for name in before if not company("shop").policy.promises[name].unless}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


@pytest.mark.promise("SB-23")
def test_questions_whose_answer_was_shown_before_count_as_a_share(ask, company, at):
    shop = company("shop").id
    at(MONDAY)
    tickets = [ask("shop", "question", "form", MONDAY + n * HOUR) for n in range(5)]
    for number, ticket in enumerate(tickets[:3]):
        key = shown(shop, Showing.Place.FORM, "es", ["find-answer"], MONDAY, question="?", sure=0.9)
        assert ended(key, shop, Showing.Outcome.ASKED, ticket.id)
        assert note_fair_use(MONDAY + 5 * HOUR) == (5 if number == 2 else 0)
    event = Event.objects.filter(kind="demoted").first()
    assert event.detail == {
        "why": "answered_in_docs_share",
        "count": "3",
        "over": "0.5",
        "of": "5",
    }


@pytest.mark.promise("SB-23")
def test_the_companys_own_mark_says_what_counts_as_an_answer(ask, company, at, monkeypatch):
    shop = company("shop").id
    at(MONDAY)
    for n in range(5):
        ticket = ask("shop", "question", "form", MONDAY + n * HOUR)
        key = shown(shop, Showing.Place.FORM, "es", ["find-answer"], MONDAY, question="?", sure=0.9)
        assert ended(key, shop, Showing.Outcome.ASKED, ticket.id)
    own = replace(company("shop").policy, help=HelpRules(0.95, ()))
    with monkeypatch.context() as patched:
        patched.setattr(fairuse, "companies", lambda: [replace(company("shop"), policy=own)])
        assert note_fair_use(MONDAY + 5 * HOUR) == 0
    assert note_fair_use(MONDAY + 5 * HOUR) == 5


@pytest.mark.promise("SB-24")
def test_an_agent_marks_that_earlier_steps_were_not_done_and_the_reason_is_told(
    ask, console, marta, at
):
    at(MONDAY)
    console.force_login(marta)
    console.cookies["lang"] = "en"
    ticket = ask("shop", "question", "form", MONDAY)
    path = f"/console/shop/requests/{ticket.number}/"
    page = console.get(path).content.decode()
    assert "The steps of an earlier answer were not tried" in page
    console.post(f"{path}fair-use/", {"why": "earlier_steps_not_done"})
    ticket.refresh_from_db()
    assert ticket.demoted
    shown_page = console.get(path).content.decode()
    assert "Others go first, fair use: The steps of an earlier answer were not tried" in shown_page
    assert "Lift fair use" in shown_page
    assert note_fair_use(MONDAY + DAY) == 0, "a mark is lifted by people"
    console.post(f"{path}lift/")
    ticket.refresh_from_db()
    assert not ticket.demoted


def test_a_mark_that_the_policy_does_not_have_is_refused(ask, console, marta, at):
    at(MONDAY)
    console.force_login(marta)
    ticket = ask("shop", "question", "form", MONDAY)
    answer = console.post(f"/console/shop/requests/{ticket.number}/fair-use/", {"why": "dislike"})
    assert answer.status_code == 422
    xm = ask("xm", "general", "form", MONDAY)
    assert "Fair use" not in console.get(f"/console/xm/requests/{xm.number}/").content.decode()


def test_replies_count_as_messages_too(ask, company, at):
    at(MONDAY)
    ticket = ask("shop", "question", "form", MONDAY)
    for number in range(10):
        when = MONDAY + number * MINUTE
        words = Words(ANA, "Y otra cosa.", "form", own=True, received_at=when)
        follow_up(ticket.company_id, ticket.id, words, when)
    assert note_fair_use(MONDAY + HOUR) == 1
