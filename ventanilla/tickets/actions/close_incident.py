"""An incident is mended: every ticket that it lay behind is told so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.note import keep
from ventanilla.tickets.change import changing
from ventanilla.tickets.models import Incident, IncidentTicket


def close_incident(company: int, incident: int, user: User, outcome: str, now: datetime) -> None:
    """Close an incident with what came out, which stands as a note in each linked ticket.

    The tickets stay as they are: their customers are still to be answered.

    Raises:
        ValueError: without words on the outcome, or when it is closed already.
        Incident.DoesNotExist: when the company has no such incident.
    """
    if not outcome.strip():
        raise ValueError(gettext_noop("Say what came out."))
    with transaction.atomic():
        row = Incident.objects.select_for_update().get(company_id=company, id=incident)
        if row.closed_at is not None:
            raise ValueError(gettext_noop("This incident is closed already."))
        linked = IncidentTicket.objects.filter(company_id=company, incident=incident)
        for ticket in linked.order_by("ticket").values_list("ticket", flat=True):
            with changing(company, ticket, now, merged=True) as change:
                message = keep(change, user, outcome)
                change.record(
                    "incident_closed",
                    "human",
                    actor=user.pk,
                    incident=str(incident),
                    message=str(message.id),
                )
        Incident.objects.filter(company_id=company, id=incident).update(
            outcome=outcome.strip(), closed_by=user.pk, closed_at=now
        )
