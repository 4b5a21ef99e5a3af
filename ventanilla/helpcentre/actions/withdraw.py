"""Take an article away from customers. Its words and its history stay."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ventanilla.companies.drafts import Author, RefusedError
from ventanilla.helpcentre.changing import changing
from ventanilla.helpcentre.models import Article, ArticleEvent


def withdraw(company: int, article: str, by: Author, now: datetime) -> None:
    """Show it to nobody from now on, whatever the company's files say.

    Raises:
        RefusedError: it is withdrawn already.
        Article.DoesNotExist: when the company has no such article.
    """
    with changing(company, now) as change:
        row = Article.objects.get(company_id=company, name=article)
        if row.withdrawn:
            raise RefusedError(_("This article is withdrawn already."))
        Article.objects.filter(pk=row.pk).update(withdrawn=True, by_hand=True)
        change.record(ArticleEvent.What.WITHDRAWN, article, by)
