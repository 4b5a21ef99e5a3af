"""The customer writes again, says that it is solved, or that it is not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.portal.test_signin import sign_in
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.actions import resolve
from ventanilla.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(ask):
    browser = Client(headers={"accept-language": "en"})
    browser.ticket = ask("xm", "general", "form")
    sign_in(browser)
    browser.base = f"/xm/requests/{browser.ticket.number}/"
    return browser


def again(ticket):
    return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)


def incoming():
    return Message.objects.filter(kind="in").count()


def test_more_words_are_added_once_however_often_they_are_sent(ana):
    for _ in range(2):
        form = {"text": "Y otra cosa", "key": "k-9"}
        response = ana.post(ana.base + "reply/", form)
        assert response["Location"] == ana.base
    assert incoming() == 2
    assert "Y otra cosa" in ana.get(ana.base).content.decode()


def test_the_same_form_with_other_words_is_refused_and_the_words_are_kept(ana):
    ana.post(ana.base + "reply/", {"text": "Uno", "key": "k-9"})
    response = ana.post(ana.base + "reply/", {"text": "Dos palabras", "key": "k-9"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "sent before with other words" in html
    assert "Dos palabras" in html
    assert incoming() == 2


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001, "a\x00b"])
def test_no_words_too_many_or_broken_ones_are_refused(ana, text):
    assert ana.post(ana.base + "reply/", {"text": text, "key": "k"}).status_code == 422
    assert incoming() == 1


def test_a_broken_key_is_refused_with_words(ana):
    response = ana.post(ana.base + "reply/", {"text": "Hola", "key": "a\x00b"})
    assert response.status_code == 422
    assert incoming() == 1


@pytest.mark.parametrize("act", ["reply", "confirm", "reopen"])
def test_a_stranger_cannot_write_close_or_open(ana, act, ask, marta):
    ticket = ana.ticket
    resolve.resolve(ticket.company_id, ticket.id, marta, "Ya está.", timezone.now())
    ask("xm", "general", "form", contact=Contact("eva@correo.test", "Eva", "es"))
    eva = Client()
    sign_in(eva, mail="eva@correo.test")
    for other in (eva, Client()):
        there = other.post(f"{ana.base}{act}/", {"text": "Soy yo", "key": "k-8"})
        missing = other.post(f"/xm/requests/XM-2222-2222/{act}/", {"text": "Soy yo", "key": "k-8"})
        assert there.status_code == missing.status_code == 404
        assert there.content == missing.content
    assert again(ticket).state == "resolved"
    assert not Message.objects.filter(text="Soy yo").exists()


def test_get_changes_nothing(ana, marta):
    resolve.resolve(ana.ticket.company_id, ana.ticket.id, marta, "Ya está.", timezone.now())
    for act in ("reply", "confirm", "reopen"):
        assert ana.get(f"{ana.base}{act}/").status_code == 405
    assert again(ana.ticket).state == "resolved"


def test_solved_confirmed_and_opened_again(ana, marta):
    ticket = ana.ticket
    assert "/confirm/" not in ana.get(ana.base).content.decode()
    ana.post(ana.base + "confirm/")
    assert again(ticket).state == "new", "what is not solved cannot be confirmed"
    resolve.resolve(ticket.company_id, ticket.id, marta, "Ya está.", timezone.now())
    html = ana.get(ana.base).content.decode()
    assert "/confirm/" in html
    assert "/reopen/" in html
    for _ in range(2):
        assert ana.post(ana.base + "confirm/").status_code == 302
    assert again(ticket).state == "closed"
    for _ in range(2):
        assert ana.post(ana.base + "reopen/").status_code == 302
    assert again(ticket).state == "open"


def test_a_form_from_another_site_is_refused(ana):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ana.cookies
    response = strict.post(ana.base + "reply/", {"text": "Hola", "key": "k-7"})
    assert response.status_code == 403
    assert incoming() == 1


@pytest.mark.parametrize("path", ["/xm/requests/%00/", "/xm/requests/%E2%80%AE/", "/xm/sent/%00/"])
def test_a_number_that_cannot_be_one_is_simply_missing(ana, path):
    assert ana.get(path).status_code == 404


def test_words_with_markup_are_shown_as_words(ana):
    ana.post(ana.base + "reply/", {"text": "<img src=x onerror=alert(1)>", "key": "k-5"})
    html = ana.get(ana.base).content.decode()
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html
