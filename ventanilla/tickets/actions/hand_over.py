"""Handing a ticket over to a team, with the reason as a note (RX-08, XM-41)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import Team, User
from ventanilla.tickets.actions.note import keep
from ventanilla.tickets.change import changing


def hand_over(
    company: int, ticket: int, user: User, team: str, now: datetime, why: str = ""
) -> None:
    """Move a ticket to another team's queue; nobody owns it until somebody there takes it.

    Raises:
        ValueError: when the company has no such team.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if not Team.objects.filter(company_id=company, slug=team).exists():
        raise ValueError(gettext_noop("The company has no such team."))
    with changing(company, ticket, now) as change:
        said = str(keep(change, user, why).id) if why.strip() else ""
        change.record("handed_over", "human", actor=user.pk, team=team, message=said)
