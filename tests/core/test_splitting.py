"""Only what a customer wrote themselves stands in a request that was split off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.questions import questions
from ventanilla.core.splitting import not_theirs

SAID = "Hola.\n1. ¿Cuándo llega   mi retiro?\n2. ¿Cómo cambio\nla clave?"


@pytest.mark.promise("SB-40")
@pytest.mark.parametrize("part", ["¿Cuándo llega mi retiro?", "Hola.\n¿Cómo cambio la clave?", ""])
def test_their_words_may_be_cut_and_broken_anew(part):
    assert not_theirs(part, [SAID]) == ""


@pytest.mark.promise("SB-40")
def test_a_word_that_they_did_not_write_is_named():
    assert not_theirs("Hola.\n¿Cuándo llega mi dinero?", [SAID]) == "¿Cuándo llega mi dinero?"


@given(st.text(max_size=200))
def test_the_parts_that_are_offered_are_always_theirs(text):
    assert all(not not_theirs(part.text, [text]) for part in questions(text))


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_of_either_message_are_theirs(one, other):
    assert not not_theirs(f"{one}\n{other}", [one, other])
