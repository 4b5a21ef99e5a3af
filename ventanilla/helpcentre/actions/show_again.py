"""Show customers an article again that was withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ventanilla.companies.drafts import Author, RefusedError
from ventanilla.helpcentre.changing import changing
from ventanilla.helpcentre.models import Article, ArticleEvent


def show_again(company: int, article: str, by: Author, now: datetime) -> None:
    """Show its published words from now on.

    Raises:
        RefusedError: it is not withdrawn.
        Article.DoesNotExist: when the company has no such article.
    """
    with changing(company, now) as change:
        row = Article.objects.get(company_id=company, name=article)
        if not row.withdrawn:
            raise RefusedError(_("This article is not withdrawn."))
        Article.objects.filter(pk=row.pk).update(withdrawn=False, by_hand=True)
        change.record(ArticleEvent.What.SHOWN, article, by)
