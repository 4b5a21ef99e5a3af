"""All articles of a help centre, ready to be asked: three signals for each, weighed together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ventanilla.core.answers.embedding import Embedder, Vectors, vectors
from ventanilla.core.answers.entries import Entry
from ventanilla.core.answers.postings import Floats, Postings, postings
from ventanilla.core.answers.terms import grams, stems
from ventanilla.core.answers.weights import Blend, Scale, Weights
from ventanilla.core.answers.weights import Index as Plan

LONGEST_QUESTION = 240
"""Signs of a question that become a vector: whoever writes more says first what it is about."""
NOTHING = 1e-6
FIRST = 3


@dataclass(frozen=True, slots=True)
class Result:
    """The articles found, the best first; ``inside``: how probably any article answers at all."""

    found: tuple[Found, ...]
    inside: float


@dataclass(frozen=True, slots=True)
class Signals:
    """Each signal's score for each article, and the share (0 to 1) of the question that is known
    to the languages of the articles."""

    of: Mapping[str, Floats]
    known: float


@dataclass(frozen=True, slots=True)
class Found:
    """An article that may answer: how sure that is (0 to 1), and what found it.

    ``signals`` are the shares of words and of pieces that it covers, and the cosine; ``by`` are
    those of them by which alone it would be among the first.
    """

    article: str
    score: float
    probability: float
    signals: Mapping[str, float]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerIndex:
    """The articles of one company, asked as often as you like from any thread."""

    articles: tuple[str, ...]
    words: Mapping[str, Postings]
    grams: Mapping[str, Postings]
    vectors: Vectors | None
    weights: Weights

    def ask(self, question: str, embedder: Embedder | None, limit: int = 3) -> Result:
        """The best articles in their order; none where nothing in any of them fits at all.

        A question that its words alone answer beyond doubt is not embedded: that costs most.
        """
        signals = self.spelt(question)
        found = self._result(signals, limit)
        if self.vectors is None or embedder is None or not question.strip():
            return found
        if found.found and found.found[0].probability >= self.weights.enough:
            return found
        return self._result(self.meant(signals, question, embedder), limit)

    def _result(self, signals: Signals, limit: int) -> Result:
        blend = self.weights.fused if "vectors" in signals.of else self.weights.plain
        score = fuse(signals, blend)
        best = _best(score, max(limit, FIRST))
        firsts = {name: _best(found, FIRST) for name, found in signals.of.items()}
        found = tuple(
            Found(
                article=self.articles[number],
                score=float(score[number]),
                probability=probability(signs(number, score, best, signals), blend.right),
                signals={name: float(found[number]) for name, found in signals.of.items()},
                by=tuple(
                    name
                    for name, found in signals.of.items()
                    if number in firsts[name] and found[number] > NOTHING
                ),
            )
            for number in best[:limit]
            if score[number] > NOTHING
        )
        return Result(found, probability(traces(signals), blend.inside))

    def renewed(self, entries: Sequence[Entry], rows: Sequence[Floats | None]) -> AnswerIndex:
        """The same articles with other vectors: some have been made meanwhile."""
        numbers = {name: number for number, name in enumerate(self.articles)}
        return replace(self, vectors=vectors(entries, rows, numbers, self.weights.mean))

    def spelt(self, question: str) -> Signals:
        """What words and their pieces say of each article.

        They count by how much of the question the articles' languages know at all: what of a
        foreign language looks like theirs says little.
        """
        if not self.articles:
            return Signals(dict.fromkeys(("words", "grams"), np.zeros(0, np.float32)), 0.0)
        pieces = grams(question, self.weights.grams.sizes)
        known = max(p.known(pieces) for p in self.grams.values())
        words = _most(p.scores(stems(question, code)) for code, p in self.words.items())
        cut = _most(p.scores(pieces) for p in self.grams.values())
        return Signals({"words": known * words, "grams": known * cut}, known)

    def meant(self, signals: Signals, question: str, embedder: Embedder) -> Signals:
        """The same with what the question's vector says; none where no article has one."""
        if self.vectors is None:
            return signals
        row = embedder.query([question[:LONGEST_QUESTION]])[0]
        return replace(signals, of={**signals.of, "vectors": self.vectors.scores(row)})


def fuse(signals: Signals, blend: Blend) -> Floats:
    """The sum of the signals, each with its weight; only of those that the blend knows."""
    parts = [weight * signals.of[name] for name, weight in blend.signals.items()]
    total: Floats = np.sum(parts, axis=0, dtype=np.float32)
    return total


def signs(number: int, score: Floats, best: Sequence[int], signals: Signals) -> dict[str, float]:
    """What tells how sure an article is, one of the ``best``."""
    others = [float(score[other]) for other in best if other != number]
    lead = float(score[number]) - max(others, default=0.0)
    found = {name: float(scores[number]) for name, scores in signals.of.items()}
    return {"score": float(score[number]), "lead": lead, **found}


def traces(signals: Signals) -> dict[str, float]:
    """What tells whether there is an answer at all: the nearest meaning in any language; words
    and their pieces only where nearly all of the question is in a language of the articles."""
    home = signals.known**4
    most = {name: float(scores.max(initial=0)) for name, scores in signals.of.items()}
    return {
        "home": home,
        **{name: most[name] * (1 if name == "vectors" else home) for name in most},
    }


def probability(seen: Mapping[str, float], scale: Scale) -> float:
    """How probable something is, from its signs."""
    power = scale.base + sum(weight * seen[name] for name, weight in scale.signs.items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, power))))


def _most(scores: Iterator[Floats]) -> Floats:
    most: Floats = np.maximum.reduce(list(scores))
    return most


def _best(score: Floats, count: int) -> list[int]:
    """The numbers of the highest scores, the first first; of equals the earlier one."""
    if count < len(score):
        least = np.partition(score, len(score) - count)[len(score) - count]
        some = np.flatnonzero(score >= least)
    else:
        some = np.arange(len(score))
    return [int(number) for number in some[np.argsort(-score[some], kind="stable")][:count]]


def build(
    entries: Sequence[Entry],
    rows: Sequence[Floats | None],
    weights: Weights,
    progress: Callable[[int], None] = lambda _done: None,
) -> AnswerIndex:
    """The index of some entries with the vector of each, if it has one.

    ``progress`` hears after each language how many entries are done.
    """
    numbers = {name: n for n, name in enumerate(dict.fromkeys(e.article for e in entries))}
    words, pieces = {}, {}
    done = 0
    for language in dict.fromkeys(e.language for e in entries):
        mine = [(numbers[e.article], e) for e in entries if e.language == language]

        def stemmed(text: str, code: str = language) -> list[str]:
            return stems(text, code)

        def cut(text: str) -> list[str]:
            return grams(text, weights.grams.sizes)

        words[language] = _postings(mine, len(numbers), weights.words, stemmed)
        pieces[language] = _postings(mine, len(numbers), weights.grams, cut)
        done += len(mine)
        progress(done)
    packed = vectors(entries, rows, numbers, weights.mean)
    return AnswerIndex(tuple(numbers), words, pieces, packed, weights)


def _postings(
    entries: Sequence[tuple[int, Entry]], size: int, plan: Plan, terms: Callable[[str], list[str]]
) -> Postings:
    def counted() -> Iterator[tuple[int, Mapping[str, float]]]:
        for number, entry in entries:
            counts: defaultdict[str, float] = defaultdict(float)
            for field, text in entry.fields():
                if weight := plan.fields.get(field, 0):
                    for term in terms(text):
                        counts[term] += weight
            yield number, counts

    return postings(counted(), size, plan.shape)
