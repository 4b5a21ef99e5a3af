"""Questions as rows of length one that can be compared: by what they mean, or by their words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from ventanilla.core.answers.postings import Floats, unit
from ventanilla.core.likeness import stems

PRIOR = 5.0
"""So many questions of the usual kind are added to those of a language before its mean is taken."""
SIZE, TRACES = 512, 8
"""How long a row of words is, and in how many of its places a word leaves a trace."""


def by_meaning(rows: Floats, languages: Sequence[str], mean: Floats) -> Floats:
    """Sentence vectors without what the questions of each language have in common.

    ``mean`` is the direction that sentences of every language share.
    """
    found = np.array(rows, np.float32)
    spoken = np.array(languages)
    for language in dict.fromkeys(languages):
        mine = spoken == language
        usual = (found[mine].sum(axis=0) + PRIOR * mean) / (mine.sum() + PRIOR)
        found[mine] -= usual
    return unit(found)


def by_words(texts: Sequence[str]) -> Floats:
    """Texts as rows of their words, where there are no vectors: a rare word says more.

    Each word leaves a few traces at places that follow from its letters, so that rows stay short
    and texts of the same words have the same row.
    """
    held = [stems(text) for text in texts]
    known = Counter(word for words in held for word in words)
    found = np.zeros((len(texts), SIZE), np.float32)
    for row, words in zip(found, held, strict=True):
        for word in sorted(words):
            rare = math.log1p(len(texts) / known[word])
            places, signs = _traces(word)
            np.add.at(row, places, signs * np.float32(words[word] * rare))
    return unit(found)


@lru_cache(50_000)
def _traces(word: str) -> tuple[np.ndarray, Floats]:
    """Where a word leaves its traces, and whether each adds or takes away."""
    drawn = np.frombuffer(blake2b(word.encode(), digest_size=4 * TRACES).digest(), "<u4")
    return drawn % SIZE, np.where(drawn >> 31, 1, -1).astype(np.float32)
