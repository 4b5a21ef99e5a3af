"""Why a matter came up at all: its root cause, named when it is decided or later (L-03, L-05)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.causes import cause_codes
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import changing


def name_cause(company: int, ticket: int, user: User, cause: str, now: datetime) -> None:
    """Name the root cause of a ticket by its code, in any state; the last one named holds.

    Raises:
        ValueError: when neither the policy nor our own list has such a cause.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        if cause not in cause_codes(change.policy):
            raise ValueError(gettext_noop("Choose one of the causes."))
        if change.condition.cause != cause:
            change.record("cause_named", "human", actor=user.pk, cause=cause)
