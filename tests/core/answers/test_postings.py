"""The inverted index says the same as a slow reading of every text."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.answers.postings import Shape, postings

TERMS = st.sampled_from("abcdefgh")
TEXTS = st.lists(st.dictionaries(TERMS, st.sampled_from([0.5, 1.0, 3.0])), min_size=1, max_size=8)


def slowly(texts, terms, shape):
    """BM25 by its definition, as a share of what the question could reach."""
    here = sum(1 for text in texts if text) or 1
    usual = sum(sum(text.values()) for text in texts) / here or 1.0
    held = {term: sum(term in text for text in texts) for term in terms}
    rare = {t: math.log1p((here - n + 0.5) / (n + 0.5)) for t, n in held.items()}
    total = sum(rare.values())

    def share(text):
        soft = shape.soft * (1 - shape.length + shape.length * sum(text.values()) / usual)
        return sum(rare[t] * text[t] / (text[t] + soft) for t in terms if t in text) / total

    return [share(text) for text in texts]


@given(TEXTS, st.lists(TERMS, min_size=1, unique=True), st.sampled_from([0.0, 0.4, 1.0]))
def test_every_score_is_that_of_a_naive_reading(texts, terms, length):
    shape = Shape(1.2, length)
    index = postings(enumerate(texts), len(texts), shape)
    assert np.allclose(index.scores(terms), slowly(texts, terms, shape), atol=1e-5)


@given(TEXTS, st.lists(TERMS, min_size=1, unique=True))
def test_a_score_is_a_share_and_a_foreign_term_lowers_it(texts, terms):
    index = postings(enumerate(texts), len(texts), Shape())
    alone, beside = index.scores(terms), index.scores([*terms, "nobody says this"])
    assert ((alone >= 0) & (alone <= 1)).all()
    assert (beside <= alone + 1e-7).all()


def test_how_much_of_a_question_is_known():
    index = postings([(0, {"a": 1.0}), (1, {"b": 1.0})], 2, Shape())
    assert index.known(["a", "b", "x", "y"]) == 0.5
    assert index.known([]) == 0.0
