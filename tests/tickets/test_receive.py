"""A request comes in: it exists at once, with number, promises and receipt."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError

from ventanilla.core import chain
from ventanilla.core.numbers import tidy_number
from ventanilla.tickets.models import Event, Message, Outgoing, PromiseRow, Ticket
from ventanilla.tickets.once import KeyReusedError

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.promise("XM-16", "XM-39")
def test_a_request_gets_a_number_that_can_be_typed_back(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    assert ticket.number.startswith("XM-")
    assert tidy_number(ticket.number.lower().replace("-", " ")) == ticket.number


@pytest.mark.promise("XM-98")
def test_the_forms_48_hours_are_running(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    row = PromiseRow.objects.get(company_id=ticket.company_id, ticket=ticket.id, name="form_answer")
    assert row.state == "running"
    assert row.due_at == MONDAY + timedelta(hours=48)
    assert ticket.due_at is not None


@pytest.mark.promise("XM-38")
def test_the_receipt_waits_in_the_outbox_in_the_same_transaction(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    letter = Outgoing.objects.get(company_id=ticket.company_id, ticket=ticket.id)
    assert (letter.letter, letter.recipient, letter.language) == (
        "receipt",
        "ana@correo.test",
        "es",
    )
    assert letter.state == "pending"


def test_personal_words_are_in_the_message_and_nowhere_in_the_events(ask):
    ticket = ask("xm", "general", "form", MONDAY, text="Me llamo Ana y vivo en Sevilla")
    assert Message.objects.filter(company_id=ticket.company_id, text__contains="Sevilla").exists()
    details = str(list(Event.objects.filter(company_id=ticket.company_id).values_list("detail")))
    assert "Sevilla" not in details
    assert "ana@correo.test" not in details


def test_the_events_are_chained(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    events = Event.objects.filter(company_id=ticket.company_id, ticket=ticket.id).order_by("seq")
    links = [
        (
            chain.Link(e.company_id, e.ticket, e.seq, e.kind, e.at, e.by, e.actor, e.detail),
            bytes(e.hash),
        )
        for e in events
    ]
    assert len(links) >= 3
    assert chain.first_break(links) is None
    assert bytes(ticket.head) == links[-1][1]


def test_the_same_key_gives_the_same_ticket_once(ask):
    first = ask("xm", "general", "form", MONDAY, key="abc")
    again = ask("xm", "general", "form", MONDAY + timedelta(minutes=1), key="abc")
    assert first.number == again.number
    assert Ticket.objects.filter(company_id=first.company_id).count() == 1


def test_the_same_key_with_other_words_is_refused(ask):
    ask("xm", "general", "form", MONDAY, key="abc")
    with pytest.raises(KeyReusedError):
        ask("xm", "general", "form", MONDAY, key="abc", text="Other words")


@pytest.mark.parametrize(
    "statement", ["UPDATE tickets_event SET kind = 'x'", "DELETE FROM tickets_event"]
)
def test_the_table_of_events_refuses_every_change(ask, statement):
    ask("xm", "general", "form", MONDAY)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE tickets_event SET kind = 'x'", "DELETE FROM tickets_event"]
)
def test_the_applications_role_has_no_right_to_change_events(ask, statement):
    ask("xm", "general", "form", MONDAY)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        cursor = connection.cursor()
        cursor.execute("SET LOCAL ROLE ventanilla_app")
        cursor.execute(statement)


@pytest.mark.parametrize("key", ["", "key-1"])
def test_who_writes_twice_at_once_for_the_first_time_is_one_customer(
    company, ask, monkeypatch, key
):
    """Both doors looked before either had written: the second to write meets the first."""
    from ventanilla.people.actions import know
    from ventanilla.tickets.actions.receive import Incoming, receive

    first = ask("xm", "general", "form", MONDAY)
    answers = [None]  # what the second one saw when it looked
    real = know.find
    monkeypatch.setattr(
        know, "find", lambda *who: answers.pop() if answers else real(*who), raising=True
    )
    contact = know.Contact("ana@correo.test", "Ana Beltrán", "es")
    incoming = Incoming(company("xm"), "form", "general", contact, "Otra", "Otra cosa.", MONDAY)
    received = receive(incoming, MONDAY, key)
    assert not answers
    second = Ticket.objects.get(id=received.ticket)
    assert second.customer == first.customer
