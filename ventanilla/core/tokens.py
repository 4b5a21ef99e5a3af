"""The words of a text as search compares them: the same for ``Beltrán`` and ``BELTRAN``.

Lower case, without accents; Arabic letters in one spelling and without vowel signs; all digits
Latin; signs of scripts that put no space between words (Chinese, Japanese, Thai) in pairs.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from ventanilla.core.digits import latin_digits

LONGEST_TEXT = 20_000
"""Signs of a text that are looked at; what follows is seldom written by its sender."""
LONGEST = 40
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_TOKEN = re.compile(f"[{_UNSPACED}]+|[^\\W_{_UNSPACED}]+")
_PAIRED = re.compile(f"[{_UNSPACED}]")
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_SPELLING = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ٱ": "ا",
        "ـ": "",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
    }
)


def fold(text: str) -> str:
    """A text in the one spelling in which it is compared."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return latin_digits(unicodedata.normalize("NFC", bare).translate(_SPELLING))


def unspaced(word: str) -> bool:
    """Whether a word is of a script that puts no space between words."""
    return _PAIRED.match(word) is not None


def tokens(*texts: str) -> list[str]:
    """The different words of some texts, in the order in which they first appear."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _TOKEN.findall(fold(text[:LONGEST_TEXT])):
            if len(word) > 1 and unspaced(word):
                found.update(dict.fromkeys(map("".join, pairwise(word))))
            else:
                found[word[:LONGEST]] = None
    return list(found)
