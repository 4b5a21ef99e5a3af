"""Parking a ticket while one of its questions cannot be answered at once (SB-42)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.parking import REASONS
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import changing


def park(company: int, ticket: int, user: User, why: str, now: datetime) -> None:
    """Set a ticket aside with a reason code; its clocks go on unless the policy says otherwise.

    Raises:
        ValueError: without a reason of the list, when it is solved, or set aside already.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if why not in REASONS:
        raise ValueError(gettext_noop("Choose why the request is set aside."))
    with changing(company, ticket, now) as change:
        if change.condition.state in DONE:
            raise ValueError(gettext_noop("This request is solved already."))
        if change.condition.state == "parked":
            raise ValueError(gettext_noop("This request is set aside already."))
        change.record("parked", "human", actor=user.pk, why=why)


def unpark(company: int, ticket: int, user: User, now: datetime) -> None:
    """Take a parked ticket back into the queue.

    Raises:
        ValueError: when it is not parked.
    """
    with changing(company, ticket, now) as change:
        if change.condition.state != "parked":
            raise ValueError(gettext_noop("This request is not set aside."))
        change.record("unparked", "human", actor=user.pk)
