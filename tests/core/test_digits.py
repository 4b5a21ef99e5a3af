"""The digits of every script mean the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.digits import latin_digits, whole_number


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("٠٠١٢", "0012"),
        ("۴۵۶", "456"),
        ("１２３", "123"),
        ("१२३", "123"),
        ("IBAN ٥٥", "IBAN 55"),
        ("三", "三"),
        ("²", "²"),
    ],
)
def test_a_number_is_the_same_whatever_the_keyboard(typed: str, meant: str) -> None:
    assert latin_digits(typed) == meant


@given(st.text())
def test_no_sign_is_lost_and_nothing_but_digits_is_changed(text: str) -> None:
    found = latin_digits(text)
    assert len(found) == len(text)
    for before, after in zip(text, found, strict=True):
        digit = unicodedata.decimal(before, None)
        assert after == (before if digit is None else str(digit))
    assert latin_digits(found) == found


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("42", 42), ("999999999", 999_999_999)])
def test_a_number_of_an_address_is_read(typed, number):
    assert whole_number(typed) == number


@pytest.mark.parametrize("typed", ["", "-1", "x", "1.5", "9" * 10, "9" * 40, "\u0665", "\0", " 1"])
def test_what_somebody_has_changed_by_hand_is_no_number(typed):
    assert whole_number(typed) == 0
    assert whole_number("123456", 5) == 0
