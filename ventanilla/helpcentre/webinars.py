"""Taking part in a webinar: a seat, a reminder, questions before it and answers while it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from ventanilla.core.articles import Article, Webinar
from ventanilla.core.words import gettext_noop
from ventanilla.helpcentre.models import Question, Seat
from ventanilla.helpcentre.stock import help_of

AHEAD = timedelta(days=1)
"""How long before its beginning people are reminded."""
LONGEST_QUESTION = 500
MOST_OPEN = 5
"""Questions of one address that wait for an answer, for one webinar."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Whoever takes part: where they are written to, in which language and zone."""

    address: str
    language: str
    zone: str


def webinar_of(company: int, name: str, now: datetime) -> tuple[Article, Webinar]:
    """A webinar that is not over yet.

    Raises:
        LookupError: when there is none of that name, or it is over.
    """
    article = help_of(company).articles.get(name)
    if article is None or article.webinar is None or article.webinar.ends <= now:
        raise LookupError(name)
    return article, article.webinar


def take_seat(company: int, name: str, guest: Guest, now: datetime) -> bool:
    """Give somebody a seat; False when the address has one already.

    Whoever comes within the last day needs no reminder: the confirmation says it all.

    Raises:
        LookupError: when there is no such webinar, or it is over.
    """
    _article, webinar = webinar_of(company, name, now)
    _seat, fresh = Seat.objects.get_or_create(
        company_id=company,
        article=name,
        address=guest.address.strip().lower(),
        defaults={
            "language": guest.language,
            "zone": guest.zone,
            "at": now,
            "starts_at": webinar.starts,
            "reminded_at": now if webinar.starts - now <= AHEAD else None,
        },
    )
    return fresh


@transaction.atomic
def due_reminders(now: datetime, limit: int = 100) -> list[Seat]:
    """The seats whose webinar begins within a day; nobody else takes them, and each comes once.

    A webinar that was moved or withdrawn since is not reminded of at its old time.
    """
    waiting = Seat.objects.select_for_update(skip_locked=True).filter(
        reminded_at__isnull=True, starts_at__lte=now + AHEAD
    )
    found = []
    for seat in waiting.order_by("starts_at", "id")[:limit]:
        article = help_of(seat.company_id).articles.get(seat.article)
        webinar = article.webinar if article else None
        if webinar is not None and webinar.starts > now + AHEAD:
            Seat.objects.filter(pk=seat.pk).update(starts_at=webinar.starts)  # it was put off
            continue
        Seat.objects.filter(pk=seat.pk).update(reminded_at=now)
        if webinar is not None and webinar.starts > now:
            found.append(seat)
    return found


def ask(company: int, name: str, guest: Guest, text: str, now: datetime) -> Question:
    """Send a question to those who hold a webinar.

    Raises:
        LookupError: when there is no such webinar, or it is over.
        ValueError: without words, with too many, or when five of this address wait already.
    """
    webinar_of(company, name, now)
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_QUESTION:
        raise ValueError(gettext_noop("Ask in 500 signs at most."))
    address = guest.address.strip().lower()
    mine = Question.objects.filter(company_id=company, article=name, address=address, answer="")
    if mine.count() >= MOST_OPEN:
        raise ValueError(gettext_noop("Five of your questions wait already. They come first."))
    return Question.objects.create(
        company_id=company,
        article=name,
        address=address,
        language=guest.language,
        text=words,
        at=now,
    )


def answer(
    company: int, number: int, user: int, user_name: str, text: str, now: datetime
) -> Question:
    """Answer a question; everybody on the webinar's page reads both from now on.

    Raises:
        Question.DoesNotExist: when the company has no such question.
        ValueError: without words, or when somebody has answered meanwhile.
    """
    if not text.strip():
        raise ValueError(gettext_noop("Write an answer."))
    with transaction.atomic():
        row = Question.objects.select_for_update().get(company_id=company, id=number)
        if row.answer:
            raise ValueError(gettext_noop("Somebody has answered this meanwhile."))
        row.answer, row.answered_at = text.strip(), now
        row.answered_by, row.answered_name = user, user_name[:120]
        row.save()
    return row


def answered(company: int, name: str) -> list[Question]:
    """What everybody reads, in the order in which it was answered."""
    found = Question.objects.filter(company_id=company, article=name).exclude(answer="")
    return list(found.order_by("answered_at", "id"))
