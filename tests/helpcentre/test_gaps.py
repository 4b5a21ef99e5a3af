"""What nobody has answered: from the questions that were typed and the words requests begin with."""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta

import pytest

from tests.core.answers.stage import Meaning
from tests.helpcentre.conftest import NOW
from tests.helpcentre.test_answers import Now
from ventanilla.core.answers.asked import Asked, phrasings
from ventanilla.helpcentre import answers as asking
from ventanilla.helpcentre import embedding, indexes, partition, readings
from ventanilla.helpcentre.gap_models import Reading
from ventanilla.helpcentre.gaps import gaps, still_open
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import ended, shown
from ventanilla.helpcentre.stock import forget
from ventanilla.helpcentre.unhelpful import unhelpful

pytestmark = pytest.mark.django_db
SENT, SOLVED = Showing.Outcome.ASKED, Showing.Outcome.SOLVED


@pytest.fixture(autouse=True)
def own_process(monkeypatch):
    """Indexes and groups of this test alone, without vectors unless it brings some."""
    monkeypatch.setattr(indexes, "_kept", {})
    monkeypatch.setattr(partition, "_kept", OrderedDict())
    monkeypatch.setattr(indexes, "Thread", Now)
    monkeypatch.setattr(indexes.connection, "close", lambda: None)
    for module in (asking, embedding, readings):
        monkeypatch.setattr(module, "embedder", lambda: None)


@pytest.fixture
def filled(xm, folder):
    """XM with articles on passwords and hours."""
    folder.words("es", "password", title="Olvidé mi contraseña")
    folder.words("es", "hours", title="¿Cuál es el horario de atención?")
    load_help(xm, folder.path, NOW - timedelta(days=1))
    forget(xm.id)
    return xm


@pytest.fixture
def searched(filled):
    """Somebody types a question and gets no sure answer."""

    def search(question, outcome=None, ticket=None, days=1.0, sure=0.1, language="es", **more):
        at = NOW - timedelta(days=days)
        place = more.pop("place", Showing.Place.SEARCH)
        key = shown(filled.id, place, language, [], at, question=question, sure=sure)
        if outcome:
            ended(key, filled.id, outcome, ticket)
        return key

    return search


def found(company, requests=None, complaints=()):
    return gaps(company, requests or {}, complaints, NOW)


def said(groups):
    return [group.phrasings[0].text for group in groups]


def test_what_had_no_sure_answer_stands_with_how_often_it_became_a_request(filled, searched):
    searched("pagan intereses por el saldo", SENT, 1)
    searched("¿Pagan intereses por el saldo?")
    searched("hay oficina en quito")
    groups = found(filled).groups
    assert [(g.count, g.sent) for g in groups] == [(2, 1), (1, 0)], "those of requests first"
    assert said(groups)[1] == "hay oficina en quito"


def test_a_sure_answer_a_solved_matter_and_what_is_older_than_90_days_are_no_gap(filled, searched):
    searched("pagan intereses", sure=0.99)
    searched("hay oficina en quito", SOLVED)
    searched("aceptan oro en barras", days=91)
    searched("una pregunta de una agente", place=Showing.Place.CONSOLE)
    assert found(filled).groups == ()


def test_a_matter_counts_once_by_the_first_words_that_were_typed_for_it(filled, searched):
    searched("pagan intereses", SENT, 7)
    searched("Buenas tardes, quisiera saber si pagan intereses", SENT, 7, place=Showing.Place.FORM)
    request = Asked("Intereses Buenas tardes, quisiera saber", "es", NOW, sent=True)
    (group,) = found(filled, {7: request}).groups
    assert (said([group]), group.count, group.sent) == (["pagan intereses"], 1, 1)


def test_a_request_that_came_without_a_search_is_read_by_its_first_words(filled):
    request = Asked("aceptan oro en barras", "es", NOW, sent=True)
    known = Asked("olvidé mi contraseña", "es", NOW, sent=True)
    requests = {1: request, 2: known}
    assert found(filled, requests).unread == 2
    assert found(filled, requests).groups == (), "nobody knows yet whether it has an answer"
    readings.read(filled, phrasings(requests.values()), NOW)
    now = found(filled, requests)
    assert (said(now.groups), now.unread) == (["aceptan oro en barras"], 0)


def test_a_complaint_is_no_question_for_the_help_centre(filled, searched):
    searched("quiero quejarme del trato recibido", SENT, 3)
    assert found(filled, complaints={3}).groups == ()


def test_a_group_that_an_article_answers_by_now_vanishes_by_itself(filled, folder, searched):
    searched("pagan intereses por el saldo", SENT)
    assert said(still_open(filled, found(filled).groups)) == ["pagan intereses por el saldo"]
    folder.words("es", "hours", title="¿Pagan intereses por el saldo?")
    load_help(filled, folder.path, NOW)
    forget(filled.id)
    list(still_open(filled, found(filled).groups))  # the index of now is made meanwhile
    assert list(still_open(filled, found(filled).groups)) == []
    assert found(filled).groups, "it is asked anew whenever a page is shown, and forgotten never"


def test_questions_of_two_languages_are_one_group_where_there_are_vectors(
    filled, searched, monkeypatch
):
    for n in range(4):
        searched(f"mi retiro {n}", language="es")
        searched(f"我的提款 {n}", language="zh")
        searched(f"mi tarjeta {n}", language="es")
        searched(f"银行卡 {n}", language="zh")
    by_words = found(filled).groups
    assert all(len(group.languages) == 1 for group in by_words)
    monkeypatch.setattr(readings, "embedder", Meaning)
    every = phrasings(Asked(row.question, "es", NOW) for row in Showing.objects.all())
    readings.read(filled, every, NOW)
    assert sorted((g.count, tuple(sorted(g.languages))) for g in found(filled).groups) == [
        (8, ("es", "zh")),
        (8, ("es", "zh")),
    ]


def test_a_reading_keeps_no_words_and_is_thrown_away_in_time(filled):
    readings.read(filled, phrasings([Asked("mi retiro de Ana Beltrán", "es", NOW)]), NOW)
    row = Reading.objects.get()
    assert not any("retiro" in str(value) for value in vars(row).values())
    assert readings.throw_away(filled.id, NOW + timedelta(days=99)) == 0
    assert readings.throw_away(filled.id, NOW + timedelta(days=101)) == 1


def test_an_article_is_named_only_when_it_surely_fails_its_readers(filled):
    def read(article, outcome, times):
        for _ in range(times):
            at = NOW - timedelta(days=3)
            place = Showing.Place.SEARCH
            key = shown(
                filled.id, place, "es", [article], at, question="no abre", sure=0.9, opened=article
            )
            if outcome:
                ended(key, filled.id, outcome)

    read("hours", SENT, 2)
    assert unhelpful(filled.id, NOW) == [], "two of two say nothing"
    read("password", SENT, 12)
    read("password", Showing.Outcome.UNSOLVED, 3)
    read("password", None, 10)
    (one,) = unhelpful(filled.id, NOW)
    assert (one.article, one.shown, one.opened, one.failed) == ("password", 25, 25, 15)
    assert 0.25 <= one.interval.low < 15 / 25 < one.interval.high
    assert [(asked.text, len(asked.asked)) for asked in one.questions] == [("no abre", 12)]
    read("password", SOLVED, 60)
    assert unhelpful(filled.id, NOW) == []
