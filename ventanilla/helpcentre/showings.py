"""What was shown as an answer, and what came of it: the measure of every article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db.models import Count, QuerySet

from ventanilla.core.articles.masking import masked
from ventanilla.helpcentre.models import Showing

SALT = "ventanilla.helpcentre.showing"
POPULAR = timedelta(days=1)
SURE = 0.7
"""How certain an answer is that counts as one, from 0 to 1."""


def shown(
    company: int,
    place: Showing.Place,
    language: str,
    articles: Sequence[str],
    now: datetime,
    *,
    question: str = "",
    sure: float | None = None,
    opened: str = "",
) -> str:
    """Note what somebody is shown; the key it returns says later what they did."""
    row = Showing.objects.create(
        company_id=company,
        at=now,
        place=place,
        language=language[:12],
        question=masked(question),
        articles=list(articles),
        sure=sure,
        opened=opened,
    )
    return signing.dumps([company, row.pk], salt=SALT, compress=True)


def typed_on(
    key: str, company: int, question: str, articles: Sequence[str], sure: float | None
) -> bool:
    """Note what is shown now for a question that is still being written: one showing, not twenty.

    False where it is another question: none of the two begins with the other.
    """
    asked, row = masked(question), _mine(key, company).filter(opened="", outcome="").first()
    if row is None or not (asked.startswith(row.question) or row.question.startswith(asked)):
        return False
    return _update(key, company, question=asked, articles=list(articles), sure=sure)


@dataclass(frozen=True, slots=True)
class Noted:
    """What a showing said: the question (masked), what was shown, and which of it was opened."""

    question: str = ""
    shown: tuple[str, ...] = ()
    opened: str = ""


def noted(key: str, company: int) -> Noted:
    """What is noted under a key; nothing for a key that is none."""
    row = _mine(key, company).first()
    return Noted(row.question, tuple(row.articles), row.opened) if row else Noted()


def opened(key: str, company: int, article: str) -> bool:
    """Note that an article was opened from what was shown; False for a key that is none."""
    return _update(key, company, opened=article)


def ended(key: str, company: int, outcome: Showing.Outcome, ticket: int | None = None) -> bool:
    """Note what came of it: it helped, it did not, or a request was sent."""
    more = {} if ticket is None else {"ticket": ticket}
    return _update(key, company, outcome=outcome, **more)


def popular(company: int, now: datetime, limit: int) -> list[str]:
    """The articles that were opened most often within a day, the most read first."""
    found = Showing.objects.filter(company_id=company, at__gt=now - POPULAR).exclude(opened="")
    counted = found.values_list("opened").annotate(times=Count("id")).order_by("-times", "opened")
    return [name for name, _times in counted[:limit]]


def answered_before(company: int, since: datetime) -> list[int]:
    """The tickets that were sent although a sure answer had been shown (SB-23)."""
    found = Showing.objects.filter(
        company_id=company, at__gt=since, ticket__isnull=False, sure__gte=SURE
    )
    tickets = found.exclude(articles=[]).values_list("ticket", flat=True).distinct()
    return [ticket for ticket in tickets if ticket is not None]


def _update(key: str, company: int, **columns: object) -> bool:
    return bool(_mine(key, company).update(**columns))


def _mine(key: str, company: int) -> QuerySet[Showing]:
    """The showing that a key stands for; none for a forged one and one of another company."""
    try:
        owner, number = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return Showing.objects.none()
    found = Showing.objects.filter(company_id=company, pk=number)
    return found if owner == company else found.none()
