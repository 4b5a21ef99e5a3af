"""Show customers the words that wait. Whoever wrote them cannot do that alone."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ventanilla.companies.drafts import Author, RefusedError
from ventanilla.companies.inforce import InForce
from ventanilla.helpcentre.actions.write import NewerError, check
from ventanilla.helpcentre.changing import changing
from ventanilla.helpcentre.editing import newest, words_of
from ventanilla.helpcentre.models import Article, ArticleEvent, Wording


def publish(
    company: InForce, article: str, language: str, wording: int, by: Author, now: datetime
) -> Wording:
    """Append the waiting words once more, published; ``by`` is a supervisor or an admin.

    Raises:
        RefusedError: the person wrote these words, or nothing waits.
        NewerError: other words have been written since.
        MistakesError: the policy has changed, and they name what is not there any more.
        Article.DoesNotExist: when the company has no such article.
    """
    with changing(company.id, now) as change:
        Article.objects.get(company_id=company.id, name=article)
        latest = newest(company.id, article, language)
        if latest is None or latest.state == Wording.State.PUBLISHED:
            raise RefusedError(_("Nothing waits to be published."))
        if latest.id != wording:
            raise NewerError(latest)
        if latest.by == by.account:
            raise RefusedError(_("You wrote these words: a second person publishes them."))
        check(company, words_of(latest))
        fresh = change.add(
            Wording(
                article=article,
                language=language,
                state=Wording.State.PUBLISHED,
                title=latest.title,
                answer=latest.answer,
                body=latest.body,
                asks=latest.asks,
                by=latest.by,
                by_name=latest.by_name,
                at=latest.at,
                published_at=now,
                published_by=by.name,
            )
        )
        change.record(ArticleEvent.What.PUBLISHED, article, by, wording=fresh)
        return fresh
