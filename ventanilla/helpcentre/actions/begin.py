"""Begin an article: its place, and its first words as a draft."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from ventanilla.companies.drafts import Author
from ventanilla.companies.inforce import InForce
from ventanilla.core.articles import Words
from ventanilla.core.articles.faults import Fault, MistakesError
from ventanilla.core.articles.read import NAME
from ventanilla.core.articles.typed import mistakes
from ventanilla.core.words import Phrase, gettext_noop
from ventanilla.helpcentre.actions.write import append, names_of
from ventanilla.helpcentre.changing import changing
from ventanilla.helpcentre.models import Article, ArticleEvent, Section, Wording

LONGEST_NAME = 80


def begin(
    company: InForce,
    name: str,
    section: str,
    language: str,
    words: Words,
    by: Author,
    now: datetime,
) -> Wording:
    """Add an article at the end of its section. Customers see nothing until it is published.

    Raises:
        MistakesError: naming every mistake at its field; a name that is taken, too.
    """
    with changing(company.id, now) as change:
        found = [*_misnamed(company.id, name, section)]
        found += mistakes(words, company.policy, {**names_of(company.id), name: None})
        if found:
            raise MistakesError(tuple(found))
        last = Article.objects.filter(company_id=company.id).aggregate(last=Max("position"))["last"]
        row = Article.objects.create(
            company_id=company.id,
            name=name,
            section=section,
            kind="article",
            position=(last or 0) + 1,
            checked_on=now.astimezone(ZoneInfo(company.policy.zone)).date(),
            by_hand=True,
        )
        fresh = append(change, row, language, words, by, Wording.State.DRAFT)
        change.record(ArticleEvent.What.BEGUN, name, by, wording=fresh)
        return fresh


def _misnamed(company: int, name: str, section: str) -> list[Fault]:
    found = []
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        words = gettext_noop("Lower case letters and digits joined by “-” are needed.")
        found.append(Fault("name", Phrase(words)))
    elif Article.objects.filter(company_id=company, name=name).exists():
        words = gettext_noop("There is an article of this name. Choose another one.")
        found.append(Fault("name", Phrase(words)))
    if not Section.objects.filter(company_id=company, name=section).exists():
        found.append(Fault("section", Phrase(gettext_noop("Choose one of the list."))))
    return found
