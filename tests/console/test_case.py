"""The case behind a request: areas are asked, incidents opened, institutions waited for."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from ventanilla.people.actions.set_area import set_area
from ventanilla.people.models import Membership
from ventanilla.tickets.actions.escalate import escalate
from ventanilla.tickets.models import (
    Check,
    Complaint,
    Event,
    Incident,
    IncidentTicket,
    Message,
    Outgoing,
    PromiseRow,
    Ticket,
)
from ventanilla.tickets.proof import broken_chains

pytestmark = pytest.mark.django_db
ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture(autouse=True)
def english(console):
    console.cookies["language"] = "en"


@pytest.fixture
def representative(client, lucia, second_factor, areas):
    """Lucía's own browser; she answers for complaints and for technical matters."""
    from django.test import Client

    del client, areas
    second_factor(lucia)
    hers = Client(headers={"accept-language": "en"})
    hers.force_login(lucia)
    return hers


def url(ticket, act="case", slug="roxom"):
    return f"/console/{slug}/requests/{ticket.number}/{act}/"


def again(ticket):
    return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)


def kinds(ticket):
    mine = Event.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    return list(mine.order_by("seq").values_list("kind", flat=True))


def asks(console, ticket, team="technical", text="¿Salió la operación?"):
    form = {"act": "area", "area-team": team, "area-text": text}
    return console.post(url(ticket), form, **ENGLISH)


@pytest.mark.promise("RX-08", "RX-32", "RX-33", "RX-63", "RX-64")
def test_the_area_concerned_agrees_before_the_answer_goes_out(
    console, ask, representative, lucia, marta
):
    ticket = ask("roxom", "support", "email")
    words = {"text": "Ya funciona.", "then": "wait", "key": "1"}
    refused = console.post(url(ticket, "reply"), words, **ENGLISH)
    assert refused.status_code == 422
    assert "The area concerned has to check this first" in refused.content.decode()
    assert "Ya funciona." in refused.content.decode(), "nothing typed is lost"
    assert not Outgoing.objects.filter(ticket=ticket.id, letter="answer").exists()

    assert asks(console, ticket).status_code == 302
    check = Check.objects.get(ticket=ticket.id)
    assert (check.person, check.asked_by) == (lucia.pk, marta.pk)
    waiting = representative.get("/console/roxom/tasks/").content.decode()
    assert "¿Salió la operación?" in waiting
    assert "¿Salió la operación?" not in console.get("/console/roxom/tasks/").content.decode()
    answer = {"verdict": "agreed", "text": "Sí, hoy a las 9."}
    assert representative.post(f"/console/roxom/tasks/{check.id}/", answer).status_code == 302
    assert "agrees" in console.get(url(ticket, "").rstrip("/") + "/", **ENGLISH).content.decode()

    assert console.post(url(ticket, "reply"), words | {"key": "2"}).status_code == 302
    assert Outgoing.objects.filter(ticket=ticket.id, letter="answer").count() == 1
    notes = Message.objects.filter(ticket=ticket.id, kind="note").values_list("text", flat=True)
    assert set(notes) == {"¿Salió la operación?", "Sí, hoy a las 9."}
    assert all(seq is None for _number, seq in broken_chains("roxom"))


def test_who_asked_cannot_answer_and_a_stranger_to_the_area_neither(
    console, ask, representative, marta
):
    set_area(ask("roxom", "inquiry", "email").company_id, "technical", {}, marta.email)
    ticket = ask("roxom", "support", "email")
    asks(console, ticket)
    check = Check.objects.get(ticket=ticket.id)
    here = f"/console/roxom/tasks/{check.id}/"
    agree = {"verdict": "agreed", "text": "Sí."}
    assert console.post(here, agree).status_code == 404, "she asked herself"
    assert representative.post(here, agree).status_code == 404, "not her area any more"
    assert representative.get(here).status_code == 200, "she may read it"
    assert Check.objects.get(ticket=ticket.id).verdict == ""


def test_an_objection_needs_words_and_keeps_the_answer_back(console, ask, representative):
    ticket = ask("roxom", "support", "email")
    asks(console, ticket)
    here = f"/console/roxom/tasks/{Check.objects.get(ticket=ticket.id).id}/"
    bare = representative.post(here, {"verdict": "objected", "text": ""})
    assert bare.status_code == 422
    assert "Say what speaks against it." in bare.content.decode()
    representative.post(here, {"verdict": "objected", "text": "No salió."})
    sent = console.post(url(ticket, "reply"), {"text": "Ya.", "then": "wait"}, **ENGLISH)
    assert "objected" in sent.content.decode()


@pytest.mark.promise("RX-64")
def test_an_area_without_a_representative_cannot_be_asked(console, ask, areas):
    set_area(areas, "payments", {"en": "Payments"})
    answer = asks(console, ask("roxom", "inquiry", "email"), "payments")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nobody is named to answer for this area yet." in page
    assert "¿Salió la operación?" in page


@pytest.mark.promise("RX-34", "RX-66")
def test_one_incident_lies_behind_two_requests_and_its_end_is_told_in_both(
    console, ask, representative
):
    first, second = ask("roxom", "support", "email"), ask("roxom", "support", "chat")
    form = {
        "act": "incident",
        "incident-title": "El secreto se guarda dos veces",
        "incident-team": "technical",
        "incident-text": "Desde el martes.",
    }
    assert console.post(url(first), form).status_code == 302
    incident = Incident.objects.get()
    assert (
        console.post(url(second), {"act": "link", "link-incident": incident.id}).status_code == 302
    )
    console.post(url(second), {"act": "link", "link-incident": incident.id})
    assert IncidentTicket.objects.count() == 2
    assert "El secreto" in representative.get("/console/roxom/tasks/").content.decode()
    here = f"/console/roxom/incidents/{incident.id}/"
    page = representative.get(here).content.decode()
    assert first.number in page
    assert second.number in page
    assert representative.post(here, {"text": ""}).status_code == 422
    assert representative.post(here, {"text": "Mendado a las 11."}).status_code == 302
    for ticket in (first, second):
        assert kinds(ticket)[-1] == "incident_closed"
        assert again(ticket).state == "new", "its customer is still to be answered"
        note = Message.objects.get(ticket=ticket.id, kind="note")
        assert note.text == "Mendado a las 11."
    assert console.post(here, {"text": "Otra vez."}).status_code == 200
    assert Incident.objects.get().outcome == "Mendado a las 11."


@pytest.mark.promise("RX-12", "RX-53")
def test_an_outside_institution_has_its_own_clock_of_fifteen_days(console, ask):
    now = timezone.now()
    ticket = ask("roxom", "complaint", "email", now - timedelta(days=1), fields={"points": "A"})
    assert (
        console.post(url(ticket), {"act": "outside", "outside-text": "Bandesal"}).status_code == 302
    )
    row = PromiseRow.objects.get(ticket=ticket.id, name="external_date")
    assert row.state == "running"
    due = row.due_at.astimezone(UTC)
    assert timedelta(days=14) < due - now <= timedelta(days=16, hours=7)
    page = console.get(url(ticket), **ENGLISH).content.decode()
    assert "The institution has answered" in page
    console.post(url(ticket), {"act": "back", "back-text": "Confirman el envío."})
    row.refresh_from_db()
    assert row.state == "kept"
    assert "Bandesal" not in str(list(Event.objects.values_list("detail", flat=True)))


@pytest.mark.promise("XM-41", "XM-102")
def test_a_request_goes_up_to_a_more_senior_specialist(console, ask, lucia, company):
    ticket = ask("xm", "general", "form")
    set_area(ticket.company_id, "support", {"en": "Support"}, lucia.email)
    page = console.get(url(ticket, slug="xm"), **ENGLISH).content.decode()
    step = next(s for s in company("xm").policy.escalation if not s.external)
    assert step.title.for_("en") in page
    form = {"act": "step", "step-to": step.to, "step-text": "No está conforme."}
    assert console.post(url(ticket, slug="xm"), form).status_code == 302
    assert kinds(ticket)[-2:] == ["escalated", "assigned"]
    assert again(ticket).assignee == lucia.pk
    assert again(ticket).due_at == ticket.due_at, "no clock changes"


@pytest.mark.promise("RX-30")
def test_a_complex_case_goes_to_the_specialised_area(ask, marta, lucia, areas):
    ticket = ask("roxom", "complaint", "email", fields={"points": "A"})
    escalate(areas, ticket.id, marta, "specialist", "Es técnico.", timezone.now())
    assert kinds(ticket)[-2:] == ["escalated", "assigned"]
    assert again(ticket).assignee == lucia.pk


@pytest.mark.promise("EX-99")
def test_exness_goes_up_to_senior_support_and_to_management(ask, lucia, marta):
    ticket = ask("exness", "trading", "email")
    set_area(ticket.company_id, again(ticket).team or "support", {"en": "Support"}, lucia.email)
    Membership.objects.filter(company_id=ticket.company_id, user=marta).update(role="supervisor")
    now = timezone.now()
    escalate(ticket.company_id, ticket.id, lucia, "management", "Pide a dirección.", now)
    assert again(ticket).assignee == marta.pk
    with pytest.raises(ValueError, match="no such step"):
        escalate(ticket.company_id, ticket.id, lucia, "the king", "x", now)


def test_the_register_keeps_who_speaks_for_whom(console, ask):
    ticket = ask("xm", "complaint", "post", posted_on=datetime(2026, 11, 19, tzinfo=UTC).date())
    entry = Complaint.objects.get(ticket=ticket.id)
    assert entry.posted_on.isoformat() == "2026-11-19"
    form = {
        "act": "record",
        "record-asked_for": "Que devuelvan 40 euros",
        "record-service": "MT5 8841207",
        "record-spokesperson": "Lic. Ortega",
        "record-authority": "Poder notarial del 2 de noviembre",
        "record-posted_on": "2026-11-18",
    }
    assert console.post(url(ticket, slug="xm"), form).status_code == 302
    entry.refresh_from_db()
    assert (entry.spokesperson, entry.posted_on.isoformat()) == ("Lic. Ortega", "2026-11-18")
    event = Event.objects.get(ticket=ticket.id, kind="complaint_described")
    assert event.detail == {"fields": "asked_for,authority,posted_on,service,spokesperson"}
    page = console.get(url(ticket, slug="xm"), **ENGLISH).content.decode()
    for term in ("Postmarked on", "Received on", "Recorded on", "Entered in the register on"):
        assert term in page


def test_a_stranger_finds_neither_case_nor_tasks(client, ask, stranger, second_factor, areas):
    ticket = ask("roxom", "complaint", "email", fields={"points": "A"})
    client.force_login(second_factor(stranger))
    for here in (url(ticket), "/console/roxom/tasks/", "/console/roxom/intake/"):
        assert client.get(here).status_code == 404
