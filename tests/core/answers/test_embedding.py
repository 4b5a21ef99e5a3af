"""What languages have of their own is taken away, so that meaning remains."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.core.answers.stage import written
from ventanilla.core.answers.embedding import vectors

MEAN = np.zeros(8, np.float32)
LANGUAGES = {"es": 4, "zh": 5, "ar": 6}


def row(meaning, language):
    """A direction of its own for each meaning, and a far stronger one for the language."""
    found = np.zeros(8, np.float32)
    found[meaning], found[LANGUAGES[language]] = 0.3, 1.0
    return found / np.linalg.norm(found)


@given(st.lists(st.sampled_from(sorted(LANGUAGES)), min_size=4, max_size=4))
def test_the_right_article_is_nearest_whatever_language_each_one_is_written_in(spoken):
    # Two articles of a language at least: of a single one nobody knows what is its language's.
    kinds = [(m % 4, language) for m, language in enumerate([*spoken, *spoken[1:], spoken[0]])]
    entries = [written(str(m), language, "x") for m, language in kinds]
    rows = [row(m, language) for m, language in kinds]
    numbers = {str(m): m for m in range(4)}
    made = vectors(entries, rows, numbers, MEAN)
    for meaning in range(4):
        question = np.zeros(8, np.float32)
        question[meaning], question[7] = 0.3, 1.0
        assert int(np.argmax(made.scores(question))) == meaning


def test_an_article_without_a_vector_scores_nothing_and_none_at_all_is_none():
    entries = [written(name, "es", "x") for name in "abcd"]
    numbers = {"a": 0, "b": 1, "c": 2, "d": 3}
    made = vectors(entries, [row(0, "es"), None, row(1, "es"), row(2, "es")], numbers, MEAN)
    assert made.scores(row(0, "es"))[1] == 0
    assert vectors(entries, [None] * 4, numbers, MEAN) is None


def test_while_few_articles_have_a_vector_none_counts():
    numbers = {str(n): n for n in range(8)}
    entries = [written(name, "es", "x") for name in numbers]
    for have in range(9):
        rows = [row(n % 4, "es") if n < have else None for n in range(8)]
        assert (vectors(entries, rows, numbers, MEAN) is None) == (have < 6)
