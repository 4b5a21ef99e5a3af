"""Several questions in one text: found carefully, and no word is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.questions import MOST, questions
from ventanilla.core.tokens import tokens

MARKS = "?\u037e\u061f\uff1f"
WORDS = ["retiro", "contraseña", "documento", "bonificación", "dominio", "factura"]
LINES = st.text(alphabet="abcñéz 12.?؟？。\n)", max_size=120)
UNLIKE = st.lists(st.sampled_from(WORDS), min_size=2, max_size=MOST, unique=True)


def own(text):
    return [question.own for question in questions(text)]


@pytest.mark.promise("SB-40")
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "¿Cuándo llega mi retiro? ¿Puedo cambiar la contraseña de la aplicación?",
            ["¿Cuándo llega mi retiro?", "¿Puedo cambiar la contraseña de la aplicación?"],
        ),
        (
            "我的提款什么时候到账？另外，怎么修改登录密码？",
            ["我的提款什么时候到账？", "另外，怎么修改登录密码？"],
        ),
        ("متى يصل السحب؟ كيف أغير كلمة المرور؟", ["متى يصل السحب؟", "كيف أغير كلمة المرور؟"]),
        (
            "Cannot publish my page. Also, how do I connect a domain name?",
            ["Cannot publish my page.", "Also, how do I connect a domain name?"],
        ),
        (
            "1. El retiro no llega\n2) Cambiar contraseña",
            ["El retiro no llega", "Cambiar contraseña"],
        ),
        ("1、提款没有到账\n2、怎么修改密码", ["提款没有到账", "怎么修改密码"]),
    ],
)
def test_several_questions_are_told_apart_in_every_script(text, parts):
    assert own(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mi retiro no llega. ¿Cuándo llega?",
        "Why is my withdrawal late? And when will it come?",
        "¿Cuándo llega mi retiro? ¿Por qué tarda tanto mi retiro?",
        "Lo intenté el 2026-11-20 a las 10:30. Costó 1.500 EUR.",
        "1. solo hay un punto",
        "3. tercero\n4. cuarto",
        "????",
    ],
)
def test_one_matter_stays_one(text):
    assert own(text) == [text.strip()]


def test_what_was_said_before_all_stands_before_each():
    first, second = questions(
        "Soy Ana, cuenta 88412077.\n1. El retiro no llega\n2. Cambiar contraseña"
    )
    assert first.text == "Soy Ana, cuenta 88412077.\nEl retiro no llega"
    assert second.text == "Soy Ana, cuenta 88412077.\nCambiar contraseña"


@given(LINES)
def test_no_word_is_lost_and_the_parts_are_few(text):
    found = questions(text)
    assert 1 <= len(found) <= MOST
    kept = set(tokens(*(question.text for question in found)))
    numbers = {str(number) for number in range(1, MOST + 1)}
    assert set(tokens(text)) - kept <= numbers, "but for the numbers of a list"
    assert all(question.own in question.text for question in found)


@given(UNLIKE, st.sampled_from(MARKS))
def test_questions_without_a_common_word_are_as_many_as_were_asked(words, mark):
    text = " ".join(f"{word} aba{n}x edo{n}y{mark}" for n, word in enumerate(words))
    assert len(questions(text)) == len(words)


@given(st.sampled_from(WORDS), st.integers(2, 5), st.sampled_from(MARKS))
def test_the_same_asked_again_is_one_question(word, times, mark):
    assert len(questions(f"Dónde está {word}{mark} " * times)) == 1


@given(st.text(max_size=200).filter(lambda t: not any(m in t for m in MARKS)))
def test_a_part_is_never_empty(text):
    assert all(q.own or not text.strip() for q in questions(text))
