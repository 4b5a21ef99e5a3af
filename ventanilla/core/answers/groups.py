"""Groups of questions with what is to be known of each: how many, in what words, since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import numpy as np

from ventanilla.core.answers.asked import Asked, Phrasing
from ventanilla.core.answers.directions import by_meaning, by_words
from ventanilla.core.answers.grouping import joined
from ventanilla.core.answers.postings import Floats

MEANING_MARK = 0.45
WORDS_MARK = 0.45
"""The cosines from which two questions are of one group, as ``bench.answers.grouping`` found them
on the questions of the evaluation set."""
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one meaning; the commonest words come first, of equals those nearest to all."""

    phrasings: tuple[Phrasing, ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every time that it was asked."""
        return tuple(chain.from_iterable(one.asked for one in self.phrasings))

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(len(one.asked) for one in self.phrasings)

    @property
    def sent(self) -> int:
        """How often it became a request."""
        return sum(one.sent for one in self.asked)

    @property
    def solved(self) -> int:
        """How often an article settled it."""
        return sum(one.solved for one in self.asked)

    @property
    def languages(self) -> list[str]:
        """The languages in which it was asked, the commonest first."""
        counted = Counter(one.language for one in self.asked)
        return sorted(counted, key=lambda code: (-counted[code], code))

    @property
    def since(self) -> datetime:
        """When it was first asked."""
        return min(one.asked[0].at for one in self.phrasings)

    @property
    def name(self) -> str:
        """What it is called in addresses: the fingerprint of its commonest words."""
        return self.phrasings[0].fingerprint

    @property
    def examples(self) -> tuple[Phrasing, ...]:
        """A few phrasings that stand for all."""
        return self.phrasings[:EXAMPLES]

    def in_(self, language: str) -> list[Phrasing]:
        """Its phrasings in a language."""
        return [one for one in self.phrasings if one.language == language]


def grouped(
    asked: Sequence[Phrasing], rows: Sequence[Floats | None], mean: Floats
) -> tuple[tuple[int, ...], ...]:
    """The places of the phrasings in groups: by meaning those with a row, the others by words.

    ``asked`` in the order of its keys, with the sentence vector of each, if it has one.
    """
    with_row = [place for place, row in enumerate(rows) if row is not None]
    without = [place for place, row in enumerate(rows) if row is None]
    found: list[tuple[int, ...]] = []
    if with_row:
        made = np.array([rows[place] for place in with_row], np.float32)
        made = by_meaning(made, [asked[place].language for place in with_row], mean)
        found += _placed(asked, with_row, made, MEANING_MARK)
    if without:
        found += _placed(
            asked, without, by_words([asked[place].text for place in without]), WORDS_MARK
        )
    return tuple(found)


def _placed(
    asked: Sequence[Phrasing], places: list[int], rows: Floats, mark: float
) -> list[tuple[int, ...]]:
    counts = [len(asked[place].asked) for place in places]
    return [
        tuple(sorted((places[n] for n in one.members), key=lambda n: -len(asked[n].asked)))
        for one in joined(rows, counts, mark)
    ]
