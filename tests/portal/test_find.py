"""Find my request: the owner gets a link, a stranger learns nothing; and what the link opens."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from ventanilla.people.actions.know import Contact
from ventanilla.people.models import Address
from ventanilla.tickets.addresses import link_token
from ventanilla.tickets.models import Outgoing

pytestmark = pytest.mark.django_db
ANA = "ana@correo.test"


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "en"})


def find(browser, number, mail=ANA, slug="xm"):
    return browser.post(f"/{slug}/find/", {"number": number, "mail": mail})


def links():
    return Outgoing.objects.filter(letter="link")


def bare(response):
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())


def test_the_answer_is_the_same_for_an_existing_and_a_missing_request(browser, ask):
    ticket = ask("xm", "general", "form")
    ask("xm", "general", "form", contact=Contact("eva@correo.test", "Eva", "es"))
    pages = [find(browser, number) for number in (ticket.number, "XM-2222-2222", "XM-1", "?")]
    assert {page.status_code for page in pages} == {200}
    assert len({bare(page) for page in pages}) == 1
    assert links().count() == 1


def test_only_the_owner_is_mailed(browser, ask):
    ticket = ask("xm", "general", "form")
    ask("xm", "general", "form", contact=Contact("eva@correo.test", "Eva", "es"))
    find(browser, ticket.number, "eva@correo.test")
    find(browser, ticket.number, "nobody@correo.test")
    find(browser, ticket.number, slug="etoro")
    assert not links().exists()
    find(browser, ticket.number, " ANA@correo.test ")
    letter = links().get()
    assert (letter.recipient, letter.ticket) == (ANA, ticket.id)


def test_a_number_is_understood_as_people_type_it(browser, ask):
    ticket = ask("xm", "general", "form")
    for typed in (
        ticket.number.lower(),
        ticket.number.replace("-", ""),
        f"  # {ticket.number.replace('-', ' ')} ",
        ticket.number.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "23456789XM-BCDF"}),
        ticket.number.replace("Q", "0").replace("L", "1"),
    ):
        find(browser, typed)
    assert links().count() == 5


def test_a_mailbox_is_not_flooded(browser, ask):
    ticket = ask("xm", "general", "form")
    pages = {bare(find(browser, ticket.number)) for _ in range(15)}
    assert len(pages) == 1
    assert links().count() == 10


def test_a_wrong_mail_address_is_said_where_it_was_typed(browser):
    response = find(browser, "XM-2222-2222", "ana")
    assert response.status_code == 422
    assert 'value="XM-2222-2222"' in response.content.decode()


def test_a_link_is_swapped_for_a_cookie_and_no_secret_stays_in_the_address(browser, ask):
    ticket = ask("xm", "general", "form")
    token = link_token(ticket, ANA)
    browser.get("/xm/find/")
    response = browser.get(f"/xm/open/{token}/")
    assert response.status_code == 302
    assert response["Location"] == f"/xm/requests/{ticket.number}/"
    page = browser.get(response["Location"])
    assert page.status_code == 200
    assert token not in page.content.decode()
    assert browser.cookies["session"]["httponly"]
    assert Address.objects.get(company_id=ticket.company_id, value=ANA).verified_at


def test_a_link_gives_the_browser_a_fresh_session(ask):
    ticket = ask("xm", "general", "form")
    other = ask("xm", "general", "form")
    browser = Client()
    browser.get(f"/xm/open/{link_token(other, ANA)}/")
    planted = browser.cookies["session"].value
    browser.get(f"/xm/open/{link_token(ticket, ANA)}/")
    assert browser.cookies["session"].value != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert thief.get(f"/xm/requests/{ticket.number}/").status_code == 404


def test_a_link_opens_one_request_and_not_the_others(browser, ask):
    ticket = ask("xm", "general", "form")
    other = ask("xm", "general", "form")
    browser.get(f"/xm/open/{link_token(ticket, ANA)}/")
    assert browser.get(f"/xm/requests/{other.number}/").status_code == 404
    assert browser.get("/xm/requests/")["Location"] == "/xm/sign-in/"


def helps(response):
    html = response.content.decode()
    return response.status_code == 404 and "/find/" in html and "This link has run out" in html


def test_a_link_that_was_changed_or_is_not_ours_leads_to_a_page_that_helps(browser, ask):
    ticket = ask("xm", "general", "form")
    token = link_token(ticket, ANA)
    middle = len(token) // 2
    changed = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
    for wrong in (changed, token[:-1], token + "x", "nonsense", "a:b:c", "é"):
        assert helps(browser.get(f"/xm/open/{wrong}/")), wrong
    assert browser.get(f"/xm/requests/{ticket.number}/").status_code == 404


def test_a_link_runs_out_after_ninety_days(ask):
    ticket = ask("xm", "general", "form")
    now = timezone.now()
    token = link_token(ticket, ANA)
    with time_machine.travel(now + timedelta(days=89), tick=False):
        assert Client().get(f"/xm/open/{token}/").status_code == 302
    with time_machine.travel(now + timedelta(days=91), tick=False):
        assert helps(Client(headers={"accept-language": "en"}).get(f"/xm/open/{token}/"))


def test_the_link_of_one_company_opens_nothing_at_another(browser, ask):
    ticket = ask("xm", "general", "form")
    assert helps(browser.get(f"/etoro/open/{link_token(ticket, ANA)}/"))
    assert browser.get(f"/xm/requests/{ticket.number}/").status_code == 404
