"""The search on a company's home: answers first, and its words go along to the form."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.stock import help_of

pytestmark = pytest.mark.django_db
ASKED = {
    "es": "¿Cómo envío los documentos para verificar mi cuenta?",
    "en": "How do I send my verification documents?",
}
SURE = "No tenemos una respuesta segura"


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "es"})


def page_of(response):
    return unescape(response.content.decode())


def answers_in(html):
    return re.findall(r'class="answer" href="([^"]+)"', html)


@pytest.mark.promise("SB-02", "ET-04")
@pytest.mark.parametrize("slug", ["xm", "etoro", "exness", "roxom", "shop"])
def test_the_title_of_every_article_finds_it(browser, help_centre, slug):
    known = help_of(help_centre(slug).id)
    for name, article in known.articles.items():
        title = article.in_("en").title
        html = page_of(browser.get(f"/{slug}/", {"q": title, "part": "found"}))
        if "{" not in title:
            assert any(f"/help/{name}/" in url for url in answers_in(html)), title


@pytest.mark.promise("SB-02")
def test_up_to_three_answers_stand_on_the_page_and_in_its_part(browser, help_centre):
    help_centre("xm")
    whole = page_of(browser.get("/xm/", {"q": ASKED["es"]}))
    part = page_of(browser.get("/xm/", {"q": ASKED["es"], "part": "found"}))
    assert 1 <= len(answers_in(whole)) <= 3
    assert part.lstrip().startswith('<div class="found"')
    assert "<mark>documentos</mark>" in part
    assert "Súbalos en el área de clientes" in part, "each with its answer in a line"


def test_the_question_goes_along_to_the_form_and_nobody_types_it_again(browser, help_centre):
    help_centre("xm")
    html = page_of(browser.get("/xm/", {"q": "¿Pagan intereses & bonos?"}))
    write = re.search(r'href="(/xm/ask/\?[^"]+)"', html)[1]
    topics = page_of(browser.get(write))
    form = page_of(browser.get(re.search(r'href="(/xm/ask/general/\?[^"]+)"', topics)[1]))
    assert 'value="¿Pagan intereses & bonos?"' in form
    assert re.search(r"<textarea[^>]*>\s*¿Pagan intereses & bonos\?</textarea>", form)


def test_who_comes_from_an_article_brings_the_question_too(browser, help_centre):
    help_centre("xm")
    found = page_of(browser.get("/xm/", {"q": ASKED["es"]}))
    article = page_of(browser.get(answers_in(found)[0]))
    write = re.search(r'href="(/xm/ask/[^"]*s=[^"]+)"', article)[1]
    assert ASKED["es"] in page_of(browser.get(write))


def test_it_says_plainly_when_it_is_not_sure_and_when_it_knows_nothing(browser, help_centre):
    help_centre("xm")
    assert SURE not in page_of(browser.get("/xm/", {"q": ASKED["es"]}))
    unsure = page_of(browser.get("/xm/", {"q": "documentos gato azul volcán"}))
    assert answers_in(unsure)
    assert SURE in unsure
    nothing = page_of(browser.get("/xm/", {"q": "zyxwv qwrtp"}))
    assert not answers_in(nothing)
    assert "/xm/ask/?about=zyxwv" in nothing


def test_what_is_typed_on_is_one_showing_without_personal_numbers(browser, help_centre):
    help_centre("xm")
    key = ""
    for typed in ("docu", "documentos", "documentos de ana@correo.test 88412077"):
        html = page_of(browser.get("/xm/", {"q": typed, "part": "found", "s": key}))
        key = re.search(r'name="s" value="([^"]+)"', html)[1]
    only = Showing.objects.get()
    assert (only.place, only.question) == (
        "search",
        "documentos de \N{HORIZONTAL ELLIPSIS} \N{HORIZONTAL ELLIPSIS}",
    )
    browser.get("/xm/", {"q": "otra cosa", "s": key})
    assert Showing.objects.count() == 2, "another question is another showing"


@pytest.mark.promise("XM-80")
def test_opening_an_answer_is_noted_where_it_was_shown(browser, help_centre):
    help_centre("xm")
    found = page_of(browser.get("/xm/", {"q": ASKED["es"]}))
    url = answers_in(found)[0]
    browser.get(url)
    assert Showing.objects.get().opened == [url.split("/help/")[1].split("/")[0]]


def test_a_company_without_articles_leads_to_the_form(browser, company):
    html = page_of(browser.get("/roxom/", {"q": "retiro"}))
    assert "/roxom/ask/?about=retiro" in html
    assert not Showing.objects.exists()
