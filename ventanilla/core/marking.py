"""Which words of a title stand in a question: those are underlined where answers are listed."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from ventanilla.core.likeness import stem, stems
from ventanilla.core.tokens import tokens, unspaced

LEAST = 5
"""Letters of a word that is worth a line; "with", "para" and "no" are not. In Arabic one less."""
_WORD = re.compile(r"\w+")


class Piece(NamedTuple):
    """A piece of a text; ``hit`` where the question has its words too."""

    text: str
    hit: bool


def marked(text: str, question: str) -> tuple[Piece, ...]:
    """A text in pieces that put together are the text again."""
    asked = {word for word, weight in stems(question).items() if weight}
    hits = [False] * len(text)
    for found in _WORD.finditer(text):
        for start, end in _hits(found[0], asked):
            first, last = found.start() + start, found.start() + end
            hits[first:last] = [True] * (last - first)
    runs = groupby(zip(text, hits, strict=True), key=lambda pair: pair[1])
    return tuple(Piece("".join(sign for sign, _hit in run), hit) for hit, run in runs)


def _hits(word: str, asked: set[str]) -> list[tuple[int, int]]:
    """The parts of a run of letters that were asked for, as places in it."""
    if not any(map(unspaced, word)):
        least = LEAST - 1 if word[0] >= "\u0590" else LEAST
        long = len(word) >= least or word.isdigit()
        hit = long and any(stem(token) in asked for token in tokens(word))
        return [(0, len(word))] if hit else []
    return [
        (place, place + 2)
        for place in range(len(word) - 1)
        if any(token in asked and len(token) > 1 for token in tokens(word[place : place + 2]))
    ]
