"""The help centre as customers read it: every article in every language, and what came of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from tests.companies.reading import COMPANIES
from ventanilla.companies.drafts import Author
from ventanilla.helpcentre.actions.withdraw import withdraw
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.models import Article, Showing
from ventanilla.helpcentre.showings import popular, shown
from ventanilla.helpcentre.stock import forget, help_of
from ventanilla.portal.articles import Shelves
from ventanilla.portal.known import read_before
from ventanilla.tickets.showing import Eyes

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def known(company):
    """The help centre of a company, loaded from its files."""
    seen = []

    def load(slug):
        found = company(slug)
        forget(found.id)
        load_help(found, COMPANIES / slug / "help", NOW)
        forget(found.id)
        seen.append(found.id)
        return found

    yield load
    for number in seen:
        forget(number)


def read(client, path, language="en", status=200):
    client.cookies["lang"] = language
    answer = client.get(path)
    assert answer.status_code == status, path
    return unescape(answer.content.decode())


def key_of(html):
    return re.search(r'name="s" value="([^"]+)"', html)[1]


@pytest.mark.promise("XM-57", "XM-63", "XM-59", "XM-60")
def test_all_is_there_by_section_and_videos_say_that_they_are(known, client):
    known("xm")
    html = read(client, "/xm/help/")
    assert html.count('class="answer"') == Article.objects.filter(withdrawn=False).count() >= 40
    assert "Account verification" in html
    article = Article.objects.filter(kind="video").first()
    page = read(client, f"/xm/help/{article.name}/")
    assert "Watch the video" in page
    assert article.link in page
    assert "<ol>" in page, "the text beside the video tells the same steps"


@pytest.mark.promise("RX-21", "RX-61", "SB-01", "SB-45", "RX-26", "ET-04")
@pytest.mark.parametrize("slug", ["roxom", "shop", "etoro", "exness"])
@pytest.mark.parametrize("language", ["es", "en", "zh-hans", "ar"])
def test_every_article_can_be_read_by_everybody_at_any_hour(known, client, slug, language):
    found = known(slug)
    for name in Article.objects.filter(company_id=found.id).values_list("name", flat=True):
        html = read(client, f"/{slug}/help/{name}/", language)
        body = html[html.index("<article") : html.index("</article>")]
        assert "{" not in body, name
        assert "<p></p>" not in body, name


@pytest.mark.promise("EX-55", "EX-58")
def test_what_to_try_first_is_asked_after_and_what_came_of_it_noted(known, client):
    exness = known("exness")
    html = read(client, "/exness/help/cannot-sign-in/")
    for words in ("Caps Lock", "cache", "another browser", "e-mail"):
        assert words.casefold() in html.casefold(), words
    assert "Did one of these steps solve it?" in html
    answer = client.post(
        "/exness/help/cannot-sign-in/helped/", {"s": key_of(html), "solved": "yes"}
    )
    assert answer.status_code == 302
    assert "Thank you for telling us" in read(client, answer["Location"])
    row = Showing.objects.order_by("id").first()
    assert (row.company_id, row.place, row.opened, row.outcome) == (
        (exness.id, "browse", ["cannot-sign-in"], "solved")
    )


def test_whoever_was_not_helped_is_led_to_the_form_of_that_topic(known, client):
    known("exness")
    html = read(client, "/exness/help/platform-trouble/")
    topic = Article.objects.get(name="platform-trouble").topics[0]
    answer = client.post(
        "/exness/help/platform-trouble/helped/", {"s": key_of(html), "solved": "no"}
    )
    assert answer["Location"].startswith(f"/exness/ask/{topic}/?s=")
    assert Showing.objects.latest("id").outcome == "unsolved"


def test_a_key_of_another_company_or_of_nobody_changes_nothing(known, client, company):
    known("exness")
    foreign = shown(company("xm").id, Showing.Place.SEARCH, "en", ["x"], NOW, question="?")
    for key in (foreign, "nonsense", "\0"):
        client.post("/exness/help/cannot-sign-in/helped/", {"s": key, "solved": "yes"})
    assert set(Showing.objects.values_list("outcome", flat=True)) == {""}


def test_opening_from_a_search_is_noted_on_that_search(known, client):
    exness = known("exness")
    key = shown(exness.id, Showing.Place.SEARCH, "en", ["cannot-sign-in"], NOW, question="login")
    read(client, f"/exness/help/cannot-sign-in/?s={key}")
    (row,) = Showing.objects.all()
    assert (row.place, row.opened) == ("search", ["cannot-sign-in"])


def test_what_was_opened_most_today_is_popular(known, client):
    exness = known("exness")
    for name, times in (("cannot-sign-in", 3), ("payment-times", 2), ("blank-page", 1)):
        for _ in range(times):
            read(Client(), f"/exness/help/{name}/")
    names = list(help_of(exness.id).articles)
    assert popular(exness.id, NOW, 2, names) == ["cannot-sign-in", "payment-times"]
    assert popular(exness.id, NOW + timedelta(hours=25), 2, names) == []
    assert "Popular today" in read(client, "/exness/help/")


def test_a_question_is_kept_without_what_names_a_person(known):
    exness = known("exness")
    words = "my account 12345678 ana@correo.test http://x.test/a 24 hours"
    shown(exness.id, Showing.Place.SEARCH, "en", [], NOW, question=words)
    assert Showing.objects.get().question == "my account … … … 24 hours"


def test_unknown_and_withdrawn_articles_are_not_found(known, client):
    exness = known("exness")
    read(client, "/exness/help/nothing-of-the-kind/", status=404)
    read(client, "/xm/help/cannot-sign-in/", status=404)
    Article.objects.filter(company_id=exness.id, name="blank-page").update(withdrawn=True)
    forget(exness.id)
    read(client, "/exness/help/blank-page/", status=404)


@pytest.mark.promise("XM-61")
def test_a_webinar_is_told_in_the_time_of_the_reader(known, client):
    known("xm")
    article = Article.objects.filter(kind="webinar").order_by("starts_at").first()
    client.cookies["tz"] = "America/Mexico_City"
    html = read(client, f"/xm/help/{article.name}/")
    local = article.starts_at.astimezone(ZoneInfo("America/Mexico_City"))
    assert f"{local:%B} {local.day}" in html
    assert "Mexico City" in html
    assert "Take part" not in html, "the room opens a quarter of an hour before"
    with time_machine.travel(article.starts_at - timedelta(minutes=15), tick=False):
        assert "Take part" in read(client, f"/xm/help/{article.name}/")
    assert f"/xm/help/{article.name}/" in _coming(read(client, "/xm/help/"))
    with time_machine.travel(article.starts_at + timedelta(days=2), tick=False):
        over = read(client, f"/xm/help/{article.name}/")
        assert "Take part" not in over
        assert f"/xm/help/{article.name}/" not in _coming(read(client, "/xm/help/"))


def _coming(html):
    """The webinars that are still to come."""
    return html.partition("Next webinars")[2].partition("</section>")[0]


def test_a_page_without_articles_says_so(client):
    assert "There are no articles yet." in read(client, "/etoro/help/")


def test_a_withdrawn_article_is_missed_nowhere(known, client):
    exness = known("exness")
    held = help_of(exness.id).articles
    gone = next(one.related[0] for one in held.values() if one.related)
    naming = [one.name for one in held.values() if gone in one.related]
    for name in (gone, gone, "blank-page"):
        read(Client(), f"/exness/help/{name}/")
    withdraw(exness.id, gone, Author(1, "Ana"), NOW)
    forget(exness.id)
    dead = f'/exness/help/{gone}/"'
    assert read(client, f"/exness/help/{gone}/", status=404)
    pages = [read(client, f"/exness/{path}") for path in ("", "help/", "ask/technical/")]
    pages += [read(client, f"/exness/help/{name}/") for name in naming]
    for html in pages:
        assert dead not in html
        assert "<li></li>" not in html
    popular_now = Shelves(exness, Eyes("en", ZoneInfo("UTC"), NOW)).popular(1)
    assert [one.url for one in popular_now] == ["/exness/help/blank-page/"]
    count = len([one for one in held.values() if one.name != gone])
    assert read(client, "/exness/help/").count('class="answer"') >= count


def test_the_address_may_name_a_language_and_whoever_chose_one_keeps_it(known, client):
    known("exness")
    html = Client().get("/exness/help/payment-times/?lang=zh").content.decode()
    assert 'lang="zh-hans"' in html.lower() or 'lang="zh-Hans"' in html
    chosen = Client()
    chosen.cookies["lang"] = "es"
    assert '<html lang="es"' in chosen.get("/exness/help/payment-times/?lang=zh").content.decode()
    assert Client().get("/exness/help/payment-times/?lang=%00xx").status_code == 200


def test_every_article_that_was_read_is_named_not_only_the_last(known, client):
    exness = known("exness")
    names = ["cannot-sign-in", "payment-times", "blank-page"]
    key = shown(exness.id, Showing.Place.SEARCH, "en", names, NOW, question="login")
    for name in ("payment-times", "cannot-sign-in"):
        read(client, f"/exness/help/{name}/?s={key}")
    assert read_before(exness.id, [key]) == {
        "shown": "cannot-sign-in,payment-times,blank-page",
        "read": "payment-times,cannot-sign-in",
    }
