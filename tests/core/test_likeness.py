"""Alike is what shares its words, in whatever order, spelling or form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.likeness import ALIKE, likeness
from ventanilla.core.marking import marked
from ventanilla.core.tokens import tokens, unspaced

TEXTS = st.text(alphabet="abcdeéñ 提款到账密码 السحب", max_size=60)


@pytest.mark.promise("SB-41")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mi retiro no llega", "El retiro de ayer no ha llegado"),
        ("我的提款没有到账", "提款没有到账，已经三天"),
        ("السحب لم يصل", "لم يصل سحب أمس"),
        ("Cannot publish my page", "my page cannot be published"),
    ],
)
def test_the_same_matter_in_other_words_is_alike(one, other):
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mi retiro no llega", "No puedo cambiar mi contraseña"),
        ("我的提款没有到账", "怎么修改登录密码"),
        ("No puedo entrar", ""),
        ("no de la en", "no de la un"),
    ],
)
def test_another_matter_is_not(one, other):
    assert likeness(one, other) < ALIKE


@given(TEXTS, TEXTS)
def test_it_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == pytest.approx(likeness(other, one))


@given(TEXTS)
def test_a_text_is_wholly_like_itself_or_has_no_word_that_counts(text):
    counts = any(len(w) > 2 or (unspaced(w) and len(w) > 1) for w in tokens(text))
    assert likeness(text, text) == pytest.approx(1.0) or not counts
    assert likeness(text, text.upper()) == pytest.approx(likeness(text, text))


@given(TEXTS, TEXTS)
def test_marking_changes_no_sign_and_marks_nothing_that_was_not_asked(text, question):
    pieces = marked(text, question)
    assert "".join(piece.text for piece in pieces) == text
    if not tokens(question):
        assert not any(piece.hit for piece in pieces)


def test_the_words_of_the_question_are_marked():
    hits = [p.text for p in marked("¿Cuánto tarda un retiro para verlo?", "mi RETIRO para hoy")]
    assert hits == ["¿Cuánto tarda un ", "retiro", " para verlo?"]
    assert [p.text for p in marked("取款需要多久", "我的取款") if p.hit] == ["取款"]
