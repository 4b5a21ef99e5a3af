"""Complaints on the desk: one is sent some days ago, and decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.helpcentre.conftest import Folder
from ventanilla.commands.sample import decision_draft
from ventanilla.companies.models import Company
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.stock import forget
from ventanilla.people.models import Membership
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.models import Ticket

LOADED = datetime(2026, 11, 24, 9, tzinfo=UTC)
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


@pytest.fixture
def xm(company, tmp_path):
    """XM with a small help centre, since yesterday as its tests count."""
    found = company("xm")
    forget(found.id)
    load_help(found, Folder(tmp_path / "help").path, LOADED)
    yield found
    forget(found.id)


@pytest.fixture
def browser(xm, second_factor):
    """A browser of somebody who works for XM."""

    def of(user, role="agent"):
        Membership.objects.filter(user=user, company=xm.id).update(role=role)
        second_factor(user)
        found = Client(headers={"accept-language": "en"})
        found.force_login(user)
        return found

    return of


@pytest.fixture
def marta_at(browser, marta):
    return browser(marta)
