"""What the showings say of questions and articles: the only place where gaps read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ventanilla.core.answers.asked import Asked
from ventanilla.helpcentre.models import Showing

MOST = 10_000
"""Showings that are looked at, the newest."""
ASKED_IN = ("search", "form", "receipt", "program")
"""Places in which customers ask, here or at a program of the company."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One showing: what was asked, which articles were shown and which were opened."""

    at: datetime
    question: str
    language: str
    shown: tuple[str, ...]
    opened: tuple[str, ...]
    sure: float
    outcome: str
    ticket: int | None

    @property
    def failed(self) -> bool:
        """Whether what was opened did not help: somebody said so, or wrote all the same."""
        return self.sent or self.outcome == Showing.Outcome.UNSOLVED

    @property
    def sent(self) -> bool:
        """Whether a request was sent all the same."""
        return self.outcome == Showing.Outcome.ASKED or self.ticket is not None

    @property
    def solved(self) -> bool:
        """Whether somebody said that it settled the matter."""
        return self.outcome == Showing.Outcome.SOLVED


def questions_since(company: int, since: datetime, until: datetime | None = None) -> list[Seen]:
    """The questions of a time that were typed by customers, the newest first."""
    rows = _rows(company, since, until).filter(place__in=ASKED_IN).exclude(question="")
    return list(_seen(rows.order_by("-at", "-id")[:MOST]))


def questions_after(
    company: int, number: int, since: datetime, until: datetime, limit: int
) -> list[tuple[int, Asked]]:
    """Questions that were noted after a showing, each with its number, the oldest first."""
    rows = _rows(company, since, until).filter(id__gt=number, place__in=ASKED_IN)
    found = rows.exclude(question="").order_by("id")[:limit]
    return [
        (key, Asked(question, _written(language), at))
        for key, question, language, at in found.values_list("id", "question", "language", "at")
    ]


def shown_since(company: int, since: datetime) -> list[Seen]:
    """Everything that customers were shown in answer to something, the newest first."""
    rows = _rows(company, since, None).filter(place__in=(*ASKED_IN, "browse"))
    return list(_seen(rows.order_by("-at", "-id")[:MOST]))


def _rows(company: int, since: datetime, until: datetime | None) -> QuerySet[Showing]:
    rows = Showing.objects.filter(company_id=company, at__gte=since)
    return rows.filter(at__lt=until) if until else rows


def _seen(rows: QuerySet[Showing]) -> Iterator[Seen]:
    columns = ("at", "question", "language", "articles", "opened", "sure", "outcome", "ticket")
    for at, question, language, articles, opened, sure, outcome, ticket in rows.values_list(
        *columns
    ):
        yield Seen(
            at=at,
            question=question,
            language=_written(language),
            shown=tuple(articles),
            opened=tuple(opened),
            sure=sure or 0.0,
            outcome=outcome,
            ticket=ticket,
        )


def _written(language: str) -> str:
    """A language as policies name it."""
    return language.partition("-")[0]
