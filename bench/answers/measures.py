"""The figures of a run: right at the first and third place, and inside told from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.answers.questions import Question
from ventanilla.core.answers.postings import Floats

KEPT = 0.9


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question with the articles found for it, the best first; how sure it is that the first
    is right, and that the question lies inside: a signal alone says both by its best score."""

    question: Question
    articles: Sequence[str]
    sure: float
    inside: float

    def within(self, places: int) -> bool:
        """Whether a right article stands at one of the first places."""
        return bool(self.question.right.intersection(self.articles[:places]))


@dataclass(frozen=True, slots=True)
class Measures:
    """All shares, 0 to 1; ``auroc`` and ``refused`` None where one kind of question is missing.

    ``auroc``: how often a question with an answer is thought surer than one without.
    ``refused``: of those without, how many are refused when nine in ten of the others are kept.
    """

    inside: int
    outside: int
    top1: float
    top3: float
    auroc: float | None
    refused: float | None


def measures(ranked: Sequence[Ranked]) -> Measures:
    """The figures of some questions."""
    inside = [one for one in ranked if one.question.right]
    sure = np.array([one.inside for one in inside])
    foreign = np.array([one.inside for one in ranked if not one.question.right])
    both = len(sure) and len(foreign)
    return Measures(
        inside=len(inside),
        outside=len(foreign),
        top1=_share([one.within(1) for one in inside]),
        top3=_share([one.within(3) for one in inside]),
        auroc=auroc(sure, foreign) if both else None,
        refused=refused(sure, foreign) if both else None,
    )


def auroc(inside: Floats, outside: Floats) -> float:
    """The share of pairs in which the one inside is higher; equals count half."""
    higher = (inside[:, None] > outside).mean()
    return float(higher + (inside[:, None] == outside).mean() / 2)


def refused(inside: Floats, outside: Floats) -> float:
    """The share of those outside that lie below the mark that nine in ten inside reach."""
    mark = np.sort(inside)[int(len(inside) * (1 - KEPT))]
    return float((outside < mark).mean())


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
