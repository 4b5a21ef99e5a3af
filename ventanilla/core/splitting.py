"""A part of somebody's words as a request of its own: only what they wrote themselves (SB-40)."""

from __future__ import annotations

from collections.abc import Iterable


def not_theirs(text: str, said: Iterable[str]) -> str:
    """The first line of a text that stands in nothing that was said; "" when all do.

    White space does not count, so that lines may be broken or joined; a word more does.
    """
    known = [_flat(words) for words in said]
    for line in text.splitlines():
        flat = _flat(line)
        if flat and not any(flat in words for words in known):
            return line.strip()
    return ""


def _flat(text: str) -> str:
    return " ".join(text.split())
