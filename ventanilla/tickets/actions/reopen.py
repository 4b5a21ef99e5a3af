"""Opening a ticket again (XM-45)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import changing


def reopen(company: int, ticket: int, user: User | None, now: datetime) -> None:
    """Open a solved or closed ticket again, by an agent or (``None``) by the customer.

    Raises:
        ValueError: when it is open.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        if change.condition.state not in DONE:
            raise ValueError(gettext_noop("This request is open."))
        if user is None:
            change.record("reopened", "customer", actor=change.ticket.customer)
        else:
            change.record("reopened", "human", actor=user.pk)
