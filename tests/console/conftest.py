"""Complaints on the desk: one is sent some days ago, and decided."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from ventanilla.commands.sample import decision_draft
from ventanilla.companies.models import Company
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.models import Ticket

POINTS = {"points": "No llegó mi retiro"}


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def complain(ask):
    def send(days: float = 0, **more):
        return ask("roxom", "complaint", "email", at=ago(days), fields=POINTS, **more)

    return send


@pytest.fixture
def decided(company, marta, agreed):
    """Decide a complaint some days ago; at Roxom the area concerned has looked at it (RX-32)."""

    def do(ticket, outcome="upheld", days: float = 0):
        then = {
            "outcome": outcome,
            "points": [["No llegó mi retiro", "Volvió a su cuenta el 2 de noviembre; véalo allí."]],
            "text": "El 3 de noviembre pedimos el justificante al banco y lo comparamos.",
            "why": "El extracto del 2 de noviembre muestra que el importe volvió a su cuenta.",
        }
        found = company(Company.objects.get(pk=ticket.company_id).slug)
        if found.slug == "roxom":
            agreed(ticket, at=ago(days))
        decide(ticket.company_id, ticket.id, marta, decision_draft(found, then), ago(days))
        return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)

    return do
