"""An internal note: words among staff that the customer never sees."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Message
from ventanilla.tickets.once import once


def note(company: int, ticket: int, user: User, text: str, now: datetime, *, key: str = "") -> None:
    """Add a note. It starts and stops no clock.

    Raises:
        ValueError: when there are no words.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if not text.strip():
        raise ValueError(gettext_noop("A note needs words."))

    def effect() -> dict[str, object]:
        with changing(company, ticket, now) as change:
            message = keep(change, user, text)
            change.record("noted", "human", actor=user.pk, message=str(message.id))
        return {}

    once(company, f"note {ticket:x}", key, {"text": text, "by": user.pk}, effect)


def keep(change: Change, user: User, text: str) -> Message:
    """Add words among staff to a change; the event that goes with them is the caller's."""
    ticket = change.ticket
    message = Message(
        company_id=ticket.company_id,
        id=new_id(),
        ticket=ticket.id,
        kind="note",
        author=user.pk,
        author_name=user.name,
        channel="console",
        text=text.strip(),
        at=change.now,
    )
    change.add(message)
    return message
