"""The customer says in which language and zone the company writes (XM-84)."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from tests.portal.test_pages import fields
from tests.portal.test_signin import ANA, sign_in
from ventanilla.channels.email.compose import compose
from ventanilla.people.actions.know import find
from ventanilla.tickets.models import Outgoing, Ticket

pytestmark = pytest.mark.django_db
PAGE = "/xm/settings/"


@pytest.fixture
def ana(ask):
    """Ana reads the pages in English; she wrote before, in Spanish."""
    browser = Client(headers={"accept-language": "en"})
    browser.ticket = ask("xm", "general", "form")
    sign_in(browser)
    return browser


def page_of(response):
    return unescape(response.content.decode())


def send(browser, company, slug="xm", topic="general", key="k-5"):
    whole = fields(company(slug).policy.topics[topic]) | {"key": key, "told": "earlier"}
    browser.post(f"/{slug}/ask/{topic}/", whole)
    return Ticket.objects.latest("id")


@pytest.mark.promise("XM-84")
@pytest.mark.parametrize(
    "language, zone, received",
    [("zh", "Asia/Shanghai", "我们已收到"), ("ar", "Asia/Riyadh", "استلمنا")],
)
def test_letters_of_the_next_request_are_in_the_chosen_language_and_zone(
    ana, company, language, zone, received
):
    response = ana.post(PAGE, {"language": language, "zone": zone}, follow=True)
    assert response.status_code == 200
    assert "Saved." in page_of(response)
    sent = send(ana, company)
    assert (sent.language, sent.zone) == (language, zone)
    receipt = Outgoing.objects.get(ticket=sent.id, letter="receipt")
    mail = compose(receipt)
    assert mail["Content-Language"].startswith(language)
    assert received in str(mail["Subject"]) + str(mail.get_body(("plain",)).get_content())
    ana.ticket.refresh_from_db()
    assert ana.ticket.language == "es", "what is open stays as it began"


@pytest.mark.promise("XM-84")
def test_a_mail_of_the_customer_is_answered_in_the_chosen_language_too(ana, company):
    from ventanilla.channels.email.intake import take_in
    from ventanilla.channels.email.store import store

    ana.post(PAGE, {"language": "ar", "zone": ""})
    raw = (
        f"From: {ANA}\r\nTo: support@xm.test\r\nSubject: Hola\r\nMessage-ID: <l@m>\r\n\r\n"
        "Hola, no puedo entrar en mi cuenta desde ayer por la tarde.\r\n"
    )
    store("support@xm.test", "lmtp", ANA, raw.encode())
    assert take_in(timezone.now()) == 1
    assert Ticket.objects.latest("id").language == "ar"


def test_the_page_says_how_it_is_now_and_offers_what_the_company_writes(ana, company):
    html = page_of(ana.get(PAGE))
    assert '<option value="es" selected>Español</option>' in html
    assert "As the company: Nicosia" in html
    policy = company("xm").policy
    for code in (*policy.languages, *policy.spoken):
        assert f'<option value="{code}"' in html
    ana.post(PAGE, {"language": "fr", "zone": "America/Mexico_City"})
    html = page_of(ana.get(PAGE))
    assert '<option value="fr" selected>Français</option>' in html
    assert '<option value="America/Mexico_City" selected>' in html
    assert f'href="{PAGE}"' in page_of(ana.get("/xm/requests/"))


def test_the_form_says_in_which_language_the_answer_comes(ana):
    ana.post(PAGE, {"language": "zh", "zone": ""})
    html = page_of(ana.get("/xm/ask/general/"))
    assert "We write to you in: 中文" in html or "We write to you in: 简体中文" in html
    assert f'href="{PAGE}"' in html
    assert "We write to you in" not in page_of(Client().get("/xm/ask/general/"))


@pytest.mark.parametrize(
    "wrong", [{"language": "tlh"}, {"language": ""}, {"language": "es", "zone": "Mars/Olympus"}]
)
def test_what_cannot_be_written_in_is_refused(ana, company, wrong):
    assert ana.post(PAGE, {"zone": ""} | wrong).status_code == 422
    kept = find(company("xm").id, ANA)
    assert (kept.language, kept.zone) == ("es", "")


def test_a_stranger_sets_nothing_and_one_company_knows_nothing_of_another(ana, company, ask):
    ask("etoro", "comment", "form")
    stranger = Client()
    for act in (stranger.get, stranger.post):
        assert act(PAGE)["Location"] == "/xm/sign-in/"
    ana.post(PAGE, {"language": "ar", "zone": "Asia/Riyadh"})
    assert find(company("etoro").id, ANA).language == "es"
    assert ana.get("/etoro/settings/")["Location"] == "/etoro/sign-in/"


def test_who_is_not_signed_in_is_answered_in_the_language_of_the_page(ana, company):
    ana.post(PAGE, {"language": "ar", "zone": ""})
    assert send(Client(headers={"accept-language": "en"}), company, key="k-6").language == "en"


@pytest.mark.parametrize("language", ["es", "en", "zh", "ar"])
def test_the_page_is_there_in_every_language_and_light(ask, language):
    import gzip

    browser = Client(headers={"accept-language": language})
    ask("xm", "general", "form")
    sign_in(browser)
    response = browser.get(PAGE)
    assert response.status_code == 200
    assert len(gzip.compress(response.content)) < 12 * 1024
