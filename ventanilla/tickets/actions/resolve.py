"""The matter is solved, as the desk sees it; the customer may still say otherwise."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.reply import say
from ventanilla.tickets.change import changing
from ventanilla.tickets.letters import address_of, enqueue


def resolve(company: int, ticket: int, user: User, text: str, now: datetime) -> None:
    """Mark a ticket solved; with words, they are sent as the final answer first.

    A letter asks the customer to confirm, or to say that it is not so.

    Raises:
        ValueError: when it is solved already.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        if change.condition.state in DONE:
            raise ValueError(gettext_noop("This request is solved already."))
        if text.strip():
            say(change, user, text, "answer")
        change.record("resolved", "human", actor=user.pk)
        address = address_of(company, change.ticket.customer)
        if address:
            enqueue(change, "resolved", address, automatic=True)
            change.record("notice_queued", notice="resolved")
