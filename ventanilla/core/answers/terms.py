"""The terms of a text: stems of its words, and pieces of its letters that outlive misspelling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Any

import snowballstemmer

from ventanilla.core.tokens import fold, tokens

STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Languages with a stemmer; in others (Chinese, in pairs of signs) words are compared as such."""
_one_at_a_time = Lock()
"""A stemmer keeps the word it works on in itself."""


@lru_cache(32)
def _stemmer(language: str) -> Any:
    name = STEMMERS.get(language.split("-", 1)[0])
    return snowballstemmer.stemmer(name) if name else None


@lru_cache(50_000)
def stem(word: str, language: str) -> str:
    """A folded word without its endings, in the way of a language."""
    with _one_at_a_time:
        found = _stemmer(language)
        return fold(found.stemWord(word)) if found and not word.isdigit() else word


def stems(text: str, language: str) -> list[str]:
    """The different stems of a text."""
    return list(dict.fromkeys(stem(word, language) for word in tokens(text)))


def grams(text: str, sizes: Sequence[int]) -> list[str]:
    """The different runs of so many letters within each word, its two ends marked.

    Scripts without spaces come as pairs of signs: there each sign and each pair is a piece.
    """
    found: dict[str, None] = {}
    for word in tokens(text):
        if len(word) <= 2 and not word.isascii():
            found.update(dict.fromkeys((word, *word)))
            continue
        edged = f" {word} "
        for size in sizes:
            found.update(dict.fromkeys(edged[i : i + size] for i in range(len(edged) - size + 1)))
    return list(found)
