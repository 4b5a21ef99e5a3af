"""What is missing in the help centre: found, begun, set aside; common problems by month."""

from __future__ import annotations

import csv
import re
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from html import unescape
from io import StringIO

import pytest
import time_machine
from django.test import Client

from tests.helpcentre.conftest import Folder
from ventanilla.channels.reading import read_some
from ventanilla.helpcentre import answers as asking
from ventanilla.helpcentre import indexes, partition, readings
from ventanilla.helpcentre.gap_models import Reading, SetAside
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import ended, shown
from ventanilla.helpcentre.stock import forget

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
HOME = "/console/xm/missing/"
PROBLEMS = f"{HOME}problems/"
MANY = "¿Pagan intereses por el saldo?"


@pytest.fixture(autouse=True)
def by_words_at_nine(monkeypatch):
    """Without vectors, in a process that has grouped nothing yet."""
    monkeypatch.setattr(indexes, "_kept", {})
    monkeypatch.setattr(partition, "_kept", OrderedDict())
    for module in (asking, readings):
        monkeypatch.setattr(module, "embedder", lambda: None)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asked(xm):
    """Somebody asks, sees nothing that is sure, and perhaps writes."""

    def search(question, times=1, *, sent=False, language="es", days=1.0, slug=None):
        for n in range(times):
            at = NOW - timedelta(days=days) + timedelta(minutes=n)
            place = Showing.Place.SEARCH
            key = shown(slug or xm.id, place, language, [], at, question=question, sure=0.1)
            if sent:
                ended(key, slug or xm.id, Showing.Outcome.ASKED)

    return search


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return unescape(answer.content.decode())


def rows(html):
    """The groups of the list, each as its words."""
    body = html.partition('class="table register gaps"')[2].partition("</table>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in body.split("<tr>")[2:]]


def group_in(html, number=0):
    return re.findall(r'name="group" value="(\w+)"', html)[number]


def test_the_list_has_what_became_requests_first_with_examples_languages_and_since(marta_at, asked):
    asked(MANY, 2, sent=True)
    asked("pagan intereses por el saldo", 3, days=9)
    asked("hay oficina en quito", 6)
    first, second = rows(page(marta_at, HOME))
    assert first.startswith("pagan intereses por el saldo 5 times 2 requests asked 5 times")
    assert "Spanish since" in first
    assert "16" in first.partition("since")[2]
    assert "0 requests asked 6 times" in second


def test_an_article_is_begun_with_the_words_of_those_who_asked(marta_at, asked):
    asked(MANY, 3)
    asked("pagan intereses por saldo parado")
    asked("{intereses} pagan por el saldo mío", language="es")
    html = page(marta_at, HOME)
    start = re.search(r'href="([^"]*articles/new/[^"]*)"', html)[1]
    editor = page(marta_at, start)
    assert re.search(r'name="title" value="¿Pagan intereses por el saldo\?"', editor)
    asks = re.search(r'<textarea name="asks"[^>]*>\s*([^<]*)</textarea>', editor)[1]
    assert "pagan intereses por saldo parado" in asks
    assert "{" not in asks, "braces are placeholders in an article"
    assert 'name="name" value="pagan-intereses-por-el-saldo"' in editor
    posted = re.search(r'action="([^"]*gap=[^"]*)"', editor)[1]
    assert group_in(html) in posted, "and it is known which group it was begun for"
    other = page(marta_at, start.replace("language=es", "language=zh"))
    assert re.search(r'name="title"(?! value)', other), "nobody's words are called a translation"


def test_a_group_for_which_a_draft_was_begun_leads_to_that_draft(marta_at, browser, lucia, asked):
    asked(MANY, 3)
    asked("pagan intereses por saldo parado", 2)
    start = re.search(r'href="([^"]*articles/new/[^"]*)"', page(marta_at, HOME))[1]
    editor = page(marta_at, start)
    typed = {
        "key": "k",
        "name": "interest",
        "section": "account",
        "title": "¿Hay intereses?",
        "answer": "No.",
        "body": "No.",
        "asks": f"{MANY}\npagan intereses por saldo parado",
        "do": "draft",
    }
    posted = re.search(r'action="([^"]*gap=[^"]*)"', editor)[1]
    assert marta_at.post(posted, typed)["Location"] == "/console/xm/articles/interest/es/"
    html = page(browser(lucia), HOME)
    assert 'href="/console/xm/articles/interest/es/"' in html
    assert "Go on with the draft" in html
    assert "Start the article" not in html


def test_what_is_set_aside_stays_away_until_it_grows_and_can_be_taken_back(marta_at, asked):
    asked(MANY, 6)
    asked("hay oficina en quito", 2)
    html = page(marta_at, HOME)
    answer = marta_at.post(f"{HOME}aside/", {"group": group_in(html)})
    html = page(marta_at, answer["Location"])
    assert "Undo" in html
    assert len(rows(html)) == 1
    asked(MANY, 2, days=-0.01)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert len(rows(page(marta_at, HOME))) == 1, "two more are not half as many again"
        asked(MANY, 1, days=-0.02)
        assert len(rows(page(marta_at, HOME))) == 2
    SetAside.objects.filter(count=6).update(count=60)
    assert len(rows(page(marta_at, HOME))) == 1
    marta_at.post(f"{HOME}aside/{SetAside.objects.get().id}/back/")
    html = page(marta_at, HOME)
    assert len(rows(html)) == 2
    assert "It is on the list again" in html
    assert SetAside.objects.get().undone_by == "Marta Gil"


def test_setting_aside_twice_is_once(marta_at, asked, browser, lucia):
    asked(MANY, 6)
    name = group_in(page(marta_at, HOME))
    for client in (marta_at, browser(lucia)):
        client.post(f"{HOME}aside/", {"group": name})
    assert SetAside.objects.count() == 1
    gone = marta_at.post(f"{HOME}aside/", {"group": "0" * 16}, follow=True)
    assert "gone meanwhile" in unescape(gone.content.decode())


def test_another_company_has_its_own_gaps(marta_at, asked, company):
    asked(MANY, 3)
    asked("una pregunta de exness", slug=company("exness").id)
    assert "exness" not in page(marta_at, HOME)
    row = SetAside.objects.create(
        company_id=company("exness").id,
        digests=[],
        count=1,
        question="x",
        at=NOW,
        by=1,
        by_name="x",
    )
    assert marta_at.post(f"{HOME}aside/{row.id}/back/").status_code == 404


def test_who_only_reads_the_register_and_strangers_find_nothing(browser, marta, stranger, asked):
    asked(MANY)
    for client in (browser(marta, "register"), browser(stranger)):
        for path in (HOME, PROBLEMS, f"{PROBLEMS}csv/", f"{HOME}articles/"):
            assert client.get(path).status_code == 404
        assert client.post(f"{HOME}aside/", {"group": "x"}).status_code == 404
    assert Client().get(HOME).status_code == 302


def test_opening_words_of_requests_join_when_the_worker_has_read_them(marta_at, ask):
    ask("xm", "general", "email", at=NOW - timedelta(hours=2), subject="¿Aceptan oro en barras?")
    html = page(marta_at, HOME)
    assert "The opening words of 1 request are still to be read" in html
    assert rows(html) == []
    place = {}
    while read_some(place, NOW + timedelta(minutes=5)):
        pass
    (row,) = rows(page(marta_at, HOME))
    assert row.startswith("¿Aceptan oro en barras?")
    assert Reading.objects.count() == 1


def test_a_question_that_is_still_being_typed_is_not_read(xm, asked):
    key_at = -1 / 24 / 60
    asked("pagan inte", days=key_at)
    read_some({}, NOW)
    assert Reading.objects.count() == 0


# ------------------------------------------------------------------------------- common problems


@pytest.fixture
def november(ask):
    """Requests of October and November at a company."""

    def fill(slug, counts, at=NOW - timedelta(days=5)):
        for topic, texts in counts.items():
            for n, text in enumerate(texts):
                ask(slug, topic, "email", at=at + timedelta(minutes=n), subject=text, text=text)

    return fill


def topics_of(html):
    body = html.partition('class="table problems"')[2].partition("</table>")[0]
    found = []
    for row in re.findall(r'<tr class="head">.*?</tr>', body, re.DOTALL):
        cells = re.split(r"</?t[hd][^>]*>", row)
        words = [" ".join(re.sub(r"<[^>]+>", " ", c).split()) for c in cells]
        found.append([word for word in words if word])
    return found


@pytest.mark.promise("XM-77")
def test_the_common_problems_of_a_month_come_from_its_requests(marta_at, november):
    late = "Mi retiro no llega"
    november("xm", {"financial": [late, late, "Comisión que no entiendo"], "general": ["Horario?"]})
    november("xm", {"financial": [late], "technical": ["x"]}, NOW - timedelta(days=31 + 5))
    html = page(marta_at, PROBLEMS)
    assert [(row[0], *row[1:4]) for row in topics_of(html)] == [
        ("Deposits and withdrawals", "3", "75%", "+200%"),
        ("General question", "1", "25%", "new"),
        ("Technical problem", "0", "0%", "−100%"),
    ]
    problems = re.findall(r'<th scope="row"><q[^>]*>([^<]*)</q>.*?<td[^>]*>(\d+)</td>', html)
    assert problems == [(late, "2")], "what one person asked is no common problem"
    october = page(marta_at, f"{PROBLEMS}?month=2026-10")
    assert [row[0:2] for row in topics_of(october)] == [
        ["Deposits and withdrawals", "1"],
        ["Technical problem", "1"],
    ]


@pytest.mark.promise("EX-02")
def test_beside_the_published_list_stands_what_the_requests_say(second_factor, marta, november):
    november("exness", {"payments": ["我的提款"] * 3, "verification": ["护照"] * 2})
    second_factor(marta)
    client = Client(headers={"accept-language": "en"})
    client.force_login(marta)
    html = page(client, "/console/exness/missing/problems/")
    lists = [
        re.findall(r"<li>([^<]*)</li>", part)
        for part in re.findall(r"<ol.*?</ol>", html, re.DOTALL)
    ]
    published, real = lists[-2:]
    assert published == [
        "Verification of the account",
        "Deposits and withdrawals",
        "A fault of the platform",
        "Management of the account",
        "Uploading and reviewing files",
    ]
    assert real == ["Status of a deposit or withdrawal", "Account verification and documents"]


def test_personal_words_are_masked_in_the_examples(marta_at, november):
    november("xm", {"general": ["Llamen al 600 123 456 o a ana@correo.test"] * 2})
    html = page(marta_at, PROBLEMS)
    assert "ana@" not in html.partition('class="table problems"')[2]
    assert "600" not in html.partition('class="table problems"')[2]


def test_the_running_month_is_held_against_as_many_days_of_the_one_before(marta_at, november):
    november("xm", {"general": ["a b c"]}, datetime(2026, 11, 3, 12, tzinfo=UTC))
    november("xm", {"general": ["a b c"]}, datetime(2026, 10, 3, 12, tzinfo=UTC))
    november("xm", {"general": ["a b c"]}, datetime(2026, 10, 30, 12, tzinfo=UTC))
    (row,) = topics_of(page(marta_at, PROBLEMS))
    assert row[3] == "as before", "the 30th has not come yet"


def test_what_an_article_solved_counts_beside_the_requests_of_its_topic(
    marta_at, xm, tmp_path, november
):
    folder = Folder(tmp_path / "second")
    text = (folder.path / "help.toml").read_text("utf-8")
    folder.write(
        "help.toml",
        text.replace("checked = 2026-11-02", 'checked = 2026-11-02\ntopics = ["general"]'),
    )
    load_help(xm, folder.path, NOW - timedelta(hours=20))
    forget(xm.id)
    november("xm", {"general": ["¿Cuándo abren?"]})
    for _ in range(3):
        at = NOW - timedelta(days=2)
        place = Showing.Place.SEARCH
        key = shown(xm.id, place, "es", ["hours"], at, question="cuando abren", opened="hours")
        ended(key, xm.id, Showing.Outcome.SOLVED)
    html = page(marta_at, PROBLEMS)
    (row,) = topics_of(html)
    assert (row[1], row[5]) == ("1", "3")


def test_the_month_is_a_sheet_that_a_spreadsheet_does_not_run(marta_at, november):
    november("xm", {"general": ["=1+1 hola mundo cruel"] * 2, "technical": ["MT5 no abre"]})
    answer = marta_at.get(f"{PROBLEMS}csv/?month=2026-11")
    assert answer["Content-Disposition"].endswith('problems-xm-2026-11.csv"')
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[1][:5] == ["2026-11", "General question", "", "2", "66.7"]
    assert lines[2][2].startswith("'=1+1")
    assert [line[1] for line in lines[3:]] == ["Technical problem"]


@pytest.mark.parametrize("typed", ["2026", "2026-13", "x", "2026-12", "2026-Q4"])
def test_a_month_that_is_none_is_told_and_this_one_is_shown(marta_at, typed):
    html = page(marta_at, f"{PROBLEMS}?month={typed}", 422)
    assert 'role="alert"' in html
    assert "November 2026" in html


def test_articles_that_fail_their_readers_lead_to_the_editor(marta_at, xm):
    for n in range(20):
        at = NOW - timedelta(days=2, minutes=n)
        place = Showing.Place.SEARCH
        key = shown(
            xm.id, place, "es", ["hours"], at, question="festivo?", sure=0.9, opened="hours"
        )
        if n < 15:
            ended(key, xm.id, Showing.Outcome.ASKED)
    html = page(marta_at, f"{HOME}articles/")
    (row,) = rows(html)
    assert "Shown: 20 Opened: 20 75% 15 of 20 surely between 53% and 89%" in row
    assert "festivo? 15 times" in row
    assert "/console/xm/articles/hours/" in html
    assert "articles/?state=stale" in html
