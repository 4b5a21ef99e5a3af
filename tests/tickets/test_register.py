"""What the register's columns say of tickets that were there before it."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from ventanilla.commands.sample import decision_draft
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.actions.reopen import reopen
from ventanilla.tickets.models import Ticket

pytestmark = pytest.mark.django_db
migration = import_module("ventanilla.tickets.migrations.0009_returns")


def test_complaints_and_outcomes_of_before_are_entered_once(ask, company, marta, agreed):
    then = {
        "outcome": "not_upheld",
        "points": [["No llegó mi retiro", "Volvió a su cuenta el 2 de noviembre; véalo allí."]],
        "text": "El 3 de noviembre pedimos el justificante al banco y lo comparamos.",
        "why": "El extracto del 2 de noviembre muestra que el importe volvió a su cuenta.",
    }
    points = {"points": "No llegó mi retiro"}
    decided, again = (ask("roxom", "complaint", "email", fields=points) for _ in range(2))
    question = ask("roxom", "inquiry", "email")
    for ticket in (decided, again):
        agreed(ticket)
        draft = decision_draft(company("roxom"), then)
        decide(ticket.company_id, ticket.id, marta, draft, timezone.now())
    reopen(again.company_id, again.id, marta, timezone.now())
    Ticket.objects.update(complaint=False, outcome="")
    migration.note_complaints(apps, None)
    with connection.cursor() as cursor:
        cursor.execute(migration.OUTCOMES)
    found = {t.id: (t.complaint, t.outcome) for t in Ticket.objects.all()}
    assert found[decided.id] == (True, "not_upheld")
    assert found[again.id] == (True, ""), "opened again: no decision stands"
    assert found[question.id] == (False, "")
