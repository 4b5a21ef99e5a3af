"""The first words of an article that a group of questions asks for."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import slugify

from ventanilla.companies.inforce import InForce
from ventanilla.console.missing import group_named
from ventanilla.core.tokens import fold

LONGEST_TITLE, LONGEST_NAME, ASKS = 120, 40, 12
BRACES = str.maketrans("{}", "()")
"""What stands in braces is a placeholder in an article; customers mean nothing by them."""


def first_words(company: InForce, name: str, language: str, now: datetime) -> dict[str, str]:
    """What the editor begins with: the commonest question as title, the others as ways to ask.

    In another language than theirs the title is left to its writer. Nothing for a group that is
    gone: somebody has answered it meanwhile.
    """
    group = group_named(company, name, now) if name else None
    if group is None:
        return {}
    mine = [one.text.translate(BRACES) for one in group.in_(language)]
    title = _shortened(mine[0]) if mine else ""
    asks = [text for text in mine if text != title][:ASKS]
    name = _name(mine[0] if mine else group.phrasings[0].text)
    return {"title": title, "asks": "\n".join(asks), "name": name}


def _shortened(text: str) -> str:
    """A question as a title: not longer than one may be, cut between words."""
    if len(text) <= LONGEST_TITLE:
        return text
    return text[: LONGEST_TITLE - 1].rpartition(" ")[0] + "\N{HORIZONTAL ELLIPSIS}"


def _name(question: str) -> str:
    """A short name of its words, where they have Latin letters."""
    name = slugify(fold(question))[:LONGEST_NAME]
    return name.rpartition("-")[0] if len(name) == LONGEST_NAME and "-" in name else name
