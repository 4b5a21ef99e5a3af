"""``python -m bench.answers.grouping``: from which cosine on two questions are of one group.

Two questions belong together where an article answers both: those of the evaluation set, and the
ways to ask of half of the articles (of the other half for judging), which are as many as customers
use and in every language. The mark is that which is best on the tuning part (B-cubed, precision
twice as dear as finding all: a group of two matters misleads, two groups of one do not); it is then
judged by the other part. All languages of a company are grouped at once. Exit status 1 where the
marks that are set are not the best.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.answers.kept import KeptEmbedder
from bench.answers.questions import COMPANIES, ROOT, Question, articles, questions
from ventanilla.core.answers import read_weights
from ventanilla.core.answers.directions import by_meaning, by_words
from ventanilla.core.answers.grouping import joined
from ventanilla.core.answers.groups import MEANING_MARK, WORDS_MARK
from ventanilla.core.answers.postings import Floats

MARKS = [round(0.25 + step * 0.05, 2) for step in range(9)]
PARTS = ("tune", "judge")
BETA = 0.5
NEARLY = 0.015
"""A mark that is worse by less is no worse; of those the strictest is taken."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """B-cubed: how much of a question's group belongs there, and how much of its kind is in it."""

    precision: float
    recall: float
    groups: int

    @property
    def score(self) -> float:
        """Both as one, precision twice as dear."""
        square = BETA * BETA
        return (1 + square) * self.precision * self.recall / (square * self.precision + self.recall)


def asked_of(part: str, company: str) -> list[Question]:
    """The questions of a company that have an answer, sorted by their words as a desk has them."""
    found = [one for one in questions(part) if one.company == company and one.right]
    entries = articles(company)
    names = list(dict.fromkeys(entry.article for entry in entries))[PARTS.index(part) :: 2]
    found += [
        Question(company, entry.language, ask, frozenset((entry.article,)))
        for entry in entries
        if entry.article in names
        for ask in (entry.title, *entry.asks)
    ]
    return sorted(found, key=lambda one: one.text)


def measured(rows: Sequence[tuple[list[Question], Floats]], mark: float) -> Grouped:
    """The figures of all companies at a mark."""
    precise: list[float] = []
    complete: list[float] = []
    groups = 0
    for asked, made in rows:
        found = joined(made, [1] * len(asked), mark)
        groups += len(found)
        same = np.array([[bool(one.right & other.right) for other in asked] for one in asked])
        for cluster in found:
            members = list(cluster.members)
            here = same[np.ix_(members, members)].sum(axis=1)
            precise.extend(here / len(members))
            complete.extend(here / same[members].sum(axis=1))
    return Grouped(float(np.mean(precise)), float(np.mean(complete)), groups)


def rows_of(
    part: str, way: str, kept: KeptEmbedder, mean: Floats
) -> list[tuple[list[Question], Floats]]:
    """The questions of each company with their rows, by meaning or by words."""
    found = []
    for company in COMPANIES:
        asked = asked_of(part, company)
        texts = [one.text for one in asked]
        if way == "meaning":
            made = by_meaning(kept.query(texts), [one.language for one in asked], mean)
        else:
            made = by_words(texts)
        found.append((asked, made))
    return found


def main() -> int:
    """Print both parts at every mark; exit status 1 where another mark is clearly better."""
    argparse.ArgumentParser(prog="python -m bench.answers.grouping").parse_args()
    path = ROOT / "ventanilla" / "helpcentre" / "weights.toml"
    mean, kept = read_weights(path.read_text("utf-8")).mean, KeptEmbedder()
    wrong = 0
    for way, mine in (("meaning", MEANING_MARK), ("words", WORDS_MARK)):
        tune, judge = (rows_of(part, way, kept, mean) for part in PARTS)
        number = sum(len(asked) for asked, _ in tune), sum(len(asked) for asked, _ in judge)
        print(f"\nby {way}: {number[0]} questions to tune, {number[1]} to judge")
        print(
            f"  {'mark':<6}{'tune F0.5':>10}{'judge F0.5':>11}{'precision':>11}{'recall':>8}{'groups':>8}"
        )
        scores = {}
        for mark in MARKS:
            first, second = measured(tune, mark), measured(judge, mark)
            scores[mark] = first.score
            set_ = "  set" if mark == mine else ""
            print(
                f"  {mark:<6}{first.score:10.3f}{second.score:11.3f}{second.precision:11.3f}"
                f"{second.recall:8.3f}{second.groups:8}{set_}"
            )
        best = max(mark for mark in MARKS if scores[mark] >= max(scores.values()) - NEARLY)
        print(f"  the strictest of the best marks is {best}, {mine} is set")
        wrong += best != mine
    kept.save()
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
