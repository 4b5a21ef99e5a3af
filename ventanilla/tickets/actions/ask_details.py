"""Asking the customer for what is missing (XM-43); the policy says which clocks that pauses."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets import files
from ventanilla.tickets.actions.reply import body_of, say
from ventanilla.tickets.change import changing
from ventanilla.tickets.once import once


def ask_details(
    company: int,
    ticket: int,
    user: User,
    text: str,
    details: tuple[str, ...],
    now: datetime,
    *,
    uploads: tuple[files.Upload, ...] = (),
    key: str = "",
) -> None:
    """Send a request for details and wait. Only a clock whose policy says so is paused by it.

    Raises:
        ValueError: when nothing is asked for.
        Ticket.DoesNotExist: when the company has no such ticket.
        KeyReusedError: when the key came before with another content.
    """
    if not text.strip():
        raise ValueError(gettext_noop("Say what is missing."))

    def effect() -> dict[str, object]:
        with changing(company, ticket, now) as change:
            if change.condition.state in DONE:
                raise ValueError(gettext_noop("This request is solved already."))
            say(change, user, text, "ask_details", uploads, wait=True)
            asked = ",".join(details)
            change.record("details_asked", "human", actor=user.pk, details=asked)
        return {}

    once(company, f"reply {ticket:x}", key, body_of(user, text, "ask_details", uploads), effect)
