"""Which articles answer a question, and how sure that is: by the words that both have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from ventanilla.companies.inforce import InForce
from ventanilla.core.articles import Article
from ventanilla.core.likeness import stems
from ventanilla.helpcentre.stock import held

NEAR = 0.25
"""The share of a question that an article has to know, to be named at all."""
SURE = 0.6
"""The share from which it may be offered as the answer."""
WORDS = 2
"""Words of a question that it then knows at least: a single one may mean anything."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article, and how sure it is (0 to 1) that it answers."""

    article: str
    sure: float


@dataclass(frozen=True, slots=True)
class Answers:
    """What comes nearest to a question, the nearest first; ``sure``: the first may be offered."""

    found: tuple[Found, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Index:
    """The words of each article of one company, and how rare each word is among them."""

    serial: int
    words: Mapping[str, frozenset[str]]
    rarity: Mapping[str, float]


_kept: dict[int, _Index] = {}


def answers(company: InForce, question: str, language: str, limit: int = 3) -> Answers:
    """The articles nearest to a question, whatever language either is written in."""
    del language  # every language of an article is looked through
    index = _index(company.id)
    unknown = log(1 + len(index.words))
    asked = {
        word: weight * index.rarity.get(word, unknown)
        for word, weight in stems(question).items()
        if weight
    }
    whole = sum(asked.values())
    if not whole:
        return Answers()
    scored = [
        Found(name, sum(weight for word, weight in asked.items() if word in known) / whole)
        for name, known in index.words.items()
    ]
    near = sorted((f for f in scored if f.sure >= NEAR), key=lambda found: -found.sure)[:limit]
    best = near[0] if near else None
    sure = best is not None and best.sure >= SURE and _several(asked, index.words[best.article])
    return Answers(tuple(near), sure)


def _several(asked: Mapping[str, float], known: frozenset[str]) -> bool:
    return sum(word in known for word in asked) >= WORDS


def _index(company: int) -> _Index:
    """The words of a help centre as it is now; counted again when it has changed."""
    now = held(company)
    index = _kept.get(company)
    if index is None or index.serial != now.serial:
        words = {name: _words(article) for name, article in now.help.articles.items()}
        times = Counter(word for known in words.values() for word in known)
        rarity = {word: log(1 + len(words) / count) for word, count in times.items()}
        index = _kept[company] = _Index(now.serial, words, rarity)
    return index


def _words(article: Article) -> frozenset[str]:
    said = article.words.values()
    return frozenset(stems(*(t for w in said for t in (w.title, w.answer, *w.asks))))
