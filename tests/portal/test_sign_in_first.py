"""Account holders of the shop sign in before they ask, and lose no word on the way (SB-05)."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from tests.portal.test_pages import fields
from tests.portal.test_signin import ANA, ask_code, mailed, sign_in
from ventanilla.channels.email.compose import compose
from ventanilla.tickets.models import Message, Outgoing, Ticket

pytestmark = pytest.mark.django_db
FORM = "/shop/ask/question/"
SIGN_IN = "/shop/sign-in/"
WORDS = {
    "subject": "El botón no publica",
    "text": "Pulso en publicar y vuelve al inicio.",
    "d-product": "Página de inicio",
    "name": "Ana Beltrán",
    "email": ANA,
}


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "es"})


def page_of(response):
    return unescape(response.content.decode())


def known(ask):
    """Ana wrote before, so that a code can reach her."""
    return ask("shop", "question", "form")


@pytest.mark.promise("SB-05")
def test_who_has_an_account_signs_in_first_and_comes_back_to_their_words(browser, ask):
    known(ask)
    response = browser.post(FORM, WORDS | {"has_account": "yes", "key": "k-1"})
    assert response["Location"] == SIGN_IN
    assert Ticket.objects.count() == 1, "nothing was sent yet"

    html = page_of(browser.get(SIGN_IN))
    assert "Si tiene cuenta con nosotros, identifíquese primero." in html
    response = sign_in(browser, "shop")
    assert response["Location"] == FORM
    html = page_of(browser.get(FORM))
    assert all(WORDS[name] in html for name in ("subject", "text", "d-product"))
    assert 'name="has_account"' not in html
    assert 'name="email"' not in html

    whole = WORDS | {"d-shop": "ceramica-ines.test", "key": "k-2"}
    assert browser.post(FORM, whole).status_code == 302
    sent = Ticket.objects.latest("id")
    assert sent.verified
    assert WORDS["text"] not in page_of(browser.get(FORM)), "what was sent is not offered again"


@pytest.mark.promise("SB-05")
@pytest.mark.parametrize("topic", ["question", "orders", "domain", "broken", "complaint"])
def test_every_form_asks_and_takes_nothing_unsaid(browser, company, topic):
    about = company("shop").policy.topics[topic]
    whole = fields(about)
    for said in ("", "yes", "perhaps"):
        response = browser.post(f"/shop/ask/{topic}/", whole | {"has_account": said})
        assert response.status_code in {302, 422}
        if said != "yes":
            assert 'id="id_has_account_error"' in page_of(response)
            assert whole["text"] in page_of(response)
    assert not Ticket.objects.exists()
    assert browser.post(f"/shop/ask/{topic}/", whole).status_code == 302
    assert not Ticket.objects.get().verified, "without an account the way stays open"


def test_the_button_to_sign_in_counts_more_than_the_answer_chosen_before(browser):
    both = "has_account=no&has_account=yes&subject=Hola"
    kind = "application/x-www-form-urlencoded"
    assert browser.post(FORM, both, content_type=kind)["Location"] == SIGN_IN


def test_whom_no_code_reaches_goes_on_without_an_account_and_keeps_the_words(browser):
    browser.post(FORM, WORDS | {"has_account": "yes"})
    html = page_of(ask_code(browser, "shop", "nadie@correo.test"))
    assert not Outgoing.objects.exists()
    assert f'href="{FORM}"' in html
    html = page_of(browser.get(FORM))
    assert all(value in html for value in WORDS.values())
    response = browser.post(FORM, WORDS | {"has_account": "no", "key": "k-3"})
    assert response.status_code == 302
    assert Ticket.objects.count() == 1


def test_a_sign_in_of_its_own_leads_to_the_requests(browser, ask):
    known(ask)
    browser.post(FORM, WORDS | {"has_account": "yes"})
    browser.get(FORM)
    assert sign_in(browser, "shop")["Location"] == "/shop/requests/"


def test_words_wait_only_in_the_browser_and_at_the_company_where_they_were_typed(browser, ask):
    known(ask)
    ask("xm", "general", "form")
    browser.post(FORM, WORDS | {"has_account": "yes"})
    other = Client()
    assert WORDS["text"] not in page_of(other.get(FORM))
    assert sign_in(other, "shop")["Location"] == "/shop/requests/"
    assert sign_in(browser, "xm")["Location"] == "/xm/requests/"
    assert WORDS["text"] not in page_of(browser.get("/shop/ask/broken/"))


@pytest.mark.parametrize("slug, topic", [("xm", "general"), ("etoro", "comment")])
def test_a_company_that_does_not_ask_for_it_does_not_ask(browser, slug, topic):
    html = page_of(browser.get(f"/{slug}/ask/{topic}/"))
    assert 'name="has_account"' not in html
    answer = browser.post(f"/{slug}/ask/{topic}/", {"has_account": "yes", "subject": "x"})
    assert answer.status_code in {200, 422}


def test_where_the_form_is_for_those_signed_in_nobody_else_sees_it(
    browser, ask, monkeypatch, company
):
    from dataclasses import replace

    from ventanilla.portal.views import ask as view

    known(ask)
    here = company("shop")
    gate = replace(here.policy.gates["account"], needs=("login",))
    policy = replace(here.policy, gates={**here.policy.gates, "account": gate})
    monkeypatch.setattr(view, "in_force", lambda _slug: replace(here, policy=policy))
    assert browser.get(FORM)["Location"] == SIGN_IN
    assert browser.post(FORM, WORDS | {"has_account": "no"})["Location"] == SIGN_IN
    assert sign_in(browser, "shop")["Location"] == FORM
    assert WORDS["text"] in page_of(browser.get(FORM))


@pytest.mark.promise("SB-27")
def test_a_request_by_form_belongs_to_the_account_and_the_shop(browser, company, ask, console):
    first = known(ask)
    sign_in(browser, "shop")
    whole = fields(company("shop").policy.topics["question"])
    response = browser.post(FORM, whole | {"d-shop": ""})
    assert response.status_code == 422, "whoever is signed in says which shop"
    assert 'id="id_d-shop_error"' in page_of(response)
    browser.post(FORM, whole | {"d-shop": "ceramica-ines.test", "told": "earlier"})
    sent = Ticket.objects.latest("id")
    assert sent.customer == first.customer, "the account is that of whoever signed in"
    assert Message.objects.get(ticket=sent.id).fields["shop"] == "ceramica-ines.test"
    seen = page_of(console.get(f"/console/shop/requests/{sent.number}/"))
    assert "ceramica-ines.test" in seen
    assert 'value="ceramica-ines.test"' in page_of(browser.get("/shop/ask/broken/"))
    shown = page_of(Client(headers={"accept-language": "es"}).get("/shop/hours/"))
    assert "queda unido a su cuenta y a su tienda" in shown


def test_the_code_that_was_mailed_is_the_one_that_leads_back(browser, ask):
    known(ask)
    browser.post(FORM, WORDS | {"has_account": "yes"})
    ask_code(browser, "shop")
    letter = compose(Outgoing.objects.filter(letter="code").latest("id"))
    assert mailed() in str(letter.get_body(("plain",)).get_content())
    assert browser.post(SIGN_IN, {"code": mailed()})["Location"] == FORM
