"""Letters as PDF: right in Arabic and Chinese, the same bytes again, deaf to what is in them."""

import io
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.utils import timezone
from pypdf import PdfReader

from ventanilla.channels.deliver import deliver
from ventanilla.channels.email.compose import compose
from ventanilla.channels.paper import printed as on_paper
from ventanilla.channels.paper import sections
from ventanilla.core.letters import Draft, Point
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.actions.post_letter import post_letter, unposted
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.actions.send_letter import send_letter
from ventanilla.tickets.change import history
from ventanilla.tickets.evidence import bundle
from ventanilla.tickets.models import Complaint, Event, Message, Outgoing, PromiseRow, Ticket
from ventanilla.ui.print import pdf

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVIL = '#import "/etc/passwd": * $x^2$ *bold* @ref <label> #read("/etc/hostname") \\ `raw`'
WORDS = {
    "es": ("Lo que usted planteó", "El importe volvió a su cuenta."),
    "zh": ("您提出的要点", "款项已退回您的账户。"),
    "ar": ("النقاط", "عاد المبلغ إلى حسابك."),
    "ru": ("Ваши вопросы", "Сумма вернулась на ваш счёт."),
    "el": ("Τα σημεία", "Το ποσό επέστρεψε."),
}


def read(content):
    return PdfReader(io.BytesIO(content))


def text_of(content):
    return "\n".join(page.extract_text() for page in read(content).pages)


def letter(heading, text, language="es"):
    values = {
        "title": "Decisión",
        "company": "XM",
        "sender": "",
        "recipient": "Ana",
        "foot": "XM-1",
        "facts": [["Número", "XM-1"]],
        "sections": [{"heading": heading, "text": text}],
    }
    return pdf("letter", values, language, NOW)


@pytest.mark.parametrize("language", WORDS)
def test_every_word_of_the_letter_is_on_the_paper(language):
    heading, text = WORDS[language]
    content = letter(heading, text, language)
    found = text_of(content)
    for word in re.findall(r"\w+", f"{heading} {text}"):
        assert word in found.replace(" ", "") or word in found
    assert read(content).trailer["/Root"]["/Lang"] == language


def test_what_somebody_wrote_is_only_ever_text():
    found = text_of(letter(EVIL, EVIL))
    for piece in ('#import "/etc/passwd": *', "$x^2$ *bold* @ref <label>", "`raw`"):
        assert found.count(piece) == 2
    assert "root:" not in found


def test_the_same_letter_is_the_same_file():
    assert letter("A", "B") == letter("A", "B")


def test_a_long_letter_numbers_its_pages():
    content = letter("", "\n".join(f"Línea {n}" for n in range(120)))
    pages = read(content).pages
    assert len(pages) > 2
    assert f"2 / {len(pages)}" in pages[1].extract_text()


def test_a_short_first_line_is_the_heading_of_its_block():
    found = sections("Estimada Ana:\n\nLo que hicimos\nPreguntamos al banco.\n\nAtentamente,\nXM\n")
    assert [part["heading"] for part in found] == ["", "Lo que hicimos", ""]
    assert found[2]["text"] == "Atentamente,\nXM"


def decision(ticket, user, now=NOW):
    draft = Draft(
        notice=policy_of(ticket).notices["decision"],
        outcome="not_upheld",
        points=(Point("No llegó mi retiro", "Volvió a su cuenta el 2 de noviembre."),),
        parts={
            "actions": "Pedimos el justificante al banco y lo comparamos.",
            "justification": "El extracto del 2 de noviembre muestra la devolución.",
        },
    )
    decide(ticket.company_id, ticket.id, user, draft, now)


def policy_of(ticket):
    from ventanilla.companies.inforce import policy_of as version

    return version(ticket.company_id, ticket.policy)


class Post:
    def __init__(self):
        self.sent = []

    def send(self, mail, recipient):
        self.sent.append(mail.as_bytes())


@pytest.mark.django_db
def test_the_decision_goes_out_with_itself_as_a_file_the_same_each_time(ask, marta):
    ticket = ask("xm", "complaint", "email", NOW - timedelta(days=1))
    decision(ticket, marta)
    row = Outgoing.objects.get(ticket=ticket.id, letter="decision")
    post = Post()
    deliver(row, NOW, post)
    assert post.sent == [compose(row).as_bytes()]
    row.refresh_from_db()
    assert bytes(row.copy) == compose(row, keys=False).as_bytes()
    (noted,) = Event.objects.filter(ticket=ticket.id, detail__notice="decision", kind="notice_sent")
    assert noted.detail["digest"] == sha256(bytes(row.copy)).hexdigest()
    (part,) = compose(row).iter_attachments()
    assert part.get_filename() == f"{ticket.number}-decision.pdf"
    found = " ".join(text_of(part.get_content()).split())
    entry = Complaint.objects.get(ticket=ticket.id)
    for words in (
        ticket.number,
        entry.number,
        "No llegó mi retiro",
        "Volvió a su cuenta",
        "No se le da la razón",
        "El Defensor Financiero",
        "4 meses",
    ):
        assert words in found
    link = re.search(r"/open/([^/\s]+)", compose(row).get_body(("plain",)).get_content())
    if link:
        assert link[1] not in found.replace(" ", ""), "paper is read by whoever finds it"


@pytest.mark.django_db
def test_a_plain_answer_has_no_file(ask, marta):
    ticket = ask("xm", "general", "form", NOW)
    reply(ticket.company_id, ticket.id, marta, "Ya está.", NOW)
    mail = compose(Outgoing.objects.get(ticket=ticket.id, letter="answer"))
    assert not mail.is_multipart()


@pytest.mark.django_db
def test_staff_and_the_customer_can_fetch_it_and_nobody_else(console, ask, marta, client):
    from django.test import Client

    ticket = ask("xm", "complaint", "email", timezone.now() - timedelta(days=1))
    decision(ticket, marta, timezone.now())
    message = Message.objects.get(ticket=ticket.id, kind="out")
    desk = f"/console/xm/requests/{ticket.number}/letters/{message.id}/"
    mine = f"/xm/requests/{ticket.number}/letters/{message.id}/"
    answer = console.get(desk)
    assert answer["Content-Type"] == "application/pdf"
    assert "No llegó mi retiro" in text_of(answer.content)
    assert desk in console.get(f"/console/xm/requests/{ticket.number}/").content.decode()
    assert console.get(desk.replace(str(message.id), str(message.id + 1))).status_code == 404
    customer = Client()
    assert customer.get(mine).status_code == 404
    body = compose(Outgoing.objects.get(ticket=ticket.id, letter="receipt")).get_content()
    customer.get(re.search(r"/xm/open/\S+", body)[0])
    assert mine in customer.get(f"/xm/requests/{ticket.number}/").content.decode()
    assert customer.get(mine).content == answer.content
    deliver(Outgoing.objects.get(ticket=ticket.id, letter="decision"), timezone.now(), Post())
    Message.objects.filter(id=message.id).update(text="Otra decisión.", parts={})
    assert customer.get(mine).content == answer.content, "as it was sent, whatever came later"


@pytest.mark.django_db
def test_a_code_to_sign_in_is_not_kept(company):
    send_letter(company("xm").id, "code", "ana@correo.test", "es", NOW, code="123456")
    row, post = Outgoing.objects.get(letter="code"), Post()
    deliver(row, NOW, post)
    row.refresh_from_db()
    assert (row.state, row.copy) == ("sent", None)
    assert b"123456" in post.sent[0]


@pytest.mark.django_db
@pytest.mark.promise("XM-34")
@pytest.mark.usefixtures("elsewhere")
def test_whoever_wrote_on_paper_is_answered_on_paper(console, ask, marta):
    now = timezone.now()
    contact = Contact("", "Luis Ferrer", "es")
    ticket = ask("xm", "complaint", "post", now - timedelta(days=1), contact=contact)
    decision(ticket, marta, now)
    assert not Outgoing.objects.filter(ticket=ticket.id).exists()
    kept = PromiseRow.objects.get(ticket=ticket.id, name="complaint_answer")
    assert kept.state == "running", "it lies on the table"
    message = Message.objects.get(ticket=ticket.id, kind="out")
    case = f"/console/xm/requests/{ticket.number}/case/"
    assert f"letters/{message.id}/" in console.get(case).content.decode()
    printed = console.get(f"/console/xm/requests/{ticket.number}/letters/{message.id}/")
    assert "Luis Ferrer" in text_of(printed.content)
    assert console.post(case, {"act": "post", "text": str(message.id)}).status_code == 302
    kept.refresh_from_db()
    assert kept.state == "kept"
    assert unposted(history(Ticket.objects.get(id=ticket.id))) == {}
    with pytest.raises(ValueError, match="No such letter"):
        post_letter(ticket.company_id, ticket.id, marta, str(message.id), now, on_paper)
    Message.objects.filter(id=message.id).update(text="Otra cosa.", parts={})
    again = console.get(f"/console/xm/requests/{ticket.number}/letters/{message.id}/")
    assert again.content == printed.content, "as it was posted"
    row = Outgoing.objects.get(ticket=ticket.id)
    (noted,) = Event.objects.filter(ticket=ticket.id, kind="notice_sent")
    assert noted.detail["letter"] == str(row.id)
    assert noted.detail["digest"] == sha256(printed.content).hexdigest()
    book = bundle([Ticket.objects.get(id=ticket.id)], now, lambda _row: b"")
    assert book[f"letters/xm-{row.id}.pdf"] == printed.content
