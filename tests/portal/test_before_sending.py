"""Before a request is sent: answers, one's own open requests, several questions in one text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.portal.test_pages import fields
from tests.portal.test_signin import sign_in
from ventanilla.helpcentre.models import Showing
from ventanilla.tickets.models import Event, Message, Ticket

pytestmark = pytest.mark.django_db
FORM = "/xm/ask/general/"
QUESTION = "¿Cómo envío los documentos para verificar mi cuenta?"
TWO = "Soy Ana.\n¿Cuándo llega mi retiro? ¿Puedo cambiar la contraseña de la aplicación?"


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "es"})


@pytest.fixture
def words(company):
    return fields(company("xm").policy.topics["general"])


def page_of(response):
    return unescape(response.content.decode())


def hidden(html, name):
    return re.findall(rf'type="hidden" name="{name}" value="([^"]*)"', html)


@pytest.mark.promise("SB-04", "ET-06")
def test_answers_stand_beside_the_form_before_anything_is_sent(browser, words, help_centre):
    help_centre("xm")
    typed = words | {"subject": "Documentos", "text": QUESTION, "look": "yes"}
    part = page_of(browser.post(FORM, typed | {"part": "beside"}))
    assert "/xm/help/send-documents/" in part
    assert "<html" not in part
    whole = page_of(browser.post(FORM, typed))
    assert "/xm/help/send-documents/" in whole, "and without a script, by its button"
    assert QUESTION in whole
    assert words["email"] in whole, "nothing that was typed is lost"
    assert "Mire esto otra vez" not in whole
    assert not Ticket.objects.exists()


def test_the_page_of_mistakes_shows_the_answers_too(browser, words, help_centre):
    help_centre("xm")
    response = browser.post(FORM, words | {"text": QUESTION, "email": "ana"})
    assert response.status_code == 422
    assert "/xm/help/send-documents/" in page_of(response)


@pytest.mark.promise("XM-80", "ET-06", "SB-04")
def test_the_agent_sees_which_articles_were_read(browser, words, help_centre, console):
    xm = help_centre("xm")
    found = page_of(browser.get("/xm/", {"q": QUESTION}))
    url = re.search(r'class="answer" href="([^"]+)"', found)[1]
    browser.get(url)
    key = url.partition("?s=")[2]
    form = page_of(browser.get(f"{FORM}?s={key}"))
    part = browser.post(FORM, words | {"text": QUESTION, "look": "yes", "part": "beside"})
    shown = hidden(page_of(part), "shown")[0]
    sent = words | {"text": QUESTION, "s": hidden(form, "s"), "shown": shown}
    assert browser.post(FORM, sent).status_code == 302
    ticket = Ticket.objects.get(company_id=xm.id)
    event = Event.objects.get(company_id=xm.id, ticket=ticket.id, kind="answers_shown")
    assert event.detail["read"] == "send-documents"
    assert set(Showing.objects.exclude(question="").values_list("outcome", "ticket")) == {
        ("asked", ticket.id)
    }
    thread = page_of(console.get(f"/console/xm/requests/{ticket.number}/"))
    assert "¿Cómo envío los documentos para verificar mi cuenta?" in thread


def test_a_forged_key_says_nothing_and_holds_nobody_up(browser, words, help_centre):
    help_centre("xm")
    assert browser.post(FORM, words | {"s": "x:y:z", "shown": "WzEsMV0:1:a"}).status_code == 302
    assert not Event.objects.filter(kind="answers_shown").exists()


@pytest.mark.promise("ET-12", "ET-13", "SB-41")
def test_a_request_about_the_same_is_offered_to_be_followed_instead(browser, words, ask):
    first = ask("xm", "general", "form")
    sign_in(browser)
    response = browser.post(FORM, words)
    html = page_of(response)
    assert response.status_code == 422
    assert f"/xm/requests/{first.number}/" in html
    assert Ticket.objects.count() == 1, "nothing is sent before that was seen"
    told = hidden(html, "told")[0]
    assert browser.post(FORM, words | {"told": told}).status_code == 302
    assert Ticket.objects.count() == 2, "and nothing is joined by itself"


@pytest.mark.promise("ET-12")
def test_a_browser_remembers_its_own_request_and_shows_it_to_nobody_else(browser, words):
    browser.post(FORM, words)
    number = Ticket.objects.get().number
    again = words | {"key": "k-2"}
    assert number in page_of(browser.post(FORM, again))
    assert browser.post(FORM, words).status_code == 302, "the same form sent twice is no second"
    stranger = Client(headers={"accept-language": "es"})
    assert number not in page_of(stranger.post(FORM, again | {"look": "yes"}))


def test_another_matter_and_a_solved_one_are_not_held_up(browser, words, ask):
    ask("xm", "general", "form")
    sign_in(browser)
    other = words | {"subject": "Factura de marzo", "text": "Necesito una copia en papel."}
    assert browser.post(FORM, other).status_code == 302
    Ticket.objects.update(state="resolved")
    assert browser.post(FORM, words | {"key": "k-3"}).status_code == 302


def test_a_complaint_is_never_held_up(browser, company, ask):
    ask("xm", "complaint", "form")
    sign_in(browser)
    whole = fields(company("xm").policy.topics["complaint"]) | {"text": TWO}
    assert browser.post("/xm/ask/complaint/", whole).status_code == 302


@pytest.mark.promise("SB-40", "SB-42")
def test_several_questions_become_several_requests_with_one_press(browser, words):
    whole = words | {"text": TWO, "key": "k-7"}
    html = page_of(browser.post(FORM, whole))
    assert "Pregunta varias cosas" in html or "several things" in html
    assert not Ticket.objects.exists()
    pressed = whole | {"told": hidden(html, "told")[0], "as": "many"}
    for _ in range(2):
        response = browser.post(FORM, pressed, follow=True)
    first, second = Ticket.objects.order_by("id")
    assert (first.subject, second.subject) == (
        "¿Cuándo llega mi retiro?",
        "¿Puedo cambiar la contraseña de la aplicación?",
    )
    texts = Message.objects.values_list("text", flat=True)
    assert all(text.startswith("Soy Ana.\n") for text in texts), "the introduction goes with each"
    html = page_of(response)
    assert first.number in html
    assert second.number in html


@pytest.mark.promise("SB-40")
@pytest.mark.parametrize("said", [{"as": "one"}, {"told": "parts"}])
def test_who_wants_it_as_one_sends_it_as_one(browser, words, said):
    assert browser.post(FORM, words | {"text": TWO} | said).status_code == 302
    assert Message.objects.get().text == TWO


@pytest.mark.promise("EX-55", "EX-58")
def test_what_to_try_first_stands_before_the_ways_to_ask(browser, help_centre):
    help_centre("exness")
    html = page_of(browser.get("/exness/ask/technical/"))
    tried, _, ways = html.partition('class="doors"')
    for name in ("cannot-sign-in", "platform-trouble"):
        assert f"/exness/help/{name}/" in tried
    assert "support@exness.test" in ways
    key = hidden(tried, "s")[0]
    response = browser.post("/exness/ask/technical/solved/", {"s": key}, follow=True)
    assert response.redirect_chain[0][0] == "/exness/"
    assert Showing.objects.get().outcome == "solved"
    assert not Ticket.objects.exists()


@pytest.mark.promise("EX-57")
def test_a_late_deposit_is_told_how_long_to_wait_first(browser, help_centre):
    help_centre("exness")
    html = page_of(browser.get("/exness/ask/payments/"))
    answers = re.findall(r'class="answer" href="([^"?]+)', html)
    texts = [page_of(browser.get(url)) for url in answers]
    assert any("30 min" in text for text in texts)


@pytest.mark.promise("EX-56")
def test_a_late_deposit_is_told_what_to_check_with_the_minimum_of_its_way(browser, help_centre):
    exness = help_centre("exness")
    html = page_of(browser.get("/exness/ask/payments/"))
    assert "/exness/help/deposit-not-arrived/" in html
    article = page_of(browser.get("/exness/help/deposit-not-arrived/"))
    for words in ("medio de pago", "verificado", "mínimo", "revisión"):
        assert words in article.casefold(), words
    assert "/exness/help/payment-times/" in article
    times = page_of(browser.get("/exness/help/payment-times/"))
    least = {p.minimum for p in exness.policy.payments.values() if p.minimum}
    assert least
    assert all(str(amount).partition(" ")[0] in times for amount in least), least


def test_solved_notes_nothing_of_another_company(browser, help_centre):
    help_centre("exness")
    html = page_of(browser.get("/exness/ask/technical/"))
    browser.post("/xm/ask/general/solved/", {"s": hidden(html, "s")[0]})
    assert Showing.objects.get().outcome == ""
    assert browser.post("/xm/ask/nothing/solved/").status_code == 404


@pytest.mark.parametrize("slug", ["xm", "etoro", "exness", "roxom", "shop"])
def test_every_detail_says_how_to_find_it(browser, company, slug):
    policy = company(slug).policy
    for topic in policy.topics.values():
        html = page_of(browser.get(f"/{slug}/ask/{topic.name}/"))
        for detail in topic.details:
            assert all(detail.help.for_(language) for language in policy.languages), detail.name
            if 'id="ask"' in html and detail.kind != "file":
                assert f'id="id_d-{detail.name}_helptext">{detail.help.for_("es")}<' in html
