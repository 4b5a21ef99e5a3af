"""The questions by which answers are tuned and judged are fair: apart, real, and rightly named."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.answers.questions import COMPANIES, articles, questions
from ventanilla.core.answers import build
from ventanilla.core.tokens import tokens
from ventanilla.helpcentre.indexes import weights

TUNE, JUDGE = questions("tune"), questions("judge")
ALL = [*TUNE, *JUDGE]


@pytest.fixture(scope="module")
def stock():
    return {name: articles(name) for name in COMPANIES}


def plain(text):
    return " ".join(tokens(text))


def test_there_are_enough_of_them_in_enough_languages():
    assert len(ALL) >= 400
    assert sum(not one.right for one in ALL) >= 100
    assert len({one.language for one in ALL}) >= 8
    assert {one.company for one in ALL} == set(COMPANIES)


def test_no_question_is_asked_twice_of_a_company():
    asked = Counter((one.company, plain(one.text)) for one in ALL)
    assert [what for what, count in asked.items() if count > 1] == []


def test_no_question_is_the_wording_of_an_article(stock):
    told = {
        (name, plain(text))
        for name in COMPANIES
        for e in stock[name]
        for text in (e.title, *e.asks)
    }
    assert [one for one in ALL if (one.company, plain(one.text)) in told] == []


def test_every_right_article_is_one_of_the_company(stock):
    for one in ALL:
        assert one.right <= {entry.article for entry in stock[one.company]}, one


def test_words_and_pieces_alone_find_most_of_what_is_asked_in_the_articles_languages(stock):
    made = {
        name: build(entries, [None] * len(entries), weights()) for name, entries in stock.items()
    }
    asked = [one for one in JUDGE if one.right and one.language in {"es", "en", "zh", "ar"}]
    hits = 0
    for one in asked:
        found = made[one.company].ask(one.text, None).found
        hits += bool(one.right & {each.article for each in found})
    assert hits / len(asked) > 0.9
