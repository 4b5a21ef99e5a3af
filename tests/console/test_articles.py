"""The articles of the help centre in the console: found, written side by side, published by two."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from ventanilla.companies.drafts import Author
from ventanilla.core.articles import Words
from ventanilla.helpcentre.actions.begin import begin
from ventanilla.helpcentre.models import Article, ArticleEvent, Section, Showing, Wording
from ventanilla.helpcentre.showings import ended, opened, shown
from ventanilla.helpcentre.stock import forget, help_of
from ventanilla.people.models import Membership

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
HOME = "/console/xm/articles/"
EDIT = f"{HOME}hours/es/"
TYPED = {
    "title": "¿Cuándo abren?",
    "answer": "De lunes a viernes.",
    "asks": "horario?\n\n a que hora abren ",
    "body": "Vea **{hours.chat}**.",
}


@pytest.fixture(autouse=True)
def at_nine():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lucia_at(browser, lucia):
    return browser(lucia, "supervisor")


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return unescape(answer.content.decode())


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html[html.index('id="words"') :])[1]


def send(client, do="draft", path=EDIT, **typed):
    """What a browser sends that has opened the page just now."""
    html = page(client, path)
    kept = {name: hidden(html, name) for name in ("key", "base")}
    return client.post(path, {**kept, **TYPED, "do": do, **typed})


def titles(html):
    return re.findall(r'<th scope="row"><a[^>]*><bdi>(.*?)</bdi>', html)


# ---------------------------------------------------------------- the list


@pytest.mark.promise("XM-64")
def test_the_article_checked_longest_ago_comes_first_and_too_old_ones_are_named(marta_at, xm):
    Article.objects.filter(name="hours").update(checked_on="2026-08-01")
    html = page(marta_at, HOME)
    assert titles(html) == ["hours en", "password en"]
    assert "Too old: 116 days ago" in words(html)
    assert "within 90 days" in words(html)
    assert titles(page(marta_at, f"{HOME}?state=stale")) == ["hours en"]


def test_a_company_that_promises_nothing_looks_once_a_year(browser, marta, company):
    browser(marta)
    client = Client(headers={"accept-language": "en"})
    client.force_login(marta)
    assert "does not say how often" in words(page(client, "/console/etoro/articles/"))


def test_drafts_and_languages_are_filtered(marta_at, xm):
    send(marta_at)
    words_of_one = Words("Comisiones", "No hay ninguna.", "Nada.", ())
    begin(xm, "fees", "account", "es", words_of_one, Author(1, "Ana"), NOW)
    assert titles(page(marta_at, f"{HOME}?state=draft")) == ["hours en", "Comisiones"]
    assert titles(page(marta_at, f"{HOME}?state=draft&language=zh")) == []
    assert titles(page(marta_at, f"{HOME}?state=missing&language=zh")) == ["Comisiones"]
    assert titles(page(marta_at, f"{HOME}?language=zh")) == ["password en", "hours en"]
    assert titles(page(marta_at, f"{HOME}?section=account"))[:2] == ["password en", "hours en"]
    assert "Change the filter" in page(marta_at, f"{HOME}?state=withdrawn")


@pytest.mark.parametrize("query", ["section=gone", "first=99999", "first=x", "state=%00"])
def test_a_filter_that_is_none_breaks_nothing(marta_at, query):
    page(marta_at, f"{HOME}?{query}")


def test_what_came_of_an_article_is_counted_for_thirty_days(marta_at, xm):
    outcomes = [Showing.Outcome.SOLVED, Showing.Outcome.UNSOLVED, Showing.Outcome.NONE]
    for outcome in outcomes:
        key = shown(xm.id, Showing.Place.BROWSE, "es", ["hours"], NOW, opened="hours")
        ended(key, xm.id, outcome)
    long_ago = NOW - timedelta(days=31)
    shown(xm.id, Showing.Place.BROWSE, "es", ["hours"], long_ago, opened="hours")
    said = words(page(marta_at, HOME))
    assert "Opened 3 times Helped: 1 · did not: 1" in said
    assert "Not opened" in said


def test_an_article_tells_what_came_of_it_in_each_language(marta_at, xm):
    assert "What came of it" not in words(page(marta_at, EDIT))
    key = shown(xm.id, Showing.Place.SEARCH, "zh-hans", ["hours"], NOW, question="?", sure=0.9)
    opened(key, xm.id, "hours", NOW + timedelta(seconds=90))
    ended(key, xm.id, Showing.Outcome.ASKED, 7)
    shown(xm.id, Showing.Place.SEARCH, "es", ["hours"], NOW, question="?", sure=0.9)
    said = words(page(marta_at, EDIT))
    # shown, opened, solved, deflected, asked, wrong, inserted, time
    assert "All languages 2 1 0 0 1 1 0 1 min" in said
    assert re.search(r"Chinese\S* 1 1 0 0 1 1 0 1 min", said.replace("Simplified ", ""))
    assert "Spanish 1 0 0 0 0 0 0 –" in said


def test_the_navigation_of_staff_leads_there(marta_at):
    assert f'href="{HOME}"' in page(marta_at, "/console/xm/")


# ---------------------------------------------------------------- writing


def test_another_language_stands_beside_and_is_chosen(marta_at, xm):
    first, second = xm.policy.languages[:2]
    assert f"hours {second}" in words(page(marta_at, f"{HOME}hours/{first}/"))
    assert "hours zh" in words(page(marta_at, f"{EDIT}?with=zh"))
    assert "hours zh" not in words(page(marta_at, f"{EDIT}?with=ar"))


def test_a_draft_is_kept_and_customers_see_it_after_a_second_person(marta_at, lucia_at, xm):
    assert send(marta_at).status_code == 302
    kept = Wording.objects.order_by("id").last()
    assert (kept.state, kept.by_name, kept.asks) == (
        "draft",
        "Marta Gil",
        ["horario?", "a que hora abren"],
    )
    assert send(marta_at, "review").status_code == 302
    html = page(lucia_at, EDIT)
    assert "Written by Marta Gil" in words(html)
    assert send(lucia_at, "publish").status_code == 302
    forget(xm.id)
    assert help_of(xm.id).articles["hours"].in_("es").title == "¿Cuándo abren?"


def test_an_agent_does_not_publish_and_a_writer_not_alone(marta_at, lucia_at):
    send(lucia_at)
    refused = send(marta_at, "publish")
    assert refused.status_code == 422
    assert "A supervisor or an admin publishes" in refused.content.decode()
    refused = send(lucia_at, "publish")
    assert refused.status_code == 422
    assert "a second person publishes them" in refused.content.decode()
    assert not Wording.objects.filter(published_by="Lucía Prado").exists()


def test_whoever_publishes_other_words_than_were_kept_is_stopped_and_keeps_them(marta_at, lucia_at):
    send(marta_at)
    refused = send(lucia_at, "publish", title="Otra cosa")
    assert refused.status_code == 422
    assert "You changed these words" in refused.content.decode()
    assert 'value="Otra cosa"' in refused.content.decode()


def test_a_mistake_is_named_at_its_field_and_nothing_typed_is_lost(marta_at):
    before = Wording.objects.count()
    answer = send(marta_at, answer="x" * 401, body="{hours.chta} <b>", title="")
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "401 signs. At most 400 fit." in html
    assert "{hours.chta} names nothing. Did you mean {hours.chat}?" in html
    assert re.search(r'id="id_title_error".*?Write something here', html, re.DOTALL)
    assert "{hours.chta} <b></textarea>" in html
    assert Wording.objects.count() == before


def test_a_second_press_keeps_nothing_twice(marta_at):
    html = page(marta_at, EDIT)
    body = {**TYPED, "do": "draft", "key": hidden(html, "key"), "base": hidden(html, "base")}
    before = Wording.objects.count()
    assert [marta_at.post(EDIT, body).status_code for _ in range(2)] == [302, 302]
    assert Wording.objects.count() == before + 1
    again = marta_at.post(EDIT, {**body, "title": "Otro"})
    assert again.status_code == 422
    assert 'value="Otro"' in again.content.decode()


def test_whoever_was_slower_sees_the_newer_words_and_keeps_their_own(marta_at, lucia_at):
    html = page(lucia_at, EDIT)
    send(marta_at)
    mine = {**TYPED, "do": "draft", "body": "Solo por la mañana."}
    slow = {**mine, "key": hidden(html, "key"), "base": hidden(html, "base")}
    answer = lucia_at.post(EDIT, slow)
    assert answer.status_code == 409
    html = unescape(answer.content.decode())
    assert "Somebody has written other words meanwhile" in html
    assert "Marta Gil kept them" in words(html)
    assert "<ins>" in html
    assert "Solo por la mañana.</textarea>" in html
    fresh = {**mine, "key": hidden(html, "key"), "base": hidden(html, "base")}
    assert lucia_at.post(EDIT, fresh).status_code == 302
    assert Wording.objects.order_by("id").last().body == "Solo por la mañana."


def test_the_preview_shows_what_customers_will_see_and_keeps_nothing(marta_at):
    before = Wording.objects.count()
    answer = send(marta_at, "preview", body="**Sí** {company} <script>x</script>")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<strong>Sí</strong> XM &lt;script&gt;" in html
    assert Wording.objects.count() == before


def test_the_placeholders_are_listed_with_what_they_say(marta_at):
    assert "{time.email_answer} 24 horas" in words(page(marta_at, EDIT))


def test_a_translator_sees_what_changed_in_the_first_language(marta_at, lucia_at, xm):
    main = xm.policy.languages[0]
    path = f"{HOME}hours/{main}/"
    send(marta_at, path=path, body="Words. And {company}.")
    send(lucia_at, "publish", path=path, body="Words. And {company}.")
    html = page(marta_at, f"{HOME}hours/zh/")
    assert "has changed since this was translated" in html
    assert "<ins> And {company}.</ins>" in html
    marta_at.post(f"{HOME}hours/zh/checked/")
    assert "has changed since this was translated" not in page(marta_at, f"{HOME}hours/zh/")


# ---------------------------------------------------------------- a new one


NEW = {**TYPED, "name": "fees", "section": "account", "key": "k1", "do": "draft"}


def test_a_new_article_begins_as_a_draft(marta_at, xm):
    assert "Short name" in page(marta_at, f"{HOME}new/?language=zh")
    answers = [marta_at.post(f"{HOME}new/?language=zh", NEW) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [f"{HOME}fees/zh/"] * 2
    assert Article.objects.get(name="fees").by_hand
    forget(xm.id)
    assert "fees" not in help_of(xm.id).articles
    assert "¿Cuándo abren?" in page(marta_at, f"{HOME}?state=draft")


def test_what_speaks_against_a_new_article_is_named_and_nothing_is_lost(marta_at):
    answer = marta_at.post(f"{HOME}new/", {**NEW, "name": "hours", "section": "", "body": ""})
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "There is an article of this name" in html
    assert "Choose one of the list" in html
    assert "Write something here" in html
    assert "De lunes a viernes." in html
    assert not Article.objects.filter(name="fees").exists()


def test_without_sections_a_new_article_has_no_place_yet(browser, marta):
    browser(marta)
    client = Client(headers={"accept-language": "en"})
    client.force_login(marta)
    assert not Section.objects.exclude(company__slug="xm").exists()
    assert "load the company's help folder first" in page(client, "/console/etoro/articles/new/")


# ---------------------------------------------------------------- acts


@pytest.mark.promise("XM-64")
def test_still_right_marks_it_as_checked_today_by_whom(marta_at):
    body = {"key": "k"}
    for _ in range(2):
        assert marta_at.post(f"{EDIT}checked/", body).status_code == 302
    assert Article.objects.get(name="hours").checked_on == NOW.date()
    event = ArticleEvent.objects.get()
    assert (event.what, event.by_name, event.language) == ("checked", "Marta Gil", "es")
    assert "Checked: still right" in words(page(marta_at, f"{EDIT}history/"))


def test_the_history_says_who_wrote_what_and_brings_it_back(marta_at, lucia_at):
    old = Wording.objects.get(article="hours", language="es").id
    send(marta_at)
    send(lucia_at, "publish")
    said = words(page(marta_at, f"{EDIT}history/"))
    assert "Written by Marta Gil" in said
    assert "published by Lucía Prado" in said
    assert "From the company's files" in said
    assert "The same words as before." in said
    html = page(marta_at, f"{EDIT}history/")
    assert "<del>hours es</del><ins>¿Cuándo abren?</ins>" in re.sub(r"\s+(?=<ins>)", "", html)
    assert marta_at.post(f"{EDIT}back/", {"wording": old, "key": "b"}).status_code == 302
    newest = Wording.objects.order_by("id").last()
    assert (newest.title, newest.state, newest.by_name) == ("hours es", "draft", "Marta Gil")
    for wrong in ("", "x", "999999999", "9" * 40, "²"):
        assert marta_at.post(f"{EDIT}back/", {"wording": wrong}).status_code == 302
    assert Wording.objects.order_by("id").last() == newest


def test_a_draft_is_discarded_and_stays_in_the_history(marta_at):
    send(marta_at)
    row = Wording.objects.order_by("id").last()
    marta_at.post(f"{EDIT}discard/", {"wording": row.id, "key": "d"})
    assert 'value="hours es"' in page(marta_at, EDIT)
    assert "¿Cuándo abren?" in page(marta_at, f"{EDIT}history/")


def test_a_supervisor_withdraws_an_article_and_shows_it_again(lucia_at, xm):
    lucia_at.post(f"{HOME}hours/withdraw/", {"key": "w"})
    forget(xm.id)
    assert "hours" not in help_of(xm.id).articles
    assert "Show again" in page(lucia_at, EDIT)
    assert titles(page(lucia_at, f"{HOME}?state=withdrawn")) == ["hours en"]
    lucia_at.post(f"{HOME}hours/show/", {"key": "s"})
    forget(xm.id)
    assert "hours" in help_of(xm.id).articles


PLACE = {
    "section": "account",
    "kind": "webinar",
    "topics": ["general"],
    "related": ["password"],
    "link": "https://xm.test/live",
    "starts": "2026-12-10T15:00",
    "zone": "Europe/Madrid",
    "minutes": "45",
    "host": "Eleni",
    "key": "p",
}


def test_what_holds_in_all_languages_is_set_on_one_form(lucia_at, xm):
    path, room = f"{HOME}hours/settings/", 'href="/console/xm/webinars/hours/"'
    assert room not in page(lucia_at, EDIT)
    assert lucia_at.post(path, PLACE).status_code == 302
    forget(xm.id)
    assert room in page(lucia_at, EDIT)
    article = help_of(xm.id).articles["hours"]
    assert (article.topics, article.related) == (("general",), ("password",))
    assert article.webinar.starts == datetime(2026, 12, 10, 14, tzinfo=UTC)
    html = page(lucia_at, path)
    assert 'value="2026-12-10T15:00"' in html
    assert "Europe/Madrid" in html


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"zone": "Mars/Base"}, "There is no such zone"),
        ({"link": "http://xm.test"}, "begins with https://"),
        ({"link": ""}, "Say where the video or the webinar is found"),
        ({"starts": ""}, "Say when the webinar begins"),
        ({"starts": "soon"}, "Enter a valid date/time"),
        ({"related": ["hours"]}, "not one of the available choices"),
    ],
)
def test_a_setting_that_cannot_be_is_named_and_nothing_is_lost(lucia_at, changed, said):
    answer = lucia_at.post(f"{HOME}hours/settings/", {**PLACE, **changed})
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert "Eleni" in answer.content.decode()
    assert Article.objects.get(name="hours").kind == "article"


# ---------------------------------------------------------------- who may


READ = ["", "new/", "hours/es/", "hours/es/history/"]
DO = ["new/", "hours/es/", "hours/es/checked/", "hours/es/discard/", "hours/es/back/"]
OVERSEE = ["hours/settings/", "hours/withdraw/", "hours/show/"]


def test_strangers_and_other_companies_find_nothing(browser, marta, stranger, second_factor):
    mine = browser(marta)
    Membership.objects.filter(user=marta, company__slug="xm").delete()
    second_factor(stranger)
    other = Client()
    other.force_login(stranger)
    for client in (mine, other):
        for path in READ:
            assert client.get(HOME + path).status_code == 404, path
        for path in DO + OVERSEE:
            assert client.post(HOME + path, PLACE).status_code == 404, path
    assert not ArticleEvent.objects.exists()
    assert mine.get("/console/etoro/articles/hours/es/").status_code == 404


def test_an_agent_does_not_find_what_supervisors_decide(marta_at):
    assert marta_at.get(f"{HOME}hours/settings/").status_code == 404
    for path in OVERSEE:
        assert marta_at.post(HOME + path, PLACE).status_code == 404, path
    html = page(marta_at, EDIT)
    assert "/withdraw/" not in html
    assert "/settings/" not in html


@pytest.mark.parametrize("path", ["gone/es/", "hours/xx/", "hours/xx/history/", "gone/es/history/"])
def test_an_article_or_a_language_that_is_none_is_not_found(marta_at, path):
    page(marta_at, HOME + path, 404)


def test_a_reader_of_the_register_finds_no_articles(browser, marta):
    assert browser(marta, "register").get(HOME).status_code == 404


@pytest.mark.promise("ET-08", "SB-03")
def test_it_says_how_much_sooner_an_article_answers_than_a_person(client, xm, marta_at):
    from ventanilla.helpcentre.models import Showing
    from ventanilla.helpcentre.showings import opened, shown

    assert "In 30 days articles" not in page(marta_at, HOME)
    at = NOW - timedelta(days=1)
    key = shown(xm.id, Showing.Place.SEARCH, "es", ["live-chat"], at, question="¿Y el chat?")
    opened(key, xm.id, "live-chat", at + timedelta(seconds=40))
    said = words(page(marta_at, HOME))
    assert "articles answered 1 question; half of those answers were opened within 40 s" in said
