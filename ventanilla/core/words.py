"""Sentences of the core that are put into the reader's language later.

The core never translates and never formats a date: a ``Phrase`` is a sentence in English with
named places and the values that go there. Pages, letters and the command line render it in the
reader's language and zone; ``str(phrase)`` is the English sentence with ISO values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

type Value = str | int | date | datetime | Phrase


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the message catalogues and leave it as it is."""
    return sentence


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence such as ``"{day} is not counted: {why}"`` and its values.

    Write it as ``Phrase(gettext_noop("..."), {...})`` so that the sentence is found by the
    catalogues. A value that is itself a Phrase is rendered in the same language.
    """

    sentence: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence.format_map({k: _plain(v) for k, v in self.values.items()})


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
