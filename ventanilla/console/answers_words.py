"""An article beside a ticket in words: the customer's and ours, its labels, what to insert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.answers_met import met_tag
from ventanilla.console.article_parts import direction
from ventanilla.console.frame import path
from ventanilla.console.ticket import language_name
from ventanilla.core.articles import Article
from ventanilla.helpcentre.answers import Answer
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.stock import help_of
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.numbers import percent
from ventanilla.ui.parts import Tag


@dataclass(frozen=True, slots=True)
class InWords:
    """An article in a line, in one language."""

    language: str
    direction: str
    title: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An article beside a ticket: the customer's wording, ours where that is another, its labels.

    ``insert`` are the words for the writing box; ``url`` shows it as customers see it, ``whole``
    brings its text.
    """

    name: str
    customer: InWords
    own: InWords | None
    tags: list[Tag]
    insert: str
    url: str
    whole: str


def beside(
    company: InForce, ticket: Ticket, one: Answer, look: Eyes, *, sure: bool, way: str
) -> Beside:
    """An article for one reader; ``way``: how the customer knows it already."""
    article = one.article
    theirs, mine = article.read_in(ticket.language), article.read_in(look.language)
    customer = _in_words(company, article, theirs)
    public = reverse("portal:article", args=[company.slug, article.name])
    link = f"{settings.PUBLIC_URL}{public}?{urlencode({'lang': theirs})}"
    return Beside(
        name=article.name,
        customer=customer,
        own=_in_words(company, article, mine) if mine != theirs else None,
        tags=[*_sure(one, look, sure=sure), *_met(way), *_only(ticket, theirs)],
        insert=f"{customer.title}\n{customer.answer}\n{link}",
        url=f"{public}?{urlencode({'lang': theirs})}",
        whole=path(company, "answer", ticket.number, article.name),
    )


def _in_words(company: InForce, article: Article, code: str) -> InWords:
    fill, words = Filler(company, help_of(company.id), code).plain, article.words[code]
    return InWords(code, direction(code), fill(words.title), fill(words.answer))


def _sure(one: Answer, look: Eyes, *, sure: bool) -> Iterator[Tag]:
    """How sure it is: never quite."""
    share = percent(min(99, int(one.probability * 100)) * 10, look.language)
    if sure:
        yield Tag(text=_("Sure: %(share)s") % {"share": share}, icon="circle-check", tone="kept")
    else:
        yield Tag(text=_("Near: %(share)s") % {"share": share})


def _met(way: str) -> Iterator[Tag]:
    if tag := met_tag(way):
        yield tag


def _only(ticket: Ticket, code: str) -> Iterator[Tag]:
    """That it is not written in the customer's language."""
    if code != ticket.language.partition("-")[0]:
        only = _("Only in this language: %(language)s") % {"language": language_name(code)}
        yield Tag(text=only, icon="world", tone="soon")
