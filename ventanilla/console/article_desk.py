"""One article in one language on the desk: what is asked of the database for its pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest

from ventanilla.companies.drafts import Author
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, path, user_of
from ventanilla.core.articles import Words
from ventanilla.helpcentre.editing import Glance, Tongue, Tongues, tongues, words_at, words_of
from ventanilla.helpcentre.models import Article, Wording
from ventanilla.people.guards import OVERSEERS, role_at
from ventanilla.tickets.showing import Eyes


@dataclass
class Sheet:
    """An article that somebody works on."""

    company: InForce
    article: Article
    look: Eyes
    author: Author
    oversees: bool

    @cached_property
    def tongues(self) -> Tongues:
        """Where it stands in each language of the company."""
        codes, name = self.company.policy.languages, self.article.name
        found = tongues(self.company.id, codes, name).get(name)
        return found or {code: Tongue(code, None, None, None, None) for code in codes}

    def url(self, name: str, *more: object) -> str:
        """A path of the console for this article."""
        return path(self.company, name, self.article.name, *more)


def author_of(request: HttpRequest) -> Author:
    """Who is signed in, as what they do is recorded."""
    user = user_of(request)
    return Author(user.pk, user.name)


def sheet_of(request: HttpRequest, slug: str, name: str) -> Sheet:
    """An article of a company.

    Raises:
        Http404: when there is none of that name.
    """
    company = in_force(slug)
    row = Article.objects.filter(company_id=company.id, name=name).first()
    if row is None:
        raise Http404(name)
    oversees = role_at(request, slug) in OVERSEERS
    return Sheet(company, row, eyes(request), author_of(request), oversees)


def language_of(company: InForce, language: str) -> str:
    """A language of the company.

    Raises:
        Http404: for any other.
    """
    if language not in company.policy.languages:
        raise Http404(language)
    return language


def said(row: Wording | None) -> Words:
    """What a wording says; nothing where there is none."""
    return words_of(row) if row else Words("", "", "")


def read(company: int, row: Glance | None) -> Words:
    """The same of one that was only glanced at."""
    return words_at(company, row.id) if row else Words("", "", "")


def main_before(tongue: Tongue, company: int) -> Wording | None:
    """What the first language said when these words were published, or looked at since."""
    seen = tongue.shown.published_at if tongue.shown else None
    if seen is None or tongue.main is None:
        return None
    until = max(seen, tongue.looked_at or seen)
    rows = Wording.objects.filter(
        company_id=company,
        article=tongue.main.article,
        language=tongue.main.language,
        published_at__lte=until,
    )
    return rows.order_by("-published_at", "-id").first()
