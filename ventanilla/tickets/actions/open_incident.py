"""What another area has to mend becomes an incident, linked to the tickets it lies behind."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.areas import representative_of
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Incident, IncidentTicket

LONGEST_TITLE = 200


def open_incident(
    company: int, ticket: int, user: User, team: str, title: str, text: str, now: datetime
) -> int:
    """Open an incident for an area out of a ticket (RX-34, RX-66); returns its id.

    Raises:
        ValueError: without a title, or when nobody is named for the area (RX-64).
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise ValueError(gettext_noop("Give the incident a title of 200 signs at most."))
    with changing(company, ticket, now) as change:
        incident = Incident(
            company_id=company,
            id=new_id(),
            title=title,
            text=text.strip(),
            team=team,
            person=representative_of(company, team),
            opened_by=user.pk,
            opened_at=now,
        )
        change.add(incident)
        link(change, user, incident, "incident_opened")
    return incident.id


def link_incident(company: int, ticket: int, user: User, incident: int, now: datetime) -> None:
    """Link a ticket to an incident that is open already; a second time changes nothing.

    Raises:
        ValueError: when the incident is closed.
        Incident.DoesNotExist: when the company has no such incident.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with transaction.atomic():
        # locked before the ticket, as closing does: else one linked meanwhile is never told
        row = Incident.objects.select_for_update().get(company_id=company, id=incident)
        if row.closed_at is not None:
            raise ValueError(gettext_noop("This incident is closed. Open another one."))
        with changing(company, ticket, now) as change:
            known = IncidentTicket.objects.filter(
                company_id=company, incident=incident, ticket=ticket
            )
            if not known.exists():
                link(change, user, row, "incident_linked")


def link(change: Change, user: User, incident: Incident, kind: str) -> None:
    """Tie the ticket that is being changed to an incident."""
    ticket = change.ticket
    change.add(IncidentTicket(company_id=ticket.company_id, incident=incident.id, ticket=ticket.id))
    change.record(kind, "human", actor=user.pk, incident=str(incident.id), team=incident.team)
