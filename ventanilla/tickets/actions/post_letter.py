"""A letter for somebody without a mail address was printed and posted: only then is it sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256

from ventanilla.core.facts import Occurrence
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Outgoing

WRITTEN = frozenset({"replied", "letter_written"})

type Print = Callable[[Outgoing], bytes]
"""How a letter becomes the PDF that is posted."""


def unposted(occurrences: Iterable[Occurrence]) -> dict[str, Occurrence]:
    """The letters on paper that still lie here: message id to when and what was written."""
    waiting: dict[str, Occurrence] = {}
    for occurrence in occurrences:
        detail = occurrence.detail
        if occurrence.kind in WRITTEN and detail.get("paper") == "yes":
            waiting[detail["message"]] = occurrence
        elif occurrence.kind == "notice_sent":
            waiting.pop(detail.get("message", ""), None)
    return waiting


def post_letter(
    company: int, ticket: int, user: User, message: str, now: datetime, print_: Print
) -> None:
    """Record that a letter went to the post; the promises that wait for it are kept now.

    What was posted is kept, and its digest stands in the record.

    Raises:
        ValueError: when no such letter lies here to be posted.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now, merged=True) as change:
        row = _row(change, message)
        row.copy = print_(row)
        change.add(row)
        change.record(
            "notice_sent",
            "human",
            actor=user.pk,
            notice=row.letter,
            letter=str(row.id),
            message=message,
            medium="post",
            digest=sha256(row.copy).hexdigest(),
        )


def _row(change: Change, message: str) -> Outgoing:
    """The letter's place among those that went out; it has no address to be sent to again."""
    written = unposted(change.past).get(message)
    if written is None:
        raise ValueError(gettext_noop("No such letter waits to be posted."))
    return Outgoing(
        company_id=change.ticket.company_id,
        id=new_id(),
        ticket=change.ticket.id,
        message=int(message),
        letter=written.detail["notice"],
        automatic=False,
        language=change.ticket.language,
        reference=f"post-{change.ticket.company_id}-{message}",
        state=Outgoing.State.SENT,
        next_at=change.now,
        created_at=written.at,
        sent_at=change.now,
    )
