"""From raw mail to ticket: a person always becomes one, a robot never, nothing is dropped."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.email.build import mail, multi, part
from ventanilla.channels.email.admit import admit
from ventanilla.channels.email.intake import take_in
from ventanilla.channels.email.store import store
from ventanilla.channels.models import Inbound
from ventanilla.tickets.actions.resolve import resolve
from ventanilla.tickets.addresses import reply_address
from ventanilla.tickets.models import Event, File, Message, Outgoing, PromiseRow, Ticket

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def arrive(
    raw: bytes, to: str = "support@xm.test", source: str = "pipe", sender: str = "", at=MONDAY
) -> Inbound:
    store(to, source, sender, raw)
    row = Inbound.objects.latest("id")
    Inbound.objects.filter(id=row.id).update(received_at=at, next_at=at)
    take_in(at)
    row.refresh_from_db()
    return row


def ticket_of(row: Inbound) -> Ticket:
    return Ticket.objects.get(company_id=row.company, id=row.ticket)


@pytest.mark.promise("XM-08", "XM-95")
def test_a_mail_to_xm_is_owed_an_answer_in_24_hours():
    row = arrive(mail())
    ticket = ticket_of(row)
    assert (row.state, ticket.channel, ticket.subject) == ("done", "email", "No puedo entrar")
    promise = PromiseRow.objects.get(ticket=ticket.id, name="email_answer")
    assert (promise.state, promise.due_at) == ("running", MONDAY + timedelta(hours=24))
    assert ticket.language == "es"
    assert not ticket.verified


@pytest.mark.promise("EX-21", "EX-27")
def test_a_mail_to_exness_on_friday_is_owed_an_answer_by_working_days():
    friday = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    ticket = ticket_of(arrive(mail(To="support@exness.com"), "support@exness.com", at=friday))
    assert ticket.channel == "email"
    promise = PromiseRow.objects.get(ticket=ticket.id, name="email_answer")
    assert promise.due_at == datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.mark.promise("RX-01")
def test_roxoms_published_address_takes_mail():
    ticket = ticket_of(arrive(mail(), "help@roxom.com"))
    assert ticket.company.slug == "roxom"
    assert ticket.channel == "email"


def test_words_history_and_files_are_kept_apart():
    text = "Sigo igual\r\n\r\nEl lun, 3 nov 2026 a las 10:00, XM (<s@x.test>) escribió:\r\n> hola"
    raw = multi(
        "multipart/mixed",
        part("text/plain; charset=utf-8", text),
        part("application/pdf; name=a.pdf", b"%PDF"),
    )
    ticket = ticket_of(arrive(raw))
    message = Message.objects.get(ticket=ticket.id)
    assert message.text == "Sigo igual"
    assert "> hola" in message.quoted
    assert message.reference == "<one@correo.test>"
    assert File.objects.get(ticket=ticket.id).name == "a.pdf"


def test_the_same_bytes_twice_are_one_ticket():
    arrive(mail())
    assert not store("support@xm.test", "imap", "", mail())
    assert take_in(MONDAY) == 0
    assert Ticket.objects.count() == 1


def test_one_mail_to_two_of_our_addresses_is_one_ticket():
    first = arrive(mail())
    second = arrive(mail(head="Delivered-To: complaints@xm.test"), "complaints@xm.test")
    assert first.ticket == second.ticket
    assert Message.objects.count() == 1


def test_another_mail_with_a_borrowed_message_id_is_not_swallowed():
    arrive(mail("one"))
    arrive(mail("two"), "complaints@xm.test")
    assert Ticket.objects.count() == 2


def test_an_answer_to_our_signed_address_goes_on(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    row = arrive(
        mail("Aquí está", From="ana@correo.test"), reply_address(ticket, "ana@correo.test")
    )
    assert row.ticket == ticket.id
    assert Message.objects.filter(ticket=ticket.id, kind="in").count() == 2


def test_a_forwarded_reply_address_gives_a_stranger_nothing(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    row = arrive(mail("soy otro", From="eve@evil.test"), reply_address(ticket, "ana@correo.test"))
    assert row.ticket not in {None, ticket.id}
    assert Message.objects.filter(ticket=ticket.id).count() == 1


def test_a_reply_by_message_id_and_the_same_sender_goes_on(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    receipt = Outgoing.objects.get(ticket=ticket.id)
    row = arrive(mail("más", From="Ana <ANA@correo.test>", In_Reply_To=receipt.reference))
    assert row.ticket == ticket.id
    assert Message.objects.filter(ticket=ticket.id, kind="in").count() == 2


@pytest.mark.parametrize(
    "line",
    ["eve@evil.test", "ana@correo.test <eve@evil.test>", "ana@correo.test\r\nFrom: eve@evil.test"],
)
def test_a_message_id_with_another_sender_is_heard_as_a_stranger(ask, line):
    ticket = ask("xm", "general", "form", MONDAY)
    receipt = Outgoing.objects.get(ticket=ticket.id)
    arrive(mail("soy Ana", From=line, References=receipt.reference))
    assert Message.objects.filter(ticket=ticket.id, kind="in").count() == 1
    assert Message.objects.get(ticket=ticket.id, kind="other").author is None


def test_a_number_in_the_subject_proves_nothing(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    row = arrive(mail(From="ana@correo.test", Subject=f"Re: [{ticket.number}]"))
    assert row.ticket != ticket.id


ROBOTS = {
    "vacation": {"head": "Auto-Submitted: auto-replied"},
    "bulk": {"head": "Precedence: bulk"},
    "loop": {"head": "X-Ventanilla-Loop: xm"},
    "ours": {"From": "support@xm.test"},
    "our_domain": {"From": "answer@ventanilla.test"},
    "bounce": {"head": "Return-Path: <>"},
}


@pytest.mark.parametrize("name", ROBOTS)
def test_a_robot_opens_nothing_and_gets_no_answer(name):
    row = arrive(mail(**ROBOTS[name]))
    assert (row.state, row.ticket) == ("done", None)
    assert not Ticket.objects.exists()
    assert not Outgoing.objects.exists()


def test_a_persons_words_in_a_machines_envelope_wait_for_staff_to_look():
    """Who says MAIL FROM:<> is a machine, and gets no answer; but no person is dropped either."""
    row = arrive(mail("Me faltan 300 euros."), source="lmtp", sender="")
    assert row.state == "quarantine"
    assert "envelope names no sender" in row.trouble
    assert not Ticket.objects.exists()
    admit(row.id, MONDAY)
    assert Message.objects.get().text == "Me faltan 300 euros."
    assert not Outgoing.objects.exists()


def test_a_report_in_a_machines_envelope_is_kept_and_troubles_nobody():
    row = arrive(mail(**ROBOTS["vacation"]), source="lmtp", sender="")
    assert row.state == "done"
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("name", ["vacation", "bulk"])
def test_a_robot_never_reopens_or_restarts(ask, marta, name):
    ticket = ask("xm", "general", "form", MONDAY)
    resolve(ticket.company_id, ticket.id, marta, "", MONDAY + timedelta(hours=1))
    letters = Outgoing.objects.count()
    before = list(PromiseRow.objects.filter(ticket=ticket.id).order_by("name").values())
    receipt = Outgoing.objects.filter(ticket=ticket.id).first()
    arrive(mail("fuera", From="ana@correo.test", In_Reply_To=receipt.reference, **ROBOTS[name]),
           reply_address(ticket, "ana@correo.test"), at=MONDAY + timedelta(hours=2))  # fmt: skip
    ticket.refresh_from_db()
    assert ticket.state == "resolved"
    assert list(PromiseRow.objects.filter(ticket=ticket.id).order_by("name").values()) == before
    assert Outgoing.objects.count() == letters
    assert Event.objects.filter(ticket=ticket.id, kind="automatic_message").exists()
    assert Message.objects.filter(ticket=ticket.id, kind="other", text="fuera").exists()


def test_a_bounce_of_our_letter_is_shown_at_its_ticket(ask):
    ticket = ask("xm", "general", "form", MONDAY)
    letter = Outgoing.objects.get(ticket=ticket.id)
    returned = mail("ours", Message_ID=letter.reference)
    raw = multi("multipart/report", part("text/plain", "failed"), part("message/delivery-status", "Status: 5.1.1"),
                part("message/rfc822", returned), From="MAILER-DAEMON@mx.test")  # fmt: skip
    row = arrive(raw)
    assert (row.kind, row.ticket) == ("bounce", ticket.id)


def test_a_noreply_sender_becomes_a_ticket_without_a_receipt():
    row = arrive(mail(From="noreply@bank.test"))
    assert row.ticket
    assert not Outgoing.objects.exists()


@pytest.mark.promise("SB-33", "SB-34")
def test_the_shops_address_takes_no_messages_and_points_to_the_form_once():
    for number in range(3):
        row = arrive(mail(f"ayuda {number}", Message_ID=f"<{number}@x>"), "noreply@shop.test")
        assert (row.state, row.ticket) == ("done", None)
    letter = Outgoing.objects.get()
    assert (letter.letter, letter.recipient, letter.automatic) == (
        "use_form",
        "ana@correo.test",
        True,
    )
    assert not Ticket.objects.exists()


@pytest.mark.promise("SB-34")
def test_even_an_answer_to_a_receipt_is_no_message_there(ask, company):
    policy = company("shop").policy
    form = next(
        name for name, one in policy.channels.items() if one.inbound and policy.topics_for(name)
    )
    ticket = ask("shop", policy.topics_for(form)[0].name, form, MONDAY)
    receipt = Outgoing.objects.get(ticket=ticket.id)
    row = arrive(mail(From="ana@correo.test", In_Reply_To=receipt.reference), "noreply@shop.test")
    assert row.ticket is None
    assert Message.objects.filter(ticket=ticket.id).count() == 1
    assert Outgoing.objects.filter(letter="use_form").count() == 1


def test_a_robot_at_the_shops_address_gets_nothing():
    arrive(mail(head="Auto-Submitted: auto-replied"), "noreply@shop.test")
    assert not Outgoing.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"no mail at all", mail(Subject="=?utf-8?q?a?= " * 201)])
def test_what_cannot_be_read_waits_in_the_companys_quarantine(raw, company):
    row = arrive(raw or b"\r\n")
    assert row.state == "quarantine"
    assert row.company == company("xm").id
    assert row.trouble
    assert bytes(row.raw) == (raw or b"\r\n")


def test_a_mail_to_an_address_that_nobody_has_any_more_is_seen_by_somebody(company):
    assert arrive(mail(), "gone@roxom.test").company == company("roxom").id
    row = arrive(mail(), "gone@nowhere.test")
    assert (row.state, row.company is not None) == ("quarantine", True)


def test_no_sender_at_all_is_held_and_the_envelope_helps():
    assert arrive(mail(drop="From")).state == "quarantine"
    row = arrive(mail("x", drop="From"), sender="Ana@correo.test")
    assert ticket_of(row).subject == "No puedo entrar"


def test_staff_take_a_held_mail_in_by_hand_once():
    raw = mail(Subject="Ayuda " + "=?utf-8?q?a?= " * 201)
    row = arrive(raw)
    number = admit(row.id, MONDAY)
    assert admit(row.id, MONDAY) == number
    ticket = Ticket.objects.get(number=number)
    file = File.objects.get(ticket=ticket.id)
    assert (file.type, file.size) == ("message/rfc822", len(raw))
    row.refresh_from_db()
    assert (row.state, row.ticket) == ("released", ticket.id)
    assert not Outgoing.objects.exists()


@pytest.mark.parametrize("raw", [b"garbage", b"\x00\xff" * 100, b"From: x\r\n" * 9000])
def test_any_held_mail_can_be_taken_in(raw):
    assert admit(arrive(raw).id, MONDAY).startswith("XM-")


def test_a_mail_that_kills_its_parser_is_held(monkeypatch):
    from ventanilla.channels.email import intake
    from ventanilla.channels.email.mail import UnreadableMailError

    def dies(raw: bytes) -> None:
        raise UnreadableMailError("parsing it took more memory or time than a mail may take")

    monkeypatch.setattr(intake, "parse_apart", dies)
    assert "memory" in arrive(mail()).trouble


def test_trouble_while_taking_in_ends_in_quarantine_not_in_a_circle(monkeypatch):
    from ventanilla.channels.email import intake

    monkeypatch.setattr(intake, "receive", lambda *_: 1 / 0)
    row = arrive(mail())
    assert row.state == "new"
    for _ in range(5):
        Inbound.objects.update(next_at=MONDAY)
        take_in(MONDAY)
    row.refresh_from_db()
    assert row.state == "quarantine"
    assert "ZeroDivisionError" in row.trouble


@pytest.mark.parametrize(
    ("text", "language"),
    [("Hello, I cannot log in to my account", "en"), ("我无法登录账户", "zh"), ("لا أستطيع الدخول إلى حسابي", "ar"),
     ("No puedo entrar en mi cuenta", "es"), ("?", "es")],
)  # fmt: skip
def test_the_ticket_speaks_the_customers_language(text, language):
    assert ticket_of(arrive(mail(text, Subject="x"))).language == language
