"""What was shown as an answer, and what came of it: the measure of every article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from ventanilla.core.articles.masking import masked
from ventanilla.helpcentre.models import Showing

SALT = "ventanilla.helpcentre.showing"
POPULAR = timedelta(days=1)


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
    ticket: int | None = None,
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
        opened=[opened] if opened else [],
        opened_at=now if opened else None,
        ticket=ticket,
    )
    return _key(row)


def shown_beside(
    company: int,
    ticket: int,
    language: str,
    articles: Sequence[str],
    now: datetime,
    *,
    sure: float | None = None,
) -> str:
    """Note what staff is shown beside a ticket. The same articles once more are no other showing.

    The question stands in the ticket, and nowhere else: whoever erases it there has erased it.
    """
    place = Showing.Place.CONSOLE
    mine = Showing.objects.filter(company_id=company, ticket=ticket, place=place, question="")
    known = mine.filter(articles=list(articles)).order_by("-id").first()
    if known is not None:
        return _key(known)
    return shown(company, place, language, articles, now, sure=sure, ticket=ticket)


def typed_on(
    key: str, company: int, question: str, articles: Sequence[str], sure: float | None
) -> bool:
    """Note what is shown now for a question that is still being written: one showing, not twenty.

    False where it is another question: none of the two begins with the other.
    """
    asked, open_one = masked(question), _mine(key, company).filter(opened=[], outcome="")
    row = open_one.exclude(question="").first()
    if row is None or not (asked.startswith(row.question) or row.question.startswith(asked)):
        return False
    return _update(key, company, question=asked, articles=list(articles), sure=sure)


@dataclass(frozen=True, slots=True)
class Noted:
    """What a showing said: the question (masked), what was shown where, and what was opened."""

    question: str = ""
    shown: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    place: str = ""


def noted(key: str, company: int) -> Noted:
    """What is noted under a key; nothing for a key that is none."""
    row = _mine(key, company).first()
    if row is None:
        return Noted()
    return Noted(row.question, tuple(row.articles), tuple(row.opened), row.place)


def opened(key: str, company: int, article: str, now: datetime) -> bool:
    """Note that an article was opened from what was shown; False for a key that is none."""
    at = Coalesce(F("opened_at"), now)
    return _update(key, company, opened=_last("opened", article), opened_at=at)


def inserted(key: str, company: int, article: str) -> bool:
    """Note that an agent put an article into an answer; False for a key that is none."""
    outcome = Showing.Outcome.INSERTED
    return _update(key, company, inserted=_last("inserted", article), outcome=outcome)


def ended(key: str, company: int, outcome: Showing.Outcome, ticket: int | None = None) -> bool:
    """Note what came of it: it helped, it did not, or a request was sent."""
    more = {} if ticket is None else {"ticket": ticket}
    return _update(key, company, outcome=outcome, **more)


_POPULAR = """
SELECT name FROM helpcentre_showing, jsonb_array_elements_text(opened) AS name
WHERE company_id = %s AND at > %s AND place <> 'console' AND name = ANY(%s)
GROUP BY name ORDER BY count(*) DESC, name LIMIT %s
"""


def popular(company: int, now: datetime, limit: int, among: Sequence[str]) -> list[str]:
    """Which of some articles customers opened most often within a day, the most read first."""
    with connection.cursor() as cursor:
        cursor.execute(_POPULAR, [company, now - POPULAR, list(among), limit])
        return [name for (name,) in cursor.fetchall()]


def answered_before(company: int, mark: float, since: datetime) -> list[int]:
    """The tickets that were sent although an answer had been shown (SB-23).

    ``mark``: so sure must an answer be to count as one.
    """
    found = Showing.objects.filter(
        company_id=company, at__gt=since, ticket__isnull=False, sure__gte=mark
    ).exclude(place=Showing.Place.CONSOLE)
    tickets = found.exclude(articles=[]).values_list("ticket", flat=True).distinct()
    return [ticket for ticket in tickets if ticket is not None]


def _last(column: str, article: str) -> RawSQL:
    """A list with an article at its end, and nowhere else in it."""
    sql = f"({column} - %s::text) || to_jsonb(%s::text)"
    return RawSQL(sql, [article, article])  # noqa: S611 - a column of ours, and parameters


def _key(row: Showing) -> str:
    return signing.dumps([row.company_id, row.pk], salt=SALT, compress=True)


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
