"""What one text says otherwise than another: line by line, then word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

type Kind = Literal["same", "del", "ins", "skip"]
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"[^\W\u2e80-\u9fff\u3040-\u30ff\uac00-\ud7af]+|\s+|.", re.DOTALL)
"""A word, blanks, or one sign: Chinese, Japanese and Korean have no blanks between words."""
MOST_WORDS = 2000
"""Beyond so many words changed at once, whole lines are shown: matching takes their square."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of two texts: in both, only in the old one, only in the new one; or left out."""

    kind: Kind
    text: str


def differing(old: str, new: str) -> list[Piece]:
    """Both texts in one row of pieces: without "ins" it is the old one, without "del" the new."""
    return _joined(_lines(_LINE.findall(old), _LINE.findall(new)))


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """The same, with the lines left out that stand away from every difference."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        lines = _LINE.findall(piece.text)
        if piece.kind != "same" or len(lines) < 4:
            found.append(piece)
            continue
        before, after = place > 0, place < len(pieces) - 1
        head = lines[:2] if before else []
        tail = lines[-2:] if after else []
        found += [Piece("same", "".join(head)), Piece("skip", ""), Piece("same", "".join(tail))]
    return [piece for piece in found if piece.text or piece.kind == "skip"]


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, i, j, k, end in _matched(old, new):
        before, after = "".join(old[i:j]), "".join(new[k:end])
        if tag == "equal":
            yield Piece("same", before)
        else:
            yield from _words(before, after)


def _words(old: str, new: str) -> Iterator[Piece]:
    olds, news = _WORD.findall(old), _WORD.findall(new)
    if max(len(olds), len(news)) > MOST_WORDS:
        yield from (Piece("del", old), Piece("ins", new))
        return
    gone = come = ""
    for tag, i, j, k, end in _matched(olds, news):
        before, after = "".join(olds[i:j]), "".join(news[k:end])
        if tag == "equal" and before.strip():
            yield from _change(gone, come)
            yield Piece("same", before)
            gone = come = ""
        else:  # blanks between two changed words are part of the change
            gone, come = gone + before, come + after
    yield from _change(gone, come)


def _change(gone: str, come: str) -> Iterator[Piece]:
    if gone == come:
        yield Piece("same", gone)
    else:
        yield from (Piece("del", gone), Piece("ins", come))


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours of a kind in one, and nothing empty."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].kind == piece.kind:
            found[-1] = Piece(piece.kind, found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return found
