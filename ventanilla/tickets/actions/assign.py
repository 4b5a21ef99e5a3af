"""Who works on a ticket: one agent, or nobody yet."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.guards import works_for
from ventanilla.people.models import User
from ventanilla.tickets.change import changing


def assign(company: int, ticket: int, user: User, person: int | None, now: datetime) -> None:
    """Give a ticket to a member of the company's staff, or to nobody (``None``).

    Raises:
        ValueError: when that person does not work for the company.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if person is not None and not works_for(company, person):
        raise ValueError(gettext_noop("This person does not work for the company."))
    with changing(company, ticket, now) as change:
        if change.condition.assignee != person:
            named = "" if person is None else str(person)
            change.record("assigned", "human", actor=user.pk, person=named)
