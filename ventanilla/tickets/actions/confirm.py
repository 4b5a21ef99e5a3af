"""The customer confirms the solution, and so the ticket may be closed (XM-44, ET-20)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.tickets.change import changing


def confirm(company: int, ticket: int, now: datetime) -> None:
    """Record the customer's yes and close the ticket.

    Raises:
        ValueError: when it is not solved, or closed already.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        if change.condition.state != "resolved":
            raise ValueError(gettext_noop("Only a solved request can be confirmed."))
        customer = change.ticket.customer
        change.record("confirmed", "customer", actor=customer)
        change.record("closed", "customer", actor=customer, why="confirmed")
