"""What a customer last asked: their words since somebody answered, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST = 4000
"""Signs that are read at most; what finds an answer stands in the newest words."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a thread: the customer's, or an answer to them. Quotes and signatures are out."""

    text: str
    by_customer: bool


def asked(subject: str, thread: Sequence[Said]) -> str:
    """The customer's newest unanswered words; where all is answered, the last they wrote.

    The subject belongs to the first of them: it is read where that is.
    """
    mine = [number for number, said in enumerate(thread) if said.by_customer and said.text.strip()]
    answered = max((n for n, said in enumerate(thread) if not said.by_customer), default=-1)
    open_ones = [number for number in mine if number > answered] or mine[-1:]
    return "\n".join(_words(subject, thread, open_ones[::-1], mine[:1]))[:LONGEST]


def _words(
    subject: str, thread: Sequence[Said], wanted: Iterable[int], first: Sequence[int]
) -> Iterable[str]:
    for number in wanted:
        if number in first and subject.strip():
            yield subject.strip()
        yield thread[number].text.strip()
