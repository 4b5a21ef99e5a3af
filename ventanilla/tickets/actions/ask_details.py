"""Asking the customer for what is missing (XM-43); the policy says which clocks that pauses."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.reply import say
from ventanilla.tickets.change import changing


def ask_details(
    company: int, ticket: int, user: User, text: str, details: tuple[str, ...], now: datetime
) -> None:
    """Send a request for details and wait. Only a clock whose policy says so is paused by it.

    Raises:
        ValueError: when nothing is asked for.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if not text.strip():
        raise ValueError(gettext_noop("Say what is missing."))
    with changing(company, ticket, now) as change:
        if change.condition.state in DONE:
            raise ValueError(gettext_noop("This request is solved already."))
        say(change, user, text, "ask_details", wait=True)
        asked = ",".join(details)
        change.record("details_asked", "human", actor=user.pk, details=asked)
