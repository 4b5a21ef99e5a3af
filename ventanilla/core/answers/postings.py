"""An inverted index: which articles hold a term, and how much that says of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float32]
type Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Shape:
    """How counts become weights (BM25): ``soft`` is the count that says half of all it could,
    ``length`` (0 to 1) how far a long text must hold a term more often."""

    soft: float = 1.2
    length: float = 0.4


@dataclass(frozen=True, slots=True)
class Postings:
    """Terms with the articles that hold them, side by side in flat arrays."""

    vocabulary: Mapping[str, int]
    starts: NDArray[np.int64]
    articles: Numbers
    weights: Floats
    rarity: Floats
    unknown: float
    size: int

    def known(self, terms: Sequence[str]) -> float:
        """The share (0 to 1) of some terms that any article holds."""
        return sum(term in self.vocabulary for term in terms) / len(terms) if terms else 0.0

    def scores(self, terms: Sequence[str]) -> Floats:
        """The share (0 to 1) of a question's weight that each article holds.

        A term that no article has weighs as much as the rarest: a question of foreign matters
        is covered badly even where its small words fit.
        """
        known = [self.vocabulary[term] for term in terms if term in self.vocabulary]
        if not known:
            return np.zeros(self.size, np.float32)
        total = float(self.rarity[known].sum()) + self.unknown * (len(terms) - len(known))
        parts = [slice(self.starts[i], self.starts[i + 1]) for i in known]
        where = np.concatenate([self.articles[part] for part in parts])
        weight = np.concatenate([self.weights[part] for part in parts])
        return (np.bincount(where, weight, self.size) / total).astype(np.float32)


def postings(
    counted: Iterable[tuple[int, Mapping[str, float]]], size: int, shape: Shape
) -> Postings:
    """The index of articles (numbers below ``size``), each with its terms and their counts."""
    vocabulary: dict[str, int] = {}
    terms: list[int] = []
    articles: list[int] = []
    counts: list[float] = []
    for article, held in counted:
        terms.extend(vocabulary.setdefault(term, len(vocabulary)) for term in held)
        articles.extend([article] * len(held))
        counts.extend(held.values())
    return _arranged(
        vocabulary,
        np.array(terms, np.int32),
        np.array(articles, np.int32),
        np.array(counts, np.float32),
        size,
        shape,
    )


def _arranged(
    vocabulary: Mapping[str, int],
    terms: Numbers,
    articles: Numbers,
    counts: Floats,
    size: int,
    shape: Shape,
) -> Postings:
    lengths = np.bincount(articles, counts, size)
    here = max(int((lengths > 0).sum()), 1)
    usual = float(lengths.sum()) / here or 1.0
    holders = np.bincount(terms, minlength=len(vocabulary))
    rarity = np.log1p((here - holders + 0.5) / (holders + 0.5))
    soft = shape.soft * (1 - shape.length + shape.length * lengths[articles] / usual)
    weights = rarity[terms] * counts / (counts + soft)
    order = np.argsort(terms, kind="stable")
    return Postings(
        vocabulary=vocabulary,
        starts=np.concatenate([[0], np.cumsum(holders)]).astype(np.int64),
        articles=articles[order],
        weights=weights[order].astype(np.float32),
        rarity=rarity.astype(np.float32),
        unknown=float(np.log1p((here + 0.5) / 0.5)),
        size=size,
    )


def unit(rows: Floats) -> Floats:
    """Rows of length one in the same directions; one of zeros stays as it is."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    found: Floats = (rows / np.where(length > 0, length, 1)).astype(np.float32)
    return found
