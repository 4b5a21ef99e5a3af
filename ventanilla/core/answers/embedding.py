"""Sentences as directions: one row for each article, and how near a question lies to it.

An embedder gives every language a corner of its own, and all sentences a direction in common.
What they share is taken away first; then the mean of an article's languages is what it says,
and a question in any language finds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ventanilla.core.answers.entries import Entry
from ventanilla.core.answers.postings import Floats, unit

PRIOR = 1.0
"""So many articles of the usual kind are added to those of a language, before their mean is
taken: one article alone would be its own mean, and nothing would be left of it."""
ENOUGH = 0.75
"""While fewer of the articles have a row, those without would look worse than they are."""


class Embedder(Protocol):
    """Turns texts into rows of length one; a question and what answers it lie close together."""

    def query(self, texts: Sequence[str]) -> Floats:
        """Questions, a row each."""
        ...

    def passage(self, texts: Sequence[str]) -> Floats:
        """Texts that may answer one, a row each."""
        ...


@dataclass(frozen=True, slots=True)
class Vectors:
    """A row of length one for each article; zeros for one that has none yet."""

    rows: Floats
    mean: Floats

    def scores(self, question: Floats) -> Floats:
        """The cosine of each article with a question; 0, which says nothing, without a row."""
        # Not "@": its threads wait for more work at full speed, which costs more than this.
        found: Floats = np.einsum("ij,j->i", self.rows, unit(question - self.mean))
        return found


def vectors(
    entries: Sequence[Entry],
    rows: Sequence[Floats | None],
    numbers: Mapping[str, int],
    mean: Floats,
) -> Vectors | None:
    """The vectors of articles from those of their entries; None while too few have one.

    ``mean`` is the direction that sentences of every language have in common.
    """
    held = [
        (e.language, numbers[e.article], row)
        for e, row in zip(entries, rows, strict=True)
        if row is not None
    ]
    if len({number for _, number, _ in held}) < max(1, ENOUGH * len(numbers)):
        return None
    found = np.zeros((len(numbers), len(mean)), np.float32)
    for language in dict.fromkeys(language for language, _, _ in held):
        where = [number for one, number, _ in held if one == language]
        mine = np.array([row for one, _, row in held if one == language], np.float32)
        usual = (mine.sum(axis=0) + PRIOR * mean) / (len(mine) + PRIOR)
        np.add.at(found, where, mine - usual)
    return Vectors(unit(found), mean)
