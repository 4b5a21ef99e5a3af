"""The agent's desk for one problem, one request: offered, looked at, done, taken back."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.console.test_acts import again, page
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.actions.merge import merge
from ventanilla.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db
TWO = "¿Cuándo llega mi retiro del lunes? ¿Puedo cambiar la contraseña de la aplicación?"
BERTA = Contact("berta@correo.test", "Berta Ruiz", "es")


@pytest.fixture
def pair(ask):
    first = ask("shop", "question", "form", subject="Carrito", text="El carrito se vacía al pagar.")
    text = "Al pagar se vacía el carrito."
    return first, ask("shop", "question", "form", subject="Otra vez el carrito", text=text)


def at(ticket, act=""):
    return f"/console/shop/requests/{ticket.number}/{act}"


def html_of(response):
    return unescape(response.content.decode())


@pytest.mark.promise("ET-12", "SB-41")
def test_a_probable_duplicate_is_offered_beside_the_request_and_never_another(console, pair, ask):
    first, second = pair
    other = ask("shop", "question", "form", subject="Cupones", text="¿Cómo hago un cupón?")
    hers = ask("shop", "question", "form", text="El carrito se vacía al pagar.", contact=BERTA)
    shown = page(console, second)
    assert f"{at(second, 'merge/')}?with={first.number}" in shown
    assert "with=" + other.number not in shown
    assert hers.number not in shown.partition('id="context"')[2], "another customer's is not named"
    assert (again(first).state, again(second).state) == ("new", "new"), "nothing happens by itself"


@pytest.mark.promise("ET-12", "ET-13", "SB-41")
def test_it_is_looked_at_merged_and_taken_back(console, pair):
    first, second = pair
    before = html_of(console.get(at(second, "merge/"), {"with": first.number.lower()}))
    assert before.index(first.number, before.index('class="pair"')) < before.rindex(second.number)
    done = console.post(at(second, "merge/"), {"with": first.number})
    assert done["Location"] == at(first)
    thread = html_of(console.get(at(first)))
    assert "Al pagar se vacía el carrito." in thread
    assert f"from {second.number}" in thread
    ended = html_of(console.get(at(second)))
    assert first.number in ended
    assert 'name="text"' not in ended.partition('id="main"')[2], "nothing is answered there"
    console.post(at(second, "unmerge/"))
    assert (again(first).state, again(second).state) == ("new", "new")


def test_lists_and_search_have_it_once(console, pair, marta):
    first, second = pair
    merge(first.company_id, first.id, second.id, marta, second.received_at)
    for path in (
        "/console/shop/",
        "/console/shop/search/?q=carrito",
        "/console/shop/search/?q=ana@",
    ):
        listed = re.findall(r"data-row[^>]*", html_of(console.get(path)))
        shown = html_of(console.get(path))
        assert listed
        assert f"requests/{second.number}/" not in shown
    assert f"requests/{second.number}/" in html_of(
        console.get("/console/shop/search/", {"q": second.number})
    ), "its number still finds it"


@pytest.mark.parametrize("typed", ["SH-2222-2222", "nothing", "a\x00b"])
def test_a_number_that_is_none_is_named(console, pair, typed):
    response = console.get(at(pair[0], "merge/"), {"with": typed})
    assert response.status_code == 422
    assert "There is no request" in html_of(response)


def test_what_cannot_be_merged_says_why_and_has_no_button(console, pair, ask):
    hers = ask("shop", "question", "form", contact=BERTA)
    shown = html_of(console.get(at(pair[0], "merge/"), {"with": hers.number}))
    assert "different customers" in shown
    assert 'name="with" value=' not in shown
    response = console.post(at(pair[0], "merge/"), {"with": hers.number})
    assert response.status_code == 422
    assert again(hers).state == "new"
    itself = console.get(at(pair[0], "merge/"), {"with": pair[0].number})
    assert "same request" in html_of(itself)


@pytest.mark.promise("SB-40")
def test_two_questions_are_offered_to_be_split_with_the_second_filled_in(console, ask):
    ticket = ask("shop", "question", "form", text=TWO)
    shown = html_of(console.get(at(ticket)))
    link = re.search(r'href="([^"]*split/\?message=\d+&part=1)"', shown)
    form = html_of(console.get(link[1]))
    assert ">\n¿Puedo cambiar la contraseña de la aplicación?</textarea>" in form
    message = Message.objects.get(ticket=ticket.id)
    sent = {
        "messages": [str(message.id)],
        "text": "¿Puedo cambiar la contraseña de la aplicación?",
        "subject": "Contraseña",
        "topic": "question",
        "key": "k",
    }
    done = console.post(at(ticket, "split/"), sent)
    fresh = Ticket.objects.get(linked=ticket.id)
    assert done["Location"] == at(fresh)
    assert console.post(at(ticket, "split/"), sent)["Location"] == at(fresh), "pressed twice"
    assert "Split off as " + fresh.number in html_of(console.get(at(ticket)))
    assert "split/?message" not in html_of(console.get(at(ticket))), "it is not offered again"
    assert console.post(at(fresh, "unsplit/"))["Location"] == at(ticket)
    assert again(fresh).state == "merged"


@pytest.mark.promise("SB-40")
def test_words_that_are_not_the_customers_are_named_and_nothing_typed_is_lost(console, ask):
    ticket = ask("shop", "question", "form", text=TWO)
    message = Message.objects.get(ticket=ticket.id)
    sent = {"messages": [str(message.id)], "subject": "Clave", "topic": "question", "text": "¡Ya!"}
    response = console.post(at(ticket, "split/"), sent)
    assert response.status_code == 422
    assert "does not stand in the chosen messages: \u2068¡Ya!" in html_of(response)
    assert 'value="Clave"' in html_of(response)
    nothing = console.post(at(ticket, "split/"), sent | {"messages": []})
    assert "Choose at least one message" in html_of(nothing)
    assert Ticket.objects.count() == 1


@pytest.mark.promise("SB-42")
def test_it_is_set_aside_with_a_reason_that_the_list_shows_and_taken_back(console, ask):
    ticket = ask("shop", "question", "form")
    assert 'value="question"' in html_of(console.get(at(ticket)))
    console.post(at(ticket, "park/"), {"why": "question"})
    assert "One of its questions cannot be answered yet" in html_of(console.get("/console/shop/"))
    assert "Set aside: One of its questions" in html_of(console.get(at(ticket)))
    refused = console.post(at(ticket, "park/"), {"why": "nothing"})
    assert refused.status_code == 422
    console.post(at(ticket, "unpark/"))
    assert again(ticket).state == "open"
