"""Articles beside a ticket: found in any language, inserted in the customer's, and noted."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.utils import timezone

from tests.helpcentre.test_answers import Now
from tests.portal.conftest import help_centre  # noqa: F401 - a fixture
from ventanilla.companies.drafts import Author
from ventanilla.helpcentre import indexes
from ventanilla.helpcentre.actions.withdraw import withdraw
from ventanilla.helpcentre.measures import measures
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import shown
from ventanilla.helpcentre.stock import forget, help_of
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.models import Outgoing, Ticket

pytestmark = pytest.mark.django_db
PART = {"part": "again"}
ASKED = {
    "es": "¿Cómo envío los documentos para verificar mi cuenta?",
    "zh": "如何提交账户验证所需的文件？",
    "ar": "كيف أرسل مستندات التحقق من حسابي؟",
}


@pytest.fixture
def desk(console, help_centre):  # noqa: F811
    """Marta's browser in Spanish, and XM's help centre."""
    help_centre("xm")
    console.cookies["lang"] = "es"
    return console


@pytest.fixture
def sent(ask):
    """Ana writes in a language."""

    def of(language="es", text="", **more):
        words = text or ASKED[language]
        contact = Contact("ana@correo.test", "Ana Beltrán", language)
        more = {"subject": words[:150], **more}
        return ask("xm", "general", "form", text=words, contact=contact, **more)

    return of


@pytest.fixture
def own_index(monkeypatch):
    """What this test does to an index is forgotten with it."""
    monkeypatch.setattr(indexes, "_kept", {})
    monkeypatch.setattr(indexes, "Thread", Now)
    monkeypatch.setattr(indexes.connection, "close", lambda: None)


def url_of(ticket, rest=""):
    return f"/console/xm/requests/{ticket.number}/answers/{rest}"


def part(client, ticket, **query):
    response = client.get(url_of(ticket), {**PART, **query})
    assert response.status_code == 200
    return unescape(response.content.decode())


def inserts(html):
    return re.findall(r'data-insert="([^"]*)"', html)


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html)[1]


def test_the_ticket_page_only_holds_the_place_and_asks_for_it_afterwards(desk, sent):
    ticket = sent()
    html = desk.get(f"/console/xm/requests/{ticket.number}/").content.decode()
    assert url_of(ticket) in html
    assert "data-insert" not in html
    assert not Showing.objects.filter(place="console").exists()


def test_the_answer_is_ready_to_be_inserted_in_the_customers_language(desk, sent):
    ticket = sent("zh")
    first = inserts(part(desk, ticket))[0]
    title, answer, link = first.split("\n")
    assert re.search(r"[\u4e00-\u9fff]", title + answer)
    assert "{" not in first
    assert link.endswith("/xm/help/send-documents/?lang=zh")


def test_beside_the_customers_wording_stands_the_agents_where_that_is_another(desk, sent):
    chinese, spanish = part(desk, sent("zh")), part(desk, sent("es"))
    assert 'class="own" lang="es"' in chinese
    assert "¿Cómo envío" in chinese
    assert 'class="own"' not in spanish
    assert 'lang="ar" dir="rtl"' in part(desk, sent("ar"))


def test_only_what_is_unanswered_is_looked_up(desk, sent, marta):
    ticket = sent()
    reply(ticket.company_id, ticket.id, marta, "Por el formulario.", timezone.now())
    assert "/help/send-documents/" in part(desk, ticket), "all is answered: what they wrote last"
    title = help_of(ticket.company_id).articles["proof-of-address"].in_("es").title
    contact = Contact("ana@correo.test", "Ana Beltrán", "es")
    words = Words(contact, title, "form", own=True, received_at=timezone.now())
    follow_up(ticket.company_id, ticket.id, words, timezone.now(), key="")
    first = inserts(part(desk, ticket))[0]
    assert "/help/proof-of-address/" in first


def test_where_nothing_is_sure_that_is_said_and_what_comes_near_is_called_near(desk, sent):
    html = part(desk, sent(text="documentos gato azul volcán"))
    assert "No article is a sure answer" in html or "Ningún artículo" in html
    assert inserts(html)
    sure = part(desk, sent())
    assert "No article is a sure answer" not in sure
    assert "Ningún artículo" not in sure


def test_what_is_hardly_probable_is_not_listed_beside_a_sure_answer(desk, sent):
    html = desk.get(url_of(sent()), {"part": "found", "q": "contraseña"}).content.decode()
    shares = [int(share) for share in re.findall(r"(\d+)\s?%", html)]
    assert shares[0] == 99, "and nothing is ever quite sure"
    assert all(share >= 3 for share in shares)


def items(html):
    """Each article of the list by its name."""
    found = html.split("<li>")[1:]
    return {re.search(r"/xm/help/([\w-]+)/", item)[1]: item for item in found}


def test_what_the_customer_has_read_and_was_shown_is_marked(desk, sent):
    words = "documentos gato azul volcán"
    read, other, *rest = items(part(desk, sent(text=words)))
    known = {"shown": f"{read},{other}", "read": read}
    listed = items(part(desk, sent(text=words, known=known)))
    assert re.search("Read by the customer|Leído por el cliente", listed[read])
    assert re.search("Shown to the customer|Mostrado al cliente", listed[other])
    for name in rest:
        assert not re.search("the customer|por el cliente|al cliente", listed[name])


def test_what_the_receipt_brought_is_marked_as_shown(desk, sent):
    ticket = sent()
    key = shown(ticket.company_id, Showing.Place.RECEIPT, "es", ["send-documents"], timezone.now())
    row = Outgoing.objects.get(ticket=ticket.id, letter="receipt")
    row.values |= {"known": "send-documents", "showing": key}
    row.save(update_fields=["values"])
    assert re.search("Shown to the customer|Mostrado al cliente", part(desk, ticket))
    desk.get("/xm/help/send-documents/", {"s": key})
    assert re.search("Read by the customer|Leído por el cliente", part(desk, ticket))


def test_an_article_that_was_sent_before_is_marked(desk, sent, marta):
    ticket = sent()
    words = inserts(part(desk, ticket))[0]
    reply(ticket.company_id, ticket.id, marta, words, timezone.now())
    assert re.search("Sent before|Enviado antes", part(desk, ticket))


def test_a_showing_is_noted_once_and_what_was_inserted_with_it(desk, sent):
    ticket = sent("zh")
    html = part(desk, ticket)
    part(desk, ticket)
    row = Showing.objects.get(place="console")
    assert (row.ticket, row.language, row.question) == (ticket.id, "zh", "")
    form = {"s": hidden(html, "s"), "article": "send-documents"}
    answer = desk.post(url_of(ticket, "inserted/"), form, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    row.refresh_from_db()
    assert (row.inserted, row.outcome) == (["send-documents"], "inserted")
    assert measures(ticket.company_id, timezone.now())["send-documents"].inserted == 1


def test_a_forged_key_or_an_article_that_is_none_notes_nothing(desk, sent):
    ticket = sent()
    key = hidden(part(desk, ticket), "s")
    for form in ({"s": "x:y", "article": "send-documents"}, {"s": key, "article": "nothing"}, {}):
        assert desk.post(url_of(ticket, "inserted/"), form).status_code == 302
    assert Showing.objects.get(place="console").inserted == []


def test_an_article_is_read_whole_in_both_languages_and_that_is_noted(desk, sent):
    ticket = sent("zh")
    key = hidden(part(desk, ticket), "s")
    html = desk.get(url_of(ticket, "send-documents/"), {"s": key}).content.decode()
    assert html.index('lang="zh"') < html.index('lang="es"')
    assert "{" not in html
    assert "<a href" not in html, "links open beside the ticket"
    assert Showing.objects.get(place="console").opened == ["send-documents"]
    assert desk.get(url_of(ticket, "nothing/")).status_code == 404


def test_an_agent_looks_for_another_article_and_typing_on_is_one_showing(desk, sent):
    ticket = sent()
    html, key = "", ""
    for typed in ("retir", "retiro", "retiro tarda"):
        html = desk.get(url_of(ticket), {"part": "found", "q": typed, "s": key}).content.decode()
        key = hidden(html, "s")
    assert inserts(unescape(html))
    row = Showing.objects.get(place="console")
    assert (row.question, row.ticket) == ("retiro tarda", ticket.id)
    odd = {"part": "found", "q": "\0<b>" + "x" * 5000}
    assert desk.get(url_of(ticket), odd).status_code == 200


def test_nothing_moves_until_a_message_comes_and_a_search_is_left_alone(desk, sent):
    ticket = sent()
    seen = hidden(part(desk, ticket), "seen")
    assert desk.get(url_of(ticket), {**PART, "seen": seen}).status_code == 204
    assert desk.get(url_of(ticket), {**PART, "seen": "1", "q": "retiro"}).status_code == 204
    assert desk.get(url_of(ticket), {**PART, "seen": "1"}).status_code == 200


def test_without_a_script_it_is_a_page_of_links(desk, sent):
    ticket = sent()
    html = unescape(desk.get(url_of(ticket)).content.decode())
    assert "<html" in html
    assert "/xm/help/send-documents/" in html
    assert f"/console/xm/requests/{ticket.number}/" in html
    assert "data-insert" not in html, "there is no writing box on this page"


def test_a_withdrawn_article_is_not_offered(desk, sent, own_index):
    ticket = sent()
    assert "/help/send-documents/" in part(desk, ticket)
    withdraw(ticket.company_id, "send-documents", Author(1, "Ana"), timezone.now())
    forget(ticket.company_id)  # as the end of the transaction does
    assert "/help/send-documents/" not in part(desk, ticket)
    assert inserts(part(desk, ticket)), "and leaves no empty place"


def test_strangers_and_other_companies_find_nothing(client, stranger, second_factor, sent, desk):
    ticket = sent()
    second_factor(stranger)
    client.force_login(stranger)
    for path in (url_of(ticket), url_of(ticket, "send-documents/")):
        assert client.get(path).status_code == 404
    assert client.post(url_of(ticket, "inserted/"), {}).status_code == 404


def test_a_company_without_articles_says_so(console, ask):
    ticket = ask("shop", "question", "form")
    found = console.get(f"/console/shop/requests/{ticket.number}/answers/", PART)
    assert found.status_code == 200
    assert not inserts(found.content.decode())
    assert Ticket.objects.count() == 1
