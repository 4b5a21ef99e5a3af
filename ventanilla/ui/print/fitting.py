"""Words made fit for paper: whatever somebody wrote, a page can be set of it, and soon.

A word wider than the page would leave it, and Typst fails at one of many thousand signs; marks
heaped upon one sign cost it minutes. No language writes either.
"""

from __future__ import annotations

import re
from unicodedata import category

LONGEST = 100_000
"""Signs of one text that are set at all: some thirty pages, in a second or two."""
WIDEST = 60
"""Signs after which a word may go on in the next line."""
HIGHEST = 16
"""Marks, joiners and no-break spaces that may follow one sign; the rest of a heap is left out."""
_HEAPED = frozenset({"Mn", "Mc", "Me", "Cf", "Zs"})
DEEPEST = 60
"""Changes of direction one inside the other; of a text with more, none is kept."""
_LINK = 1_000
_OPENS = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAK = "\N{ZERO WIDTH SPACE}"
_BETWEEN = " \t\r\n\u2028\u2029\u2e80-\u9fff\uac00-\ud7ff\uff00-\uff9f\U00020000-\U0003ffff"
"""Where a line ends anyway; in Chinese, Japanese and Korean that is anywhere."""
_WORD = re.compile(f"[^{_BETWEEN}]{{{WIDEST + 1},}}")


class PrintError(ValueError):
    """A page could not be set: a text is far too long, or the fault is the desk's."""


def fit[T](value: T) -> T:
    """The same values, lists and tables with every text in them made fit.

    A link stays whole, so that it can be copied; it is broken at its slashes.

    Raises:
        PrintError: when one of them has more than ``LONGEST`` signs.
    """
    if isinstance(value, str):
        return _text(value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: fit(inner) for key, inner in value.items()}  # type: ignore[return-value]
    if isinstance(value, list | tuple):
        return [fit(inner) for inner in value]  # type: ignore[return-value]
    return value


def _text(text: str) -> str:
    if len(text) > LONGEST:
        raise PrintError(f"{len(text)} signs are too many for paper: {LONGEST} at most")
    if len(_OPENS.findall(text)) > DEEPEST:
        text = _TURNS.sub("", text)
    return _WORD.sub(lambda found: _broken(found[0]), text)


def _broken(word: str) -> str:
    if "://" in word and len(word) < _LINK:
        return word
    signs: list[str] = []
    width = marks = 0
    for sign in word:
        if category(sign) in _HEAPED:
            marks += 1
            if marks <= HIGHEST:
                signs.append(sign)
            continue
        if width == WIDEST:
            signs.append(_BREAK)
            width = 0
        signs.append(sign)
        width, marks = width + 1, 0
    return "".join(signs)
