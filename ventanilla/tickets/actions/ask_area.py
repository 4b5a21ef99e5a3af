"""Asking the area concerned before the customer is answered (RX-32, RX-63)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.note import keep
from ventanilla.tickets.areas import representative_of
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Check


def ask_area(company: int, ticket: int, user: User, team: str, text: str, now: datetime) -> None:
    """Put a question to the representative of an area. The customer's clocks run on.

    Raises:
        ValueError: without words, when the request is solved, when there is no such area or
            nobody is named for it (RX-64), or while the same area was asked already.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if not text.strip():
        raise ValueError(gettext_noop("Say what the area should check."))
    with changing(company, ticket, now) as change:
        _ask(change, user, team, text)


def _ask(change: Change, user: User, team: str, text: str) -> None:
    ticket = change.ticket
    if change.condition.state in DONE:
        raise ValueError(gettext_noop("This request is solved already."))
    person = representative_of(ticket.company_id, team)
    waiting = Check.objects.filter(
        company_id=ticket.company_id, ticket=ticket.id, team=team, verdict=""
    )
    if waiting.exists():
        raise ValueError(gettext_noop("This area was asked already and has not answered yet."))
    message = keep(change, user, text)
    check = Check(
        company_id=ticket.company_id,
        id=new_id(),
        ticket=ticket.id,
        team=team,
        person=person,
        question=message.id,
        asked_by=user.pk,
        asked_at=change.now,
    )
    change.add(check)
    change.record(
        "area_asked",
        "human",
        actor=user.pk,
        team=team,
        person=str(person),
        check=str(check.id),
        message=str(message.id),
    )
