"""Walking the chains from the command line."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.commands.stage import runner
from ventanilla.commands import verify
from ventanilla.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, capsys):
    return runner(verify, monkeypatch, capsys)


def tamper(statement, *values):
    """What only somebody above the database's own rules could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_whole_chains_are_counted(run, ask):
    ask("xm", "general", "form")
    ask("etoro", "comment", "form")
    assert run() == (0, "2 tickets checked, 0 broken.\n")
    assert run("--company", "xm") == (0, "1 tickets checked, 0 broken.\n")
    assert run("--company", "nobody") == (0, "0 tickets checked, 0 broken.\n")


@pytest.mark.parametrize(
    "statement, seq",
    [
        ("UPDATE tickets_event SET kind = 'x' WHERE ticket = %s AND seq = 2", 2),
        ("UPDATE tickets_event SET at = at + interval '1 s' WHERE ticket = %s AND seq = 1", 1),
        ("UPDATE tickets_event SET detail = '{}' WHERE ticket = %s AND seq = 3", 3),
        ("DELETE FROM tickets_event WHERE ticket = %s AND seq = 1", 1),
        ("DELETE FROM tickets_event WHERE ticket = %s AND seq = 3", 3),
        ("UPDATE tickets_event SET seq = 9 WHERE ticket = %s AND seq = 3", 3),
    ],
)
def test_whoever_gets_around_the_rules_of_the_database_is_found(run, ask, statement, seq):
    ticket = ask("xm", "general", "form")
    ask("xm", "general", "form")
    tamper(statement, ticket.id)
    status, said = run()
    assert status == 1
    assert f"{ticket.number}: the chain breaks at event {seq}." in said
    assert "2 tickets checked, 1 broken." in said


def test_a_record_emptied_whole_is_found(run, ask):
    ticket = ask("xm", "general", "form")
    tamper("DELETE FROM tickets_event WHERE ticket = %s", ticket.id)
    assert run()[0] == 1
    assert Ticket.objects.count() == 1
