"""An outside institution has to act first: its own clock runs from then on (RX-12, RX-53)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.letters import at_institution
from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.note import keep
from ventanilla.tickets.change import changing


def open_external_step(
    company: int, ticket: int, user: User, institution: str, now: datetime
) -> None:
    """Record that an institution was turned to. Nobody is told yet: a new date has its letter.

    Raises:
        ValueError: without a name, when one is at it already, or when the request is solved.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if not institution.strip():
        raise ValueError(gettext_noop("Name the institution."))
    with changing(company, ticket, now) as change:
        if change.condition.state in DONE:
            raise ValueError(gettext_noop("This request is solved already."))
        if at_institution(change.past):
            raise ValueError(gettext_noop("An outside institution is at it already."))
        said = keep(change, user, institution)
        change.record("external_step_opened", "human", actor=user.pk, message=str(said.id))


def close_external_step(company: int, ticket: int, user: User, text: str, now: datetime) -> None:
    """Record that the institution has answered, with what it said as a note.

    Raises:
        ValueError: without words, or when no institution is at it.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if not text.strip():
        raise ValueError(gettext_noop("Say what the institution answered."))
    with changing(company, ticket, now) as change:
        if not at_institution(change.past):
            raise ValueError(gettext_noop("No outside institution is at it."))
        said = keep(change, user, text)
        change.record("external_step_closed", "human", actor=user.pk, message=str(said.id))
