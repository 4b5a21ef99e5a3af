"""What search takes for the same word, in the scripts of our readers."""

import pytest

from ventanilla.core.tokens import LONGEST, fold, tokens


@pytest.mark.parametrize(
    "one, other",
    [
        ("BELTRÁN", "beltran"),
        ("Ñandú", "nandu"),
        ("Straße", "STRASSE"),
        ("Łódź Ørsted", "lodz orsted"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("فاتورة", "فاتوره"),
        ("على", "علي"),
        ("١٢٣", "123"),
        ("ＡＢＣ１２", "abc12"),
        ("한국어", "한국어"),
    ],
)
def test_two_spellings_are_one_word(one, other):
    assert fold(one) == fold(other)


def test_words_are_told_apart_and_kept_once():
    assert tokens("Retiro de 4.800 USD", "retiro, ¿pendiente?") == [
        "retiro",
        "de",
        "4",
        "800",
        "usd",
        "pendiente",
    ]


def test_scripts_without_spaces_are_cut_into_pairs():
    assert tokens("提现失败") == ["提现", "现失", "失败"]
    assert tokens("我的MT5账户") == ["我的", "mt5", "账户"]
    assert tokens("钱") == ["钱"]


def test_what_is_no_word_leaves_nothing_and_what_is_endless_ends():
    assert tokens("", " \0 '\"\\ & | ! :* _ — 🙂 ") == []
    assert tokens("a" * 5000) == ["a" * LONGEST]
