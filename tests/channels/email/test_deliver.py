"""Letters really go out by SMTP: once if all goes well, again as the same mail if not."""

import asyncio
import socket
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.channels.email.build import mail
from tests.channels.email.test_intake import arrive
from ventanilla.channels.deliver import deliver_due
from ventanilla.channels.email.parse import parse
from ventanilla.channels.email.smtp import Courier
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.actions.send_letter import send_letter
from ventanilla.tickets.models import Event, Message, Outgoing, PromiseRow

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Peer:
    """A mail server that does as it is told: ``answers`` are used up one per mail."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.recipients: list[str] = []
        self.answers: list[str] = []
        self.refuse: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        answer = self.answers.pop(0) if self.answers else "250 kept"
        if answer == "drop before":
            server.transport.abort()
            await asyncio.sleep(0)
            return "250 never seen"
        self.mails.append(envelope.content)
        self.recipients += envelope.rcpt_tos
        if answer == "drop after":
            server.transport.write(b"250 kept\r\n")
            server.transport.close()
            return "250 never seen"
        if answer == "drop instead":
            server.transport.abort()
            return "250 never seen"
        return answer


class Loopback(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="peer", enable_SMTPUTF8=True)


@pytest.fixture
def peer():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    handler = Peer()
    controller = Loopback(handler, hostname="127.0.0.1", port=port)
    controller.start()
    courier = Courier(f"smtp://127.0.0.1:{port}")
    yield handler, courier
    courier.close()
    controller.stop()


def ids(handler: Peer) -> list[str]:
    return [str(message_from_bytes(raw, policy=default)["Message-ID"]) for raw in handler.mails]


@pytest.mark.promise("XM-38")
def test_the_receipt_is_delivered_with_number_and_promise(peer, ask):
    handler, courier = peer
    ticket = ask("xm", "general", "form", MONDAY)
    assert deliver_due(MONDAY, courier) == 1
    letter = message_from_bytes(handler.mails[0], policy=default)
    row = Outgoing.objects.get(ticket=ticket.id)
    assert handler.recipients == ["ana@correo.test"]
    assert ticket.number in letter["Subject"]
    assert letter["Message-ID"] == row.reference
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["Content-Language"] == "es"
    assert letter["Reply-To"].addresses[0].username.startswith("answer+")
    assert letter["From"].addresses[0].addr_spec == "support@xm.test"
    assert ticket.number in letter.get_content()
    assert row.state == "sent"
    assert row.sent_at == MONDAY
    assert Event.objects.filter(ticket=ticket.id, kind="notice_sent").exists()
    assert deliver_due(MONDAY + timedelta(minutes=10), courier) == 0


def test_our_own_letter_coming_back_is_a_loop(peer, ask):
    handler, courier = peer
    ask("xm", "general", "form", MONDAY)
    deliver_due(MONDAY, courier)
    found = parse(handler.mails[0])
    assert (found.kind, found.answerable) == ("loop", False)


@pytest.mark.parametrize("fault", ["drop before", "drop instead", "451 later", "421 closing"])
def test_a_letter_that_failed_goes_again_as_the_same_mail(peer, ask, fault):
    handler, courier = peer
    ask("xm", "general", "form", MONDAY)
    handler.answers = [fault]
    deliver_due(MONDAY, courier)
    row = Outgoing.objects.get()
    assert (row.state, row.next_at) == ("pending", MONDAY + timedelta(seconds=5))
    assert row.trouble
    assert deliver_due(MONDAY + timedelta(seconds=4), courier) == 0
    deliver_due(MONDAY + timedelta(seconds=5), courier)
    assert Outgoing.objects.get().state == "sent"
    assert set(ids(handler)) == {row.reference}


def test_a_hang_up_after_250_repeats_nothing_and_costs_the_next_no_try(peer, ask):
    handler, courier = peer
    ask("xm", "general", "form", MONDAY)
    ask("xm", "general", "form", MONDAY, contact=Contact("b@x.test"))
    handler.answers = ["drop after"]
    deliver_due(MONDAY, courier)
    assert sorted(handler.recipients) == ["ana@correo.test", "b@x.test"]
    assert set(Outgoing.objects.values_list("state", "tries")) == {("sent", 1)}


def test_a_crash_after_250_repeats_the_same_message_id(peer, ask, monkeypatch):
    from ventanilla.channels import deliver

    handler, courier = peer
    ask("xm", "general", "form", MONDAY)
    with monkeypatch.context() as crash, pytest.raises(KeyboardInterrupt):
        crash.setattr(deliver, "_sent", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        deliver_due(MONDAY, courier)
    assert Outgoing.objects.get().state == "pending"
    assert deliver_due(MONDAY + timedelta(seconds=60), courier) == 0
    deliver_due(MONDAY + timedelta(minutes=3), courier)
    first, second = ids(handler)
    assert first == second


@pytest.mark.parametrize(
    ("code", "state"),
    [("550 no such user", "dead"), ("450 later", "pending"), ("452 full", "pending")],
)
def test_what_the_server_says_of_a_recipient_decides(peer, ask, code, state):
    handler, courier = peer
    ticket = ask("xm", "general", "form", MONDAY)
    handler.refuse = {"ana@correo.test": code}
    ask("xm", "general", "form", MONDAY, contact=Contact("b@x.test"))
    deliver_due(MONDAY, courier)
    row = Outgoing.objects.get(ticket=ticket.id)
    assert row.state == state
    assert handler.recipients == ["b@x.test"]
    failed = Event.objects.filter(ticket=ticket.id, kind="notice_failed").exists()
    assert failed == (state == "dead")


def test_a_server_that_is_down_loses_nothing(ask):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        courier = Courier(f"smtp://127.0.0.1:{one.getsockname()[1]}")
    ask("xm", "general", "form", MONDAY)
    now = MONDAY
    for _ in range(12):
        deliver_due(now, courier)
        now = Outgoing.objects.get().next_at
    assert Outgoing.objects.get().state == "pending"
    Outgoing.objects.update(created_at=MONDAY - timedelta(days=5))
    deliver_due(now, courier)
    assert Outgoing.objects.get().state == "dead"


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_others(peer, ask, company):
    handler, courier = peer
    send_letter(company("xm").id, "no_such_letter", "a@x.test", "es", MONDAY)
    ask("xm", "general", "form", MONDAY)
    deliver_due(MONDAY, courier)
    assert handler.recipients == ["ana@correo.test"]
    assert "FileNotFoundError" in Outgoing.objects.get(letter="no_such_letter").trouble


@pytest.mark.parametrize("ticketless", [False, True])
def test_at_most_n_automatic_mails_a_day_reach_an_address(peer, ask, company, settings, ticketless):
    handler, courier = peer
    settings.AUTOMATIC_MAILS_A_DAY = 2
    for number in range(4):
        if ticketless:
            send_letter(company("shop").id, "use_form", "Ana@correo.test", "es", MONDAY)
        else:
            ask("xm", "general", "form", MONDAY + timedelta(seconds=number))
    deliver_due(MONDAY + timedelta(minutes=1), courier)
    assert len(handler.mails) == 2
    assert Outgoing.objects.filter(state="dead").count() == 2
    ask("xm", "general", "form", MONDAY + timedelta(days=1, minutes=2))
    deliver_due(MONDAY + timedelta(days=1, minutes=2), courier)
    assert len(handler.mails) == 3


def test_codes_that_were_asked_for_are_not_counted(peer, company, settings):
    handler, courier = peer
    settings.AUTOMATIC_MAILS_A_DAY = 1
    for _ in range(3):
        send_letter(company("xm").id, "code", "ana@correo.test", "es", MONDAY, code="123456")
    deliver_due(MONDAY, courier)
    assert len(handler.mails) == 3


@pytest.mark.promise("SB-33", "SB-34")
def test_the_way_to_the_form_really_arrives_with_its_link(peer):
    handler, courier = peer
    arrive(mail("Hello, where is my order? Please help me"), "noreply@shop.test")
    deliver_due(MONDAY, courier)
    letter = message_from_bytes(handler.mails[0], policy=default)
    assert "/shop/" in letter.get_content()
    assert letter["In-Reply-To"] == "<one@correo.test>"
    assert letter["Auto-Submitted"] == "auto-replied"
    assert not parse(handler.mails[0]).answerable


def test_references_are_kept_however_long(peer, ask):
    handler, courier = peer
    ticket = ask("xm", "general", "form", MONDAY, reference=f"<{'a' * 90}@long.example.test>")
    deliver_due(MONDAY, courier)
    references = parse(handler.mails[0]).references
    assert references == (f"<{'a' * 90}@long.example.test>",)
    assert b"References: <aaa" in handler.mails[0]
    assert Message.objects.get(ticket=ticket.id).reference == references[0]


def test_an_answer_to_the_delivered_mail_comes_back_to_its_ticket(peer, ask):
    handler, courier = peer
    ticket = ask("xm", "general", "form", MONDAY)
    deliver_due(MONDAY, courier)
    letter = message_from_bytes(handler.mails[0], policy=default)
    answer = mail("Aquí", From="ana@correo.test", In_Reply_To=str(letter["Message-ID"]))
    row = arrive(answer, letter["Reply-To"].addresses[0].addr_spec, at=MONDAY + timedelta(hours=1))
    assert row.ticket == ticket.id
    assert PromiseRow.objects.filter(ticket=ticket.id).exists()


def test_two_workers_never_send_one_letter_twice(peer, ask):
    from ventanilla.channels.deliver import lease

    ask("xm", "general", "form", MONDAY)
    assert len(lease(MONDAY)) == 1
    assert lease(MONDAY) == []


def test_tls_is_demanded_where_it_is_configured():
    """A server without STARTTLS gets nothing in clear."""
    handler = Peer()
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    controller = Loopback(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        from email.message import EmailMessage
        from smtplib import SMTPException

        message = EmailMessage()
        message["From"] = "a@x.test"
        courier = Courier(f"smtp+starttls://127.0.0.1:{port}")
        with pytest.raises(SMTPException):
            courier.send(message, "b@x.test")
    finally:
        controller.stop()
    assert not handler.mails
    assert threading.active_count() < 50
