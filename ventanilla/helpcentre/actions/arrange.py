"""Set what of an article is the same in all languages."""

from __future__ import annotations

from datetime import datetime

from ventanilla.companies.drafts import Author
from ventanilla.companies.inforce import InForce
from ventanilla.core.articles.faults import MistakesError
from ventanilla.core.articles.placement import Around, Placement, misplaced
from ventanilla.helpcentre.changing import changing
from ventanilla.helpcentre.models import Article, ArticleEvent, Section


def arrange(
    company: InForce, name: str, placement: Placement, by: Author, now: datetime
) -> tuple[str, ...]:
    """Put an article where it is to stand; gives the names of the columns that differ now.

    Raises:
        MistakesError: naming every mistake at its field.
        Article.DoesNotExist: when the company has no such article.
    """
    with changing(company.id, now) as change:
        row = Article.objects.get(company_id=company.id, name=name)
        if found := tuple(misplaced(placement, _around(company, name))):
            raise MistakesError(found)
        fresh = _columns(placement)
        differs = tuple(field for field, value in fresh.items() if getattr(row, field) != value)
        if differs:
            Article.objects.filter(pk=row.pk).update(**fresh, by_hand=True)
            change.record(ArticleEvent.What.ARRANGED, name, by, fields=differs)
        return differs


def _around(company: InForce, name: str) -> Around:
    others = Article.objects.filter(company_id=company.id).exclude(name=name)
    return Around(
        sections=set(Section.objects.filter(company_id=company.id).values_list("name", flat=True)),
        topics=company.policy.topics,
        articles=set(others.values_list("name", flat=True)),
    )


def _columns(placement: Placement) -> dict[str, object]:
    webinar = placement.webinar if placement.kind == "webinar" else None
    return {
        "section": placement.section,
        "kind": placement.kind,
        "topics": list(placement.topics),
        "related": list(placement.related),
        "steps": placement.steps,
        "link": placement.link,
        "starts_at": webinar.starts if webinar else None,
        "zone": webinar.zone.key if webinar else "",
        "minutes": int(webinar.length.total_seconds() // 60) if webinar else None,
        "host": webinar.host if webinar else "",
    }
