"""Mails that belong to no change of a ticket: a code to sign in, a link that was asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from ventanilla.people.actions.know import fold_address
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Outgoing
from ventanilla.tickets.writing import insert

MOST_AN_HOUR = 10


def asked_too_often(company: int, letter: str, recipient: str, now: datetime) -> bool:
    """Whether an address was sent this letter ten times in the last hour.

    So nobody floods a mailbox, and nobody guesses codes by asking for ever new ones.
    """
    since = now - timedelta(hours=1)
    sent = Outgoing.objects.filter(
        company_id=company, recipient=fold_address(recipient), created_at__gt=since, letter=letter
    )
    return sent.count() >= MOST_AN_HOUR


def send_letter(
    company: int,
    letter: str,
    recipient: str,
    language: str,
    now: datetime,
    ticket: int | None = None,
    **values: str,
) -> None:
    """Put a letter of the house into the outbox. It counts as automatic."""
    fresh = new_id()
    row = Outgoing(
        company_id=company,
        id=fresh,
        ticket=ticket,
        letter=letter,
        automatic=True,
        recipient=fold_address(recipient),
        language=language,
        values=values,
        next_at=now,
        created_at=now,
        reference=f"<house.{fresh:x}@{settings.MAIL_DOMAIN}>",
    )
    insert([row], tell={"o": 1})
