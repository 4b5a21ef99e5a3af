"""What the writing box does: words, files and letters, each once, and nothing lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ventanilla.channels.email.compose import compose
from ventanilla.tickets.models import Event, File, Message, Outgoing, PromiseRow, Ticket

pytestmark = pytest.mark.django_db


def again(ticket):
    return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)


def letters(ticket, name):
    return Outgoing.objects.filter(company_id=ticket.company_id, ticket=ticket.id, letter=name)


def post(console, ticket, act, **form):
    return console.post(f"/console/{ticket_slug(ticket)}/requests/{ticket.number}/{act}/", form)


def ticket_slug(ticket):
    from ventanilla.companies.inforce import in_force_by_id

    return in_force_by_id(ticket.company_id).slug


def page(console, ticket):
    path = f"/console/{ticket_slug(ticket)}/requests/{ticket.number}/"
    return console.get(path).content.decode()


def state_of(ticket, promise):
    row = PromiseRow.objects.get(company_id=ticket.company_id, ticket=ticket.id, name=promise)
    return row.state


@pytest.mark.promise("RX-06")
def test_an_acknowledgment_is_offered_while_a_promise_waits_for_it(console, ask):
    ticket = ask("roxom", "complaint", "email")
    assert 'value="ack"' in page(console, ticket)
    assert state_of(ticket, "ack") == "running"
    post(console, ticket, "reply", text="Lo lleva Ana Lucía Campos.", then="ack", key="a")
    assert state_of(ticket, "ack") == "kept"
    assert again(ticket).state == "open"
    assert 'value="ack"' not in page(console, ticket)
    mail = compose(letters(ticket, "ack").get())
    assert "Lo lleva Ana Lucía Campos." in mail.get_content()
    assert "Marta Gil" in mail.get_content()


def test_a_letter_with_prescribed_parts_is_not_written_as_a_plain_reply(console, ask):
    ticket = ask("roxom", "complaint", "email")
    assert 'value="decision"' not in page(console, ticket)
    for letter in ("decision", "no-such-letter"):
        response = post(console, ticket, "reply", text="Favorable.", then=letter)
        assert response.status_code == 422
        assert "There is no such letter" in response.content.decode()
        assert "Favorable." in response.content.decode(), "the words are not lost"
    assert not Message.objects.filter(company_id=ticket.company_id, kind="out").exists()


def test_a_reply_may_leave_the_request_open(console, ask):
    ticket = ask("xm", "general", "form")
    post(console, ticket, "reply", text="Seguimos en ello.", then="open")
    assert again(ticket).state == "open"


def test_send_and_resolve_takes_the_files_along_and_counts_once(console, ask):
    ticket = ask("xm", "general", "form")
    for _ in range(2):
        proof = SimpleUploadedFile("justificante.pdf", b"%PDF-1.7 ...", "application/pdf")
        post(console, ticket, "reply", text="Pagado.", then="resolve", key="k1", files=proof)
    assert again(ticket).state == "resolved"
    assert File.objects.get(company_id=ticket.company_id, ticket=ticket.id).name == (
        "justificante.pdf"
    )
    assert letters(ticket, "answer").count() == 1
    assert letters(ticket, "resolved").count() == 1


def test_send_and_resolve_without_words_is_refused(console, ask):
    ticket = ask("xm", "general", "form")
    assert post(console, ticket, "reply", text="  ", then="resolve").status_code == 422
    assert again(ticket).state == "new"


def test_details_are_asked_for_in_the_agents_own_words(console, ask):
    ticket = ask("xm", "general", "form")
    post(console, ticket, "details", text="¿Qué extracto necesita?", then="details", key="d1")
    post(console, ticket, "details", text="¿Qué extracto necesita?", then="details", key="d1")
    assert again(ticket).state == "waiting"
    mail = compose(letters(ticket, "ask_details").get())
    assert "¿Qué extracto necesita?" in mail.get_content()


@pytest.mark.parametrize("then", ["wait", "resolve"])
def test_files_beyond_the_limits_are_refused_and_the_words_stay(console, ask, settings, then):
    settings.UPLOAD_LIMIT = 1024 * 1024
    ticket = ask("xm", "general", "form")
    big = SimpleUploadedFile("video.mp4", b"0" * (1024 * 1024 + 1), "video/mp4")
    response = post(console, ticket, "reply", text="Vea el vídeo.", then=then, files=big)
    assert response.status_code == 422
    assert "video.mp4 is larger than 1 MB" in response.content.decode()
    assert "Vea el vídeo." in response.content.decode()
    many = [SimpleUploadedFile(f"{n}.png", b"x") for n in range(settings.UPLOAD_COUNT + 1)]
    response = post(console, ticket, "reply", text="Vea.", then=then, files=many)
    assert response.status_code == 422
    assert again(ticket).state == "new"


def test_a_refused_note_stays_a_note(console, ask):
    ticket = ask("xm", "general", "form")
    response = post(console, ticket, "note", text="Solo entre\0 nosotros.", then="note")
    assert response.status_code == 422
    html = response.content.decode()
    assert 'data-mode="note"' in html
    assert "Solo entre nosotros." in html
    assert not Message.objects.filter(company_id=ticket.company_id, kind="note").exists()


def test_what_is_done_is_recorded_with_who_did_it(console, ask, marta):
    ticket = ask("roxom", "complaint", "email", timezone.now() - timedelta(hours=1))
    post(console, ticket, "reply", text="Recibido.", then="ack")
    event = Event.objects.get(company_id=ticket.company_id, ticket=ticket.id, kind="replied")
    assert (event.by, event.actor, event.detail["notice"]) == ("human", marta.pk, "ack")


@pytest.mark.parametrize("agent", ["²", "x", "9" * 5000, "9" * 30, "-1"])
def test_nobody_is_not_given_a_request(console, ask, marta, agent):
    ticket = ask("xm", "general", "email", timezone.now() - timedelta(hours=1))
    post(console, ticket, "assign", agent=str(marta.pk))
    answer = post(console, ticket, "assign", agent=agent)
    assert answer.status_code in {404, 422}
    ticket.refresh_from_db()
    assert ticket.assignee == marta.pk, "and it is not taken from whoever has it"
