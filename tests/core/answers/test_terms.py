"""Endings, accents and scripts do not part what belongs together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from ventanilla.core.answers.terms import STEMMERS, grams, stem, stems


@pytest.mark.parametrize(
    "language, one, other",
    [
        ("es", "retiros", "RETIRO"),
        ("es", "verificación", "verificacion"),
        ("en", "withdrawals", "withdrawal"),
        ("de", "Einzahlungen", "Einzahlung"),
        ("ru", "документы", "документов"),
        ("ar", "السحب", "سحب"),
        ("ar", "إيداع", "ايداع"),
        ("es-MX", "cuentas", "cuenta"),
    ],
)
def test_forms_of_a_word_are_one(language, one, other):
    assert stems(one, language) == stems(other, language)


def test_chinese_is_cut_into_pairs_and_pieces_into_signs_and_pairs():
    assert stems("提款失败", "zh") == ["提款", "款失", "失败"]
    assert set(grams("提款", (3, 4))) == {"提款", "提", "款"}


def test_a_misspelt_word_shares_most_of_its_pieces():
    right, wrong = set(grams("contraseña", (3, 4))), set(grams("contrasenna", (3, 4)))
    assert len(right & wrong) > len(right) / 2
    assert not set(grams("horario", (3, 4))) & right


@pytest.mark.parametrize("language", STEMMERS)
def test_every_language_that_is_said_to_have_a_stemmer_has_one(language):
    assert stem("12", language) == "12"
    assert stem("palabra", language)


def test_stems_made_by_many_threads_at_once_are_right():
    words = [
        f"{word}{end}" for word in ("retir", "deposit", "verific") for end in ("os", "aba", "ar")
    ]
    words = [f"{word}x{number}es" for word in words for number in range(60)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda word: stem(word, "es"), words))
    stem.cache_clear()
    assert together == [stem(word, "es") for word in words]
