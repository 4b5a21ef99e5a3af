"""What the article editor shows around its form: the other language, the preview, placeholders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.article_forms import WORDS, WordsForm
from ventanilla.core.articles import Placeholder, Words
from ventanilla.core.articles.differences import Piece, differing, shortened
from ventanilla.core.articles.placeholders import allowed
from ventanilla.core.words import gettext_noop
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.render import html
from ventanilla.helpcentre.stock import help_of
from ventanilla.ui.reader import RTL

FIELDS = {
    "title": gettext_noop("Title"),
    "answer": gettext_noop("Answer in short"),
    "asks": gettext_noop("Other ways to ask"),
    "body": gettext_noop("Text"),
}
KINDS = {
    "": gettext_noop("Links and names"),
    "channel": gettext_noop("Names of channels"),
    "address": gettext_noop("Addresses"),
    "hours": gettext_noop("Hours"),
    "promise": gettext_noop("Promises, in a sentence"),
    "time": gettext_noop("Times promised"),
    "topic": gettext_noop("Forms"),
    "article": gettext_noop("Articles"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A field, and beside it what the other language says there."""

    field: BoundField
    other: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Words as customers see them."""

    language: str
    direction: str
    title: str
    answer: str
    body: SafeString


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of two wordings that differs."""

    title: str
    pieces: list[Piece]


def direction(language: str) -> str:
    """In which direction a language is written."""
    return "rtl" if language in RTL else "ltr"


def pairs(form: WordsForm, other: Words | None) -> list[Pair]:
    """The fields of a form beside the words of another language."""
    beside = lines_of(other) if other else {}
    return [Pair(form[name], beside.get(name, "")) for name in WORDS]


def preview(company: InForce, language: str, words: Words) -> Preview:
    """Fill in what the policy says, and draw the Markdown."""
    filler = Filler(company, help_of(company.id), language)
    return Preview(
        language=language,
        direction=direction(language),
        title=filler.plain(words.title),
        answer=filler.plain(words.answer),
        body=html(filler.markdown(words.body)),
    )


def placeholder_groups(company: InForce, language: str) -> Iterator[dict[str, object]]:
    """What may stand in braces, and what it says in a language; those that say nothing are out."""
    found = help_of(company.id)
    filler = Filler(company, found, language)
    offered = allowed(company.policy, dict(found.articles))
    for kind, group in groupby(offered, key=lambda one: one.kind if one.name else ""):
        rows = [(str(one), says) for one in group if (says := _says(filler, one))]
        if rows:
            yield {"title": _(KINDS[kind]), "rows": rows}


def _says(filler: Filler, one: Placeholder) -> str:
    return filler.plain(str(one))


def differences(old: Words, new: Words) -> list[Difference]:
    """The fields that differ, each with what went and what came."""
    before, after = lines_of(old), lines_of(new)
    return [
        Difference(_(title), shortened(differing(before[name], after[name])))
        for name, title in FIELDS.items()
        if before[name] != after[name]
    ]


def lines_of(words: Words) -> dict[str, str]:
    """Every field as one text."""
    asks = "\n".join(words.asks)
    return {"title": words.title, "answer": words.answer, "asks": asks, "body": words.body}
