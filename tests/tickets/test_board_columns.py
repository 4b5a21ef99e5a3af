"""What the board reads is there for requests older than the board, too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection

from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.models import PromiseRow, Ticket

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_migration_fills_in_what_the_events_say(ask, marta):
    answered, waiting = ask("xm", "general", "email", MONDAY), ask("shop", "question", "form")
    for minutes in (7, 30):
        at = MONDAY + timedelta(minutes=minutes)
        reply(answered.company_id, answered.id, marta, "Ya está.", at)
    before = {
        "tickets": list(Ticket.objects.order_by("id").values_list("id", "answered_at")),
        "rows": list(PromiseRow.objects.order_by("ticket", "name").values_list("channel")),
    }
    Ticket.objects.update(answered_at=None)
    PromiseRow.objects.update(channel="")
    migration = import_module("ventanilla.tickets.migrations.0010_board")
    with connection.cursor() as cursor:
        cursor.execute(migration.ANSWERED)
        cursor.execute(migration.CHANNEL)
    assert before == {
        "tickets": list(Ticket.objects.order_by("id").values_list("id", "answered_at")),
        "rows": list(PromiseRow.objects.order_by("ticket", "name").values_list("channel")),
    }
    known = dict(before["tickets"])
    assert known[answered.id] == MONDAY + timedelta(minutes=7)
    assert known[waiting.id] is None
