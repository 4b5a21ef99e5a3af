"""A question finds its article: misspelt, in another language, with and without vectors."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.answers.stage import CHINESE, ENGLISH, SPANISH, Meaning, index_of, names, written
from ventanilla.core.answers import build
from ventanilla.helpcentre.indexes import weights

ALL = [*SPANISH, *CHINESE, *ENGLISH]


@pytest.mark.parametrize(
    "question",
    ["كم يستغرق السحب", "когда придет вывод", "我的提款什么时候到账", "Withdrawal??"],
)
def test_a_question_in_any_language_finds_the_article_that_is_written_in_spanish_only(question):
    assert names(index_of(ALL), question, Meaning())[0] == "withdrawal"


@pytest.mark.parametrize(
    "question, article",
    [
        ("OLVIDE MI CONTRASEÑA!!", "password"),
        ("olvide mi contrasenna", "password"),
        ("cambie mis contraseñas", "password"),
        ("cuanto tardan los retiros", "withdrawal"),
        ("別人的银行卡", "card"),
        ("oppening hour", "hours"),
    ],
)
def test_without_vectors_words_and_pieces_of_words_find_it_all_the_same(question, article):
    assert names(index_of(ALL, embedder=False), question)[0] == article


def test_an_article_in_two_languages_is_found_once():
    assert names(index_of(ALL), "horario / opening hours", Meaning()).count("hours") == 1


def test_a_question_of_foreign_matters_is_thought_to_lie_outside():
    index = index_of(ALL)
    foreign = index.ask("¿Quién ganó el partido de fútbol ayer?", Meaning())
    own = index.ask("¿cuánto tarda mi retiro?", Meaning())
    assert foreign.inside < 0.3
    assert own.inside > 0.9
    assert not foreign.found or foreign.found[0].probability < 0.3
    assert own.found[0].probability > 0.7


def test_what_the_words_answer_beyond_doubt_is_not_embedded():
    class Never(Meaning):
        def query(self, texts):
            raise AssertionError("asked for a vector")

    assert names(index_of(ALL), "¿Cuál es el horario de atención?", Never())[0] == "hours"
    with pytest.raises(AssertionError, match="vector"):
        index_of(ALL).ask("когда придет вывод", Never())


def test_what_found_an_article_is_told():
    (first, *_) = index_of(ALL).ask("كم يستغرق السحب", Meaning()).found
    assert first.by == ("vectors",)
    (first, *_) = index_of(ALL).ask("no retiro, sino otra cosa", Meaning()).found
    assert first.by == ("words", "grams", "vectors")
    (first, *_) = index_of(ALL).ask("mi retiro no llega", None).found
    assert first.by == ("words", "grams")


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x00", "🙂"])
def test_a_question_without_a_word_has_no_answer(question):
    found = index_of(ALL, embedder=False).ask(question, None)
    assert found.found == ()
    assert found.inside < 0.7


def test_an_empty_help_centre_has_no_answer():
    found = build([], [], weights()).ask("hola", Meaning())
    assert found.found == ()


def test_an_article_that_is_not_embedded_yet_is_found_by_its_words():
    fresh = written("new", "es", "¿Puedo cambiar de divisa?", "cambio de divisa de la cuenta")
    rows = [*(Meaning().passage(e.passages).mean(axis=0) for e in ALL), None]
    index = build([*ALL, fresh], rows, weights())
    assert names(index, "como cambio la divisa", Meaning())[0] == "new"
    whole = [Meaning().passage(e.passages).mean(axis=0) for e in [*ALL, fresh]]
    assert names(index.renewed([*ALL, fresh], whole), "提款", Meaning())[0] == "withdrawal"


def test_progress_is_told_until_all_is_done():
    told = []
    build(ALL, [None] * len(ALL), weights(), told.append)
    assert told == sorted(told)
    assert told[-1] == len(ALL)


@given(st.text(max_size=300))
def test_whatever_is_asked_the_shares_are_shares(question):
    result = INDEX.ask(question, Meaning(), 5)
    scores = [found.score for found in result.found]
    assert scores == sorted(scores, reverse=True)
    for share in (result.inside, *(found.probability for found in result.found)):
        assert 0 <= share <= 1
        assert not math.isnan(share)


INDEX = index_of(ALL)
