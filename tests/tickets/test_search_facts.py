"""What a ticket is stands in the index as it stands in the ticket, whatever happened to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from ventanilla.people.actions.set_area import set_area
from ventanilla.tickets.actions.assign import assign
from ventanilla.tickets.actions.change_lane import change_lane
from ventanilla.tickets.actions.change_topic import change_topic
from ventanilla.tickets.actions.close import close
from ventanilla.tickets.actions.hand_over import hand_over
from ventanilla.tickets.actions.merge import merge
from ventanilla.tickets.actions.note import note
from ventanilla.tickets.actions.reopen import reopen
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.actions.resolve import resolve
from ventanilla.tickets.actions.unmerge import unmerge
from ventanilla.tickets.models import PromiseRow, Ticket
from ventanilla.tickets.search import facts_of
from ventanilla.tickets.search_filter import Wanted, search
from ventanilla.tickets.watch import note_broken

pytestmark = pytest.mark.django_db
migration = import_module("ventanilla.tickets.migrations.0013_search_stretches")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def written(ticket):
    """The facts of a ticket in the index."""
    with connection.cursor() as cursor:
        sql = "SELECT tsvector_to_array(words) FROM tickets_searchentry WHERE ticket = %s"
        cursor.execute(sql, [ticket.id])
        (terms,) = cursor.fetchone()
    return {term.partition(" ")[2] for term in terms if " =" in term}


def test_facts_follow_every_change_of_a_ticket(ask, company, marta, lucia):
    ticket = ask("xm", "general", "form", NOW)
    xm, known = ticket.company_id, (ticket.company_id, ticket.id, marta)
    set_area(xm, "payments", {"en": "Payments"})
    story = [
        lambda at: assign(*known, lucia.pk, at),
        lambda at: hand_over(*known, "payments", at),
        lambda at: note(*known, "Mirar el banco.", at),
        lambda at: assign(*known, marta.pk, at),
        lambda at: change_topic(*known, "financial", at),
        lambda at: change_lane(*known, "vip", at),
        lambda at: reply(*known, "Lo miramos.", at),
        lambda at: note_broken(at + timedelta(days=90)),
        lambda at: resolve(*known, "Ya llegó.", at + timedelta(days=91)),
        lambda at: reopen(*known, at + timedelta(days=92)),
        lambda at: resolve(*known, "Ahora sí.", at + timedelta(days=93)),
        lambda at: close(xm, ticket.id, None, at + timedelta(days=200)),
    ]
    seen = set()
    for hour, act in enumerate(story):
        act(NOW + timedelta(hours=hour))
        row = Ticket.objects.get(company_id=xm, id=ticket.id)
        broken = PromiseRow.objects.filter(ticket=ticket.id, state="broken").exists()
        facts = facts_of(row, broken=broken)
        assert written(ticket) == facts, hour
        seen |= facts
    assert {"=lane vip", "=topic financial", "=team payments", "=state closed"} <= seen
    assert "=broken yes" in seen
    assert "=open yes" not in facts


def test_facts_follow_a_merge_and_its_undoing_and_days_alone_find_one_of_both(ask, marta):
    first = ask("xm", "general", "form", NOW, text="No llega mi retiro.")
    second = ask("xm", "financial", "form", NOW + timedelta(hours=1), text="Sigue sin llegar.")
    both, xm = (first, second), first.company_id

    def true(ticket):
        row = Ticket.objects.get(company_id=xm, id=ticket.id)
        broken = PromiseRow.objects.filter(ticket=ticket.id, state="broken").exists()
        return facts_of(row, broken=broken)

    def found(**wanted):
        day = NOW.date()
        hits = search(xm, Wanted(since=day, until=day, **wanted), ZoneInfo("UTC"), NOW, 10)
        return set(hits.ids)

    merge(xm, first.id, second.id, marta, NOW + timedelta(hours=2))
    assert [written(ticket) for ticket in both] == [true(ticket) for ticket in both]
    assert found() == found(query="Sigue") == found(query="retiro") == {first.id}
    assert found(state="merged") == {second.id}
    unmerge(xm, second.id, marta, NOW + timedelta(hours=3))
    assert [written(ticket) for ticket in both] == [true(ticket) for ticket in both]
    assert found() == {first.id, second.id}
    assert found(query="Sigue") == {second.id}


def test_a_long_conversation_keeps_its_facts_right(ask, marta):
    ticket = ask("xm", "general", "form", NOW)
    for n in range(3):
        text = " ".join(f"palabra{n}x{i}" for i in range(4000))
        reply(ticket.company_id, ticket.id, marta, text, NOW)
    resolve(ticket.company_id, ticket.id, marta, "Ya está.", NOW)
    assert "=state resolved" in written(ticket)
    assert "=open yes" not in written(ticket)


def test_the_migration_writes_what_a_ticket_of_today_has(ask, marta):
    ticket = ask("xm", "financial", "form", NOW, text="Mi retiro 提现到账 السحب")
    assign(ticket.company_id, ticket.id, marta, marta.pk, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(words) FROM tickets_searchentry")
        (today,) = cursor.fetchone()
        words = [word.partition(" ")[2] for word in today if " =" not in word]
        old = [f"{ticket.company_id:x} {word}" for word in words]
        cursor.execute("UPDATE tickets_searchentry SET words = array_to_tsvector(%s)", [old])
        for _again in range(2):  # a run that was stopped goes on
            with connection.schema_editor() as editor:
                migration.rewrite(None, editor)
            cursor.execute("SELECT tsvector_to_array(words) FROM tickets_searchentry")
            assert cursor.fetchone() == (today,)
