"""A letter for somebody without a mail address was printed and posted: only then is it sent."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.facts import Occurrence
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import Change, changing

WRITTEN = frozenset({"replied", "letter_written"})


def unposted(occurrences: list[Occurrence]) -> dict[str, str]:
    """The letters on paper that still lie here: message id to the kind of letter."""
    waiting: dict[str, str] = {}
    for occurrence in occurrences:
        detail = occurrence.detail
        if occurrence.kind in WRITTEN and detail.get("paper") == "yes":
            waiting[detail["message"]] = detail["notice"]
        elif occurrence.kind == "notice_sent":
            waiting.pop(detail.get("message", ""), None)
    return waiting


def post_letter(company: int, ticket: int, user: User, message: str, now: datetime) -> None:
    """Record that a letter went to the post; the promises that wait for it are kept now.

    Raises:
        ValueError: when no such letter lies here to be posted.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        letter = _waiting(change, message)
        change.record(
            "notice_sent", "human", actor=user.pk, notice=letter, message=message, medium="post"
        )


def _waiting(change: Change, message: str) -> str:
    found = unposted(change.past).get(message)
    if found is None:
        raise ValueError(gettext_noop("No such letter waits to be posted."))
    return found
