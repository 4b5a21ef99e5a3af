"""Why a mail waits in quarantine: sentences that are kept in English and shown in any language.

The row holds the English sentence with its values, which a person at the database can read too;
``reason_of`` finds the sentence again by its shape. Whoever writes a new one adds it here: a test
walks through every sentence of this room.
"""

from __future__ import annotations

import re
from functools import cache

from ventanilla.core.words import Phrase, Value, gettext_noop

UNSIGNED = gettext_noop(
    "its envelope names no sender, as machines do, and it answers nothing of ours"
)
REASONS = (
    gettext_noop("the mail has {size} bytes; {limit} are read"),
    gettext_noop("the mail has {size} bytes; {limit} are taken; it is still in {folder}"),
    gettext_noop("the mail is empty"),
    gettext_noop("its headers have more than {limit} bytes"),
    gettext_noop("it has more than {limit} headers"),
    gettext_noop("its header {name} has more than {limit} bytes"),
    gettext_noop("its header {name} has more than {limit} encoded words"),
    gettext_noop("it has more than {limit} parts"),
    gettext_noop("its parts are nested deeper than {limit}"),
    gettext_noop("it has more than {limit} references"),
    gettext_noop("it has more than {limit} recipients"),
    gettext_noop("it has none of the headers that make a mail"),
    gettext_noop("parsing failed: {error}"),
    gettext_noop("parsing it took more memory or time than a mail may take"),
    gettext_noop("taking it in failed: {error}"),
    gettext_noop("no company has this address"),
    gettext_noop("no sender could be found"),
    UNSIGNED,
)


def reason_of(trouble: str) -> Phrase:
    """The sentence behind a stored reason; one that nobody knows is shown as it is."""
    for sentence, shape in _shapes():
        found = shape.fullmatch(trouble)
        if found:
            values: dict[str, Value] = dict(found.groupdict())
            return Phrase(sentence, {name: _number(value) for name, value in values.items()})
    return Phrase("{words}", {"words": trouble})


def _number(value: Value) -> Value:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


@cache
def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    return [(sentence, _shape(sentence)) for sentence in REASONS]


def _shape(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", sentence)
    built = [
        f"(?P<{part}>.*)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
    ]
    return re.compile("".join(built), re.DOTALL)
