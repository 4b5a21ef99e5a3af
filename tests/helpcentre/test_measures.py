"""What came of an answer is counted by article and by language, and once for each showing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.module_loading import import_string

from tests.helpcentre.conftest import NOW
from ventanilla.helpcentre.measures import (
    Measure,
    by_article_and_language,
    by_language,
    deflected,
    measures,
)
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import (
    answered_before,
    ended,
    inserted,
    noted,
    opened,
    popular,
    shown,
    shown_beside,
    typed_on,
)

pytestmark = pytest.mark.django_db
Place, Outcome = Showing.Place, Showing.Outcome
MINUTE = timedelta(minutes=1)
SURE, UNSURE = 0.9, 0.2


@pytest.fixture
def search(xm):
    """A customer searches, is shown two articles, and opens some of them a minute later each."""

    def of(*read, language="es", sure=SURE, place=Place.SEARCH, articles=("password", "hours")):
        key = shown(xm.id, place, language, articles, NOW, question="¿?", sure=sure)
        for number, name in enumerate(read, 1):
            assert opened(key, xm.id, name, NOW + number * MINUTE)
        return key

    return of


def test_every_article_that_was_opened_is_kept_the_last_one_last(xm, search):
    key = search("password", "hours", "password")
    assert noted(key, xm.id).opened == ("hours", "password")
    assert Showing.objects.get().opened_at == NOW + MINUTE, "the first time counts"


def test_shown_opened_solved_and_asked_all_the_same(xm, search):
    ended(search("password"), xm.id, Outcome.SOLVED)
    ended(search("password", "hours"), xm.id, Outcome.UNSOLVED)
    ended(search("hours"), xm.id, Outcome.ASKED, ticket=7)
    search()
    found = measures(xm.id, NOW + MINUTE)
    assert found["password"] == Measure(
        shown=4, opened=2, helped=1, solved=1, asked=1, deflected=1, wrong=2, seconds=60.0
    )
    assert found["hours"] == Measure(shown=4, opened=2, not_helped=2, asked=1, seconds=60.0)


def test_whoever_needs_no_more_than_the_line_is_solved_by_the_first(xm, search):
    ended(search(), xm.id, Outcome.SOLVED)
    found = measures(xm.id, NOW)
    assert (found["password"].solved, found["password"].helped) == (1, 0)
    assert found["hours"].solved == 0


def test_an_answer_that_was_not_sure_is_not_counted_as_wrong(xm, search):
    ended(search(sure=UNSURE), xm.id, Outcome.ASKED, ticket=7)
    assert measures(xm.id, NOW)["password"].wrong == 0
    assert measures(xm.id, NOW, mark=0.1)["password"].wrong == 1


def test_a_language_counts_a_showing_once_however_many_articles_it_has(xm, search):
    ended(search("password", "hours", language="zh-hans"), xm.id, Outcome.SOLVED)
    search(language="es")
    found = by_language(xm.id, NOW)
    assert found["zh"] == Measure(shown=1, opened=1, helped=1, solved=1, deflected=1, seconds=60.0)
    assert found["es"] == Measure(shown=1)
    both = by_article_and_language(xm.id, NOW)
    assert both["hours", "zh"].solved == 1
    assert both["password", "es"].shown == 1
    assert ("password", "ar") not in both


def test_what_staff_is_shown_is_no_customers_showing(xm):
    key = shown_beside(xm.id, 7, "zh", ["password", "hours"], NOW, sure=SURE)
    opened(key, xm.id, "hours", NOW)
    inserted(key, xm.id, "hours")
    found = measures(xm.id, NOW)
    assert found["hours"] == Measure(inserted=1)
    assert found["password"] == Measure(wrong=1), "the agent took another one"
    assert by_language(xm.id, NOW)["zh"].inserted == 1
    assert popular(xm.id, NOW, 5, ["hours", "password"]) == []
    assert answered_before(xm.id, 0.7, NOW - MINUTE) == []


def test_the_same_articles_beside_the_same_ticket_are_one_showing(xm):
    keys = {shown_beside(xm.id, 7, "es", ["hours"], NOW) for _ in range(3)}
    assert len(keys) == 1
    assert Showing.objects.get().question == "", "the words stand in the ticket alone"
    shown_beside(xm.id, 8, "es", ["hours"], NOW)
    shown_beside(xm.id, 7, "es", ["password"], NOW)
    assert Showing.objects.count() == 3


def test_a_search_that_begins_beside_a_ticket_takes_no_other_showing_over(xm):
    key = shown_beside(xm.id, 7, "es", ["hours"], NOW)
    assert not typed_on(key, xm.id, "contraseña", ["password"], SURE)


def test_nothing_older_than_thirty_days_is_counted(xm, search):
    search("hours")
    assert measures(xm.id, NOW + timedelta(days=31)) == {}


def test_withdrawn_articles_take_no_place_among_the_popular(xm, search):
    for name in ("gone", "gone", "hours"):
        search(name, articles=(name,))
    assert popular(xm.id, NOW + MINUTE, 1, ["hours", "password"]) == ["hours"]


@pytest.mark.parametrize(("before", "after"), [("", "[]"), ("fees", '["fees"]')])
def test_what_was_opened_before_is_carried_over(before, after):
    listed = import_string("ventanilla.helpcentre.migrations.0004_all_opened.LISTED")
    one = import_string("ventanilla.helpcentre.migrations.0004_all_opened.ONE")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE helpcentre_showing (opened varchar(80))")
        cursor.execute("INSERT INTO helpcentre_showing VALUES (%s)", [before])
        cursor.execute(listed)
        cursor.execute("SELECT opened::text FROM helpcentre_showing")
        assert cursor.fetchone() == (after,)
        cursor.execute(one)
        cursor.execute("SELECT opened FROM helpcentre_showing")
        assert cursor.fetchone() == (before,)
        cursor.execute("DROP TABLE helpcentre_showing")


@pytest.mark.promise("ET-08", "SB-03")
def test_a_question_that_ended_with_an_article_has_its_time(xm, search):
    assert deflected(xm.id, NOW) == (0, None)
    search("password")
    search("hours", "password", place=Place.FORM)
    search()
    ended(search("hours"), xm.id, Outcome.UNSOLVED)
    ended(search("hours"), xm.id, Outcome.ASKED, ticket=7)
    search("hours", place=Place.BROWSE)
    assert deflected(xm.id, NOW) == (2, 60.0)
