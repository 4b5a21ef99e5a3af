"""With what words requests begin: masked, as questions are that were typed into the search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ventanilla.core.answers.asked import Asked
from ventanilla.core.articles.masking import masked
from ventanilla.tickets.models import SearchEntry, Ticket

MOST = 10_000
"""Requests that are looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first words of a request, and what it is about."""

    ticket: int
    at: datetime
    topic: str
    language: str
    text: str
    complaint: bool

    @property
    def asked(self) -> Asked:
        """The same as a question that became a request."""
        return Asked(self.text, self.language, self.at, sent=True)


def openings(company: int, since: datetime, until: datetime) -> list[Opening]:
    """The openings of the requests that came in a time, the newest first, 10,000 at most."""
    came = SearchEntry.objects.filter(company_id=company, at__gte=since, at__lt=until)
    newest = came.order_by("-at", "-ticket").values("ticket")[:MOST]
    return _read(Ticket.objects.filter(company_id=company, id__in=newest))


def openings_after(company: int, ticket: int, limit: int) -> list[Opening]:
    """The openings of requests made after another, the oldest first."""
    rows = Ticket.objects.filter(company_id=company, id__gt=ticket).order_by("id")[:limit]
    return sorted(_read(rows), key=lambda one: one.ticket)


def _read(rows: QuerySet[Ticket]) -> list[Opening]:
    columns = ("id", "received_at", "topic", "language", "subject", "snippet", "complaint")
    found = [
        Opening(
            ticket,
            at,
            topic,
            language.partition("-")[0],
            opening_of(subject, snippet),
            complaint,
        )
        for ticket, at, topic, language, subject, snippet, complaint in rows.values_list(*columns)
    ]
    return sorted(found, key=lambda one: (one.at, one.ticket), reverse=True)


def opening_of(subject: str, snippet: str) -> str:
    """Subject and first words, masked; a subject that the words repeat is said once."""
    first, words = subject.strip(), snippet.strip()
    return masked(words if words.startswith(first) else f"{first} {words}")
