"""Somebody held an article against the facts, and it is still right (XM-64)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from ventanilla.companies.drafts import Author
from ventanilla.companies.inforce import InForce
from ventanilla.helpcentre.changing import changing
from ventanilla.helpcentre.models import Article, ArticleEvent


def mark_checked(company: InForce, article: str, language: str, by: Author, now: datetime) -> None:
    """Note that it was read in a language and is right, today on the company's calendar.

    A translation that had fallen behind is not behind any more.

    Raises:
        Article.DoesNotExist: when the company has no such article.
    """
    with changing(company.id, now) as change:
        row = Article.objects.get(company_id=company.id, name=article)
        today = now.astimezone(ZoneInfo(company.policy.zone)).date()
        Article.objects.filter(pk=row.pk).update(checked_on=max(today, row.checked_on))
        change.record(ArticleEvent.What.CHECKED, article, by, language=language)
