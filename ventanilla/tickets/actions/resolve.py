"""The matter is solved, as the desk sees it; the customer may still say otherwise."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.people.models import User
from ventanilla.tickets.actions.reply import say
from ventanilla.tickets.change import changing


def resolve(company: int, ticket: int, user: User, text: str, now: datetime) -> None:
    """Mark a ticket solved; with words, they are sent as the final answer.

    Raises:
        ValueError: when it is solved already.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        if change.condition.state in DONE:
            raise ValueError("This request is solved already.")
        if text.strip():
            say(change, user, text, "resolved")
        change.record("resolved", "human", actor=user.pk)
