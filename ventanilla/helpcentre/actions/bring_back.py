"""Make words of the past a new draft."""

from __future__ import annotations

from datetime import datetime

from ventanilla.companies.drafts import Author
from ventanilla.companies.inforce import InForce
from ventanilla.helpcentre.actions.write import append
from ventanilla.helpcentre.changing import changing
from ventanilla.helpcentre.editing import newest, words_of
from ventanilla.helpcentre.models import Article, ArticleEvent, Wording


def bring_back(
    company: InForce, article: str, language: str, wording: int, by: Author, now: datetime
) -> Wording | None:
    """Append a former wording as a draft of whoever asks; None when it is the newest already.

    What it names and is not there any more is said when somebody keeps or publishes it.

    Raises:
        Wording.DoesNotExist: when the article has no such wording in this language.
    """
    with changing(company.id, now) as change:
        mine = Wording.objects.filter(company_id=company.id, article=article, language=language)
        old = mine.get(id=wording)
        latest = newest(company.id, article, language)
        if latest and words_of(latest) == words_of(old):
            return None
        row = Article.objects.get(company_id=company.id, name=article)
        fresh = append(change, row, language, words_of(old), by, Wording.State.DRAFT)
        change.record(ArticleEvent.What.BROUGHT_BACK, article, by, wording=fresh)
        return fresh
