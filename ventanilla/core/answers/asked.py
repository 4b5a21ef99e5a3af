"""What people asked: everything of the same words is one phrasing, however often it came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from ventanilla.core.tokens import tokens


@dataclass(frozen=True, slots=True)
class Asked:
    """Once that somebody asked something, without personal words.

    ``sent``: it became a request; ``solved``: an article settled it.
    """

    text: str
    language: str
    at: datetime
    sent: bool = False
    solved: bool = False


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The same words, once or more often: ``asked`` is in the order of time."""

    key: str
    asked: tuple[Asked, ...]

    @property
    def fingerprint(self) -> str:
        """A short name for its words that says nothing of them (16 hexadecimal digits)."""
        return sha256(self.key.encode()).hexdigest()[:16]

    @property
    def text(self) -> str:
        """The commonest way in which they are written; of equals the first in order."""
        return _commonest(one.text for one in self.asked)

    @property
    def language(self) -> str:
        """The language of most who wrote so."""
        return _commonest(one.language for one in self.asked)


@lru_cache(50_000)
def key_of(text: str) -> str:
    """What is the same of texts that differ in case, accents, signs or order; "" without words."""
    return " ".join(sorted(tokens(text)))


def phrasings(asked: Iterable[Asked]) -> list[Phrasing]:
    """All that was asked, by its words and in their order; what has no words is left out."""
    found: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        if key := key_of(one.text):
            found[key].append(one)
    return [Phrasing(key, tuple(sorted(found[key], key=_in_time))) for key in sorted(found)]


def _in_time(one: Asked) -> tuple[datetime, str, str]:
    return one.at, one.text, one.language


def _commonest(words: Iterable[str]) -> str:
    counted = Counter(words)
    return min(counted, key=lambda word: (-counted[word], word))
