"""How alike two texts are, by the words they share: enough to ask whether they are one matter.

No language is known here. A word counts by its beginning, so that ``retiro`` and ``retiros`` are
one; a short one counts little, since ``no`` and ``de`` stand in every text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ventanilla.core.tokens import LONGEST, tokens, unspaced

STEM = 5
"""Signs of a word that count."""
PAIR_WEIGHT = 4.0
"""What two signs of a script without spaces weigh: about a word of four letters."""
_SHORT_WRITTEN = re.compile("[\u0590-\u06ff]")
"""Hebrew and Arabic write few vowels, so that a word has fewer letters."""
_ARTICLE = re.compile("^[وفبك]?ال(?=...)")
FIRST = 160
"""Signs of a text that are compared: what it is about stands at its beginning."""
ALIKE = 0.45
"""From here on two texts may well be about one matter (ET-12, SB-41)."""


def stem(word: str) -> str:
    """What of a word is compared: not its Arabic article; a number counts whole."""
    if word.isdigit() or unspaced(word):
        return word[:LONGEST]
    return _ARTICLE.sub("", word)[:STEM]


def stems(*texts: str) -> dict[str, float]:
    """The words of some texts as they are compared, each with its weight (0 or more)."""
    found: dict[str, float] = {}
    for word in tokens(*texts):
        found[stem(word)] = max(_weight(word), found.get(stem(word), 0.0))
    return found


def _weight(word: str) -> float:
    if unspaced(word):
        return PAIR_WEIGHT if len(word) > 1 else 0.0
    written = len(word) + 1 if _SHORT_WRITTEN.match(word) else len(word)
    return max(0.0, min(written, 8) - 2.0)


def likeness(one: str, other: str) -> float:
    """How much of both texts is the same, from 0 to 1; the order of words does not count."""
    return _shared(stems(one[:FIRST]), stems(other[:FIRST]))


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Dice's coefficient over weights."""
    whole = sum(one.values()) + sum(other.values())
    both = sum(weight + other[word] for word, weight in one.items() if word in other)
    return min(1.0, both / whole) if whole else 0.0
