"""The articles of a help centre for programs: listed by name, and read whole."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Path, Query, Router
from ninja.errors import HttpError

from ventanilla.api.answer_shapes import ArticleLine, ArticlePage, ArticleWhole, Language, Name
from ventanilla.api.guard import Caller
from ventanilla.api.routes import PROBLEMS, Request
from ventanilla.companies.inforce import InForce
from ventanilla.core.articles import Article
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.stock import help_of

PAGE = 50
READ = "answers:read"
router = Router()


def caller_of(request: HttpRequest, scope: str) -> Caller:
    """The program that calls, if its token has a scope.

    Raises:
        HttpError: 403, naming the scope that it lacks.
    """
    caller: Caller = request.auth  # type: ignore[attr-defined]
    caller.need(scope)
    return caller


@router.get("/articles", response={200: ArticlePage, **PROBLEMS})
def articles(
    request: Request,
    language: Annotated[Language | None, Query()] = None,
    section: Annotated[Name | None, Query()] = None,
    after: Annotated[Name | None, Query()] = None,
) -> ArticlePage:
    """The articles that customers see, by name, by cursor."""
    company = caller_of(request, READ).company
    held = help_of(company.id).articles
    names = sorted(
        one.name
        for one in held.values()
        if (after is None or one.name > after) and section in (None, one.section)
    )
    code = language or company.policy.languages[0]
    items = [_line(company, held[name], code) for name in names[:PAGE]]
    return ArticlePage(items=items, next=names[PAGE - 1] if len(names) > PAGE else None)


@router.get("/articles/{name}", response={200: ArticleWhole, **PROBLEMS})
def article(
    request: Request,
    name: Annotated[Name, Path()],
    language: Annotated[Language | None, Query()] = None,
) -> ArticleWhole:
    """One article whole, filled with what the policy says now."""
    company = caller_of(request, READ).company
    found = help_of(company.id).articles.get(name)
    if found is None:
        raise HttpError(404, "There is no such article.")
    line = _line(company, found, language or company.policy.languages[0])
    return ArticleWhole(
        **line.dict(),
        body=filler_of(company, line.language).markdown(found.words[line.language].body),
        topics=list(found.topics),
        related=[one for one in found.related if one in help_of(company.id).articles],
        link=found.link,
    )


def filler_of(company: InForce, language: str) -> Filler:
    """Fills articles in a language, with links that lead here from anywhere."""
    return Filler(company, help_of(company.id), language, settings.PUBLIC_URL)


def url_of(company: InForce, name: str, **query: str) -> str:
    """The page of an article."""
    path = reverse("portal:article", args=[company.slug, name])
    return f"{settings.PUBLIC_URL}{path}?{urlencode(query)}"


def _line(company: InForce, one: Article, code: str) -> ArticleLine:
    language = one.read_in(code)
    fill, words = filler_of(company, language).plain, one.words[language]
    return ArticleLine(
        name=one.name,
        section=one.section,
        kind=one.kind,  # type: ignore[arg-type]
        languages=list(one.words),
        checked=one.checked,
        language=language,
        title=fill(words.title),
        answer=fill(words.answer),
        url=url_of(company, one.name, lang=language),
    )
