"""Numbers that people read out and type: every usual slip is found."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.numbers import ALPHABET, SIGNS, check_sign, make_number, tidy_number

BODIES = st.text(ALPHABET, min_size=SIGNS - 1, max_size=SIGNS - 1)


def whole(body: str) -> str:
    return body + check_sign(body)


def number(signs: str) -> str:
    return f"XM-{signs[:4]}-{signs[4:]}"


def test_the_alphabet_has_no_vowels_no_doubles_and_a_prime_number_of_signs() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert not set(ALPHABET) & set("AEIOU01")
    assert all(len(ALPHABET) % n for n in range(2, len(ALPHABET)))


@given(BODIES)
def test_a_number_as_it_was_made_is_tidy(body: str) -> None:
    signs = iter(body)
    made = make_number("XM", lambda _: next(signs))
    assert made == number(whole(body))
    assert tidy_number(made) == made


@given(BODIES, st.data())
def test_every_single_wrong_sign_is_found(body: str, data: st.DataObject) -> None:
    signs = whole(body)
    place = data.draw(st.integers(0, SIGNS - 1))
    wrong = data.draw(st.sampled_from(ALPHABET).filter(lambda sign: sign != signs[place]))
    assert tidy_number(number(signs[:place] + wrong + signs[place + 1 :])) is None


def test_every_single_wrong_sign_is_found_without_exception() -> None:
    signs = whole("4F7K9Q2")
    for place in range(SIGNS):
        for wrong in set(ALPHABET) - {signs[place]}:
            assert tidy_number(number(signs[:place] + wrong + signs[place + 1 :])) is None


@given(BODIES, st.integers(0, SIGNS - 2), st.integers(1, SIGNS - 1))
def test_every_two_signs_that_changed_places_are_found(body: str, one: int, step: int) -> None:
    signs = list(whole(body))
    other = min(one + step, SIGNS - 1)
    if signs[one] == signs[other]:
        return
    signs[one], signs[other] = signs[other], signs[one]
    assert tidy_number(number("".join(signs))) is None


@given(BODIES, st.text(" -.#/_", max_size=3), st.booleans())
def test_spaces_dashes_and_small_letters_do_not_matter(body: str, between: str, low: bool) -> None:
    signs = whole(body)
    typed = between.join(["XM", signs[:3], signs[3:]])
    assert tidy_number(typed.lower() if low else typed) == number(signs)


@given(BODIES)
def test_signs_that_look_alike_are_read_as_meant(body: str) -> None:
    made = number(whole(body))
    for typed in (made.replace("Q", "0"), made.replace("Q", "o"), made.replace("L", "1")):
        assert tidy_number(typed) == made
    assert tidy_number(made.replace("L", "i")) == made


@given(BODIES)
def test_digits_of_an_arabic_and_a_chinese_keyboard_are_understood(body: str) -> None:
    made = number(whole(body))
    arabic = made.translate({ord("0") + n: 0x0660 + n for n in range(10)})
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in made)
    assert tidy_number(arabic) == tidy_number(wide) == made


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_number_of_the_one_form_or_nothing(typed: str) -> None:
    found = tidy_number(typed)
    if found is not None:
        prefix, first, second = found.split("-")
        assert prefix
        assert whole(first + second[:3]) == first + second


@pytest.mark.parametrize("typed", ["", "XM", "XM-", "2222-2222", "XM-AAAA-AAAA", "XM-2222-2223"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert tidy_number(typed) is None


def test_ten_thousand_numbers_are_all_different() -> None:
    made = {make_number("XM", secrets.choice) for _ in range(10_000)}
    assert len(made) == 10_000
