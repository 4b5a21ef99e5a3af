"""Walking the chains and the anchors from the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, connection, transaction

from tests.commands.stage import runner
from ventanilla.commands import verify
from ventanilla.core.chain import START, Link, forge
from ventanilla.tickets.actions.note import note
from ventanilla.tickets.anchor import anchor_due, file_of
from ventanilla.tickets.models import Anchor, Event, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("elsewhere")]
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


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
    none = "0 anchors checked, 0 breaks found.\n"
    assert run() == (0, "2 tickets checked, 0 broken.\n" + none)
    assert run("--company", "xm") == (0, "1 tickets checked, 0 broken.\n" + none)
    assert run("--company", "nobody") == (0, "0 tickets checked, 0 broken.\n" + none)


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


@pytest.fixture
def anchored(ask, marta):
    """A ticket of XM in two anchors, and another one beside it."""
    ticket = ask("xm", "general", "form", MONDAY)
    ask("xm", "general", "form", MONDAY)
    anchor_due(MONDAY + timedelta(hours=1))
    note(ticket.company_id, ticket.id, marta, "Mirar.", MONDAY + timedelta(hours=1, minutes=5))
    anchor_due(MONDAY + timedelta(hours=2))
    return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)


def test_what_is_whole_is_counted_with_its_anchors(run, anchored):
    whole = "2 tickets checked, 0 broken.\n2 anchors checked, 0 breaks found.\n"
    assert run() == (0, whole)


def test_a_ticket_taken_out_with_all_of_its_events_is_found(run, anchored):
    tamper("DELETE FROM tickets_event WHERE ticket = %s", anchored.id)
    tamper("DELETE FROM tickets_ticket WHERE id = %s", anchored.id)
    status, said = run()
    assert status == 1
    assert f"xm, ticket id {anchored.id}: event 3 was anchored and is gone (anchor 1)." in said
    assert "1 tickets checked, 0 broken." in said


def test_a_tail_cut_off_with_the_head_made_to_fit_is_found(run, anchored):
    last = Event.objects.get(company_id=anchored.company_id, ticket=anchored.id, seq=3)
    tamper("DELETE FROM tickets_event WHERE ticket = %s AND seq > 3", anchored.id)
    tamper(
        "UPDATE tickets_ticket SET seq = 3, head = %s WHERE id = %s", bytes(last.hash), anchored.id
    )
    status, said = run()
    assert status == 1
    assert f"event {anchored.seq} was anchored and is gone (anchor 2)." in said
    assert "2 tickets checked, 0 broken." in said


def write_anew(ticket):
    """Say that the customer wrote a day later, and reckon every hash again."""
    head = START
    for e in Event.objects.filter(company_id=ticket.company_id, ticket=ticket.id).order_by("seq"):
        at = e.at + timedelta(days=1)
        link = Link(e.company_id, e.ticket, e.seq, e.kind, at, e.by, e.actor, e.detail)
        head = forge(head, link)
        where = "WHERE ticket = %s AND seq = %s"
        tamper(f"UPDATE tickets_event SET at = %s, hash = %s {where}", at, head, e.ticket, e.seq)
    tamper("UPDATE tickets_ticket SET head = %s WHERE id = %s", head, ticket.id)


def test_a_chain_written_anew_is_found_by_every_anchor_that_has_it(run, anchored):
    write_anew(anchored)
    status, said = run()
    assert status == 1
    assert "2 tickets checked, 0 broken." in said
    for serial, seq in ((1, 3), (2, anchored.seq)):
        words = f"the chain up to event {seq} is not the one that was anchored (anchor {serial})."
        assert f"xm, ticket id {anchored.id}: {words}" in said


def test_before_the_first_anchor_a_chain_written_anew_is_not_found(run, ask):
    """What anchors are for, and what an hour without one costs."""
    write_anew(ask("xm", "general", "form", MONDAY))
    assert run()[0] == 0


def test_a_chain_of_no_events_is_broken_though_the_ticket_says_so_too(run, ask):
    ticket = ask("xm", "general", "form", MONDAY)
    tamper("DELETE FROM tickets_event WHERE ticket = %s", ticket.id)
    tamper("UPDATE tickets_ticket SET seq = 0, head = '' WHERE id = %s", ticket.id)
    assert run()[0] == 1


def test_events_without_a_ticket_are_found(run, ask):
    ticket = ask("xm", "general", "form", MONDAY)
    tamper("DELETE FROM tickets_ticket WHERE id = %s", ticket.id)
    status, said = run()
    assert status == 1
    assert f"xm, ticket id {ticket.id}: {ticket.seq} events have no ticket" in said


@pytest.mark.parametrize(
    "statement, words",
    [
        ("DELETE FROM tickets_anchor WHERE serial = 2", "anchor 2: only the file has it"),
        ("DELETE FROM tickets_anchor WHERE serial = 2", "anchor 2: is gone, 1 of its leaves"),
        ("DELETE FROM tickets_anchor WHERE serial = 1", "anchor 2: anchors before it are missing"),
        ("DELETE FROM tickets_anchorleaf WHERE anchor = 1", "anchor 1: its leaves do not give"),
        ("UPDATE tickets_anchorleaf SET seq = 2 WHERE anchor = 2", "anchor 2: its leaves do not"),
        ("UPDATE tickets_anchor SET key = 'x' WHERE serial = 1", "anchor 1: its signature is not"),
        ("UPDATE tickets_anchor SET before = 'x' WHERE serial = 2", "anchor 2: it does not follow"),
        ("UPDATE tickets_anchor SET upto = upto - interval '1 h' WHERE serial = 1", "1: the file"),
    ],
)
def test_whoever_touches_the_anchors_is_found(run, anchored, statement, words):
    tamper(statement)
    status, said = run("--company", "xm")
    assert status == 1
    assert words in said


def test_the_tables_of_anchors_refuse_changes(anchored):
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    for statement in ("UPDATE {} SET key = 'x'", "DELETE FROM {}", "TRUNCATE {}"):
        for table in ("tickets_anchor", "tickets_anchorleaf"):
            sets = statement.format(table).replace("key", "head") if "leaf" in table else ""
            with pytest.raises(Error, match="only appended"), transaction.atomic():
                connection.cursor().execute(sets or statement.format(table))


@pytest.mark.parametrize(
    "spoil, words",
    [
        (lambda text: "", "anchor 1: the file of anchors does not have it"),
        (lambda text: text.split("\n")[0] + "\n", "anchor 2: the file of anchors does not have it"),
        (
            lambda text: text.replace('"leaves": 2', '"leaves": 3'),
            "anchor 1: the file of anchors says",
        ),
        (lambda text: text + "{}\n", "xm, file of anchors: a line cannot be read"),
        (lambda text: text + "what\n", "xm, file of anchors: a line cannot be read"),
    ],
)
def test_whoever_touches_the_file_is_found(run, anchored, spoil, words):
    path = file_of("xm")
    path.write_text(spoil(path.read_text()))
    status, said = run()
    assert status == 1
    assert words in said


def test_without_the_anchors_of_the_database_the_file_still_tells(run, anchored):
    tamper("DELETE FROM tickets_anchor")
    tamper("DELETE FROM tickets_anchorleaf")
    assert Anchor.objects.count() == 0
    status, said = run()
    assert status == 1
    assert "xm, anchor 1: only the file has it" in said


def test_a_key_that_is_no_longer_known_is_said(run, anchored, settings):
    for path in [*settings.ANCHORS.glob("*.pub"), settings.ANCHOR_KEY]:
        path.unlink()
    status, said = run()
    assert status == 1
    assert "its signature is not that of a known key" in said
