"""Words of an article as somebody typed them: what speaks against them, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ventanilla.core.articles.faults import Fault
from ventanilla.core.articles.model import Words
from ventanilla.core.articles.placeholders import wrong
from ventanilla.core.articles.read import LONGEST_ANSWER, LONGEST_TITLE
from ventanilla.core.policy import Policy
from ventanilla.core.tables import PolicyError
from ventanilla.core.words import Phrase, gettext_noop

LONGEST_BODY = 20_000
LONGEST_ASK, MOST_ASKS = 200, 40
LONGEST = {"title": LONGEST_TITLE, "answer": LONGEST_ANSWER, "body": LONGEST_BODY}
"""Signs of each field as it is written, placeholders and all."""


def mistakes(words: Words, policy: Policy, names: Mapping[str, object]) -> tuple[Fault, ...]:
    """Everything that is missing, too long or names nothing; ``names`` are the articles."""
    return (*_texts(words, policy, names), *_asks(words.asks))


def _texts(words: Words, policy: Policy, names: Mapping[str, object]) -> Iterator[Fault]:
    for field, most in LONGEST.items():
        text = getattr(words, field)
        if not text.strip():
            yield Fault(field, Phrase(gettext_noop("Write something here.")))
        if len(text) > most:
            values = {"found": len(text), "most": most}
            words_ = gettext_noop("These are {found} signs. At most {most} fit.")
            yield Fault(field, Phrase(words_, values))
        for error in wrong(text, field, policy, dict(names)):
            yield Fault(field, _unknown(error))


def _asks(asks: tuple[str, ...]) -> Iterator[Fault]:
    if len(asks) > MOST_ASKS:
        sentence = gettext_noop("These are {found} lines. At most {most} are kept.")
        yield Fault("asks", Phrase(sentence, {"found": len(asks), "most": MOST_ASKS}))
    for ask in asks:
        if len(ask) > LONGEST_ASK:
            sentence = gettext_noop("A line has {found} signs. At most {most} fit.")
            yield Fault("asks", Phrase(sentence, {"found": len(ask), "most": LONGEST_ASK}))


def _unknown(error: PolicyError) -> Phrase:
    """A placeholder that names nothing, with the nearest that there is."""
    kind, _dot, name = error.found[1:-1].partition(".")
    if not error.nearest:
        sentence = gettext_noop("{found} names nothing. The list below the field says what may.")
        return Phrase(sentence, {"found": error.found})
    guessed = "there is no such" in error.wanted
    near = f"{kind}.{error.nearest}" if guessed else ".".join(filter(None, (error.nearest, name)))
    sentence = gettext_noop("{found} names nothing. Did you mean {near}?")
    return Phrase(sentence, {"found": error.found, "near": f"{{{near}}}"})
