"""Typed letters from the console: what is lacking is named, what is sent is kept."""

import re
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from ventanilla.channels.deliver import deliver
from ventanilla.channels.email.compose import compose
from ventanilla.people.models import Team
from ventanilla.tickets.actions.change_channel import change_channel
from ventanilla.tickets.actions.extend import MoreTime, extend
from ventanilla.tickets.actions.external_step import open_external_step
from ventanilla.tickets.models import Event, Message, Outgoing, Point, PromiseRow, Ticket
from ventanilla.tickets.proof import broken_chains

pytestmark = pytest.mark.django_db

DONE = "El 3 de noviembre pedimos el justificante al banco y lo comparamos con su cuenta."
WHY = "El extracto del 2 de noviembre muestra que el importe volvió a su propia cuenta."
POINTS = {"points": "No llegó mi retiro\nNadie me contestó"}


def path(ticket, act):
    return f"/console/roxom/requests/{ticket.number}/{act}/"


def again(ticket):
    return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)


def promise(ticket, name):
    return PromiseRow.objects.get(company_id=ticket.company_id, ticket=ticket.id, name=name)


def mail_of(ticket, letter):
    row = Outgoing.objects.get(company_id=ticket.company_id, ticket=ticket.id, letter=letter)
    return compose(row)


def words_of(ticket, letter):
    return " ".join(mail_of(ticket, letter).get_body(("plain",)).get_content().split())


def english(console):
    console.cookies["language"] = "en"
    return {"headers": {"accept-language": "en"}}


@pytest.fixture
def complaint(ask, agreed):
    """A complaint to Roxom with two points, that the area concerned has looked at."""
    ticket = ask("roxom", "complaint", "email", fields=POINTS)
    agreed(ticket)
    return again(ticket)


@pytest.fixture
def time_machine_at(console, marta):
    """Let it be that time from here to the end of the test; sessions do not last so long."""
    with ExitStack() as stack:

        def travel(at):
            stack.enter_context(time_machine.travel(at, tick=False))
            console.force_login(marta)

        yield travel


def decision(**more):
    form = {
        "point-1": "Volvió a su cuenta el 2 de noviembre; véalo en su extracto.",
        "point-2": "Tiene razón: su mensaje del 28 quedó sin respuesta y lo sentimos.",
        "actions": DONE,
        "outcome": "partly_upheld",
        "justification": WHY,
        "key": "d-1",
    }
    return form | more


@pytest.mark.promise("RX-15", "RX-17", "RX-38", "RX-55", "RX-57", "RX-67")
def test_the_decision_answers_each_point_and_names_who_reviews_it(console, complaint):
    page = console.get(path(complaint, "decision"), **english(console)).content.decode()
    assert "1. \u2068No llegó mi retiro\u2069" in page
    assert "2. \u2068Nadie me contestó\u2069" in page
    assert "Defensor" in page or "Consumer Protection Office" in page
    answer = console.post(path(complaint, "decision"), decision())
    assert answer.status_code == 302, answer.content.decode()
    body = words_of(complaint, "decision")
    for words in (
        "1. No llegó mi retiro",
        "Volvió a su cuenta",
        "2. Nadie me contestó",
        "Tiene razón",
        DONE,
        "Se le da la razón en parte",
        WHY,
        "Puede acudir a: Defensoría del Consumidor.",
    ):
        assert words in body, words
    assert again(complaint).state == "resolved"
    assert promise(complaint, "response").state == "kept"
    assert promise(complaint, "resolution").state == "kept"


def test_what_was_decided_stays_point_by_point(console, complaint):
    console.post(path(complaint, "decision"), decision())
    points = Point.objects.filter(company_id=complaint.company_id, ticket=complaint.id)
    assert [p.text for p in points.order_by("place")] == POINTS["points"].splitlines()
    said = Message.objects.get(company_id=complaint.company_id, ticket=complaint.id, kind="out")
    assert {p.message for p in points} == {said.id}
    assert all(p.answer in said.text for p in points)
    event = Event.objects.get(company_id=complaint.company_id, kind="decision_sent")
    assert event.detail == {"outcome": "partly_upheld", "message": str(said.id)}
    assert all(seq is None for number, seq in broken_chains("roxom") if number == complaint.number)


@pytest.mark.promise("XM-76", "XM-106")
def test_the_decision_of_a_broker_names_the_ombudsman_and_the_time_left(console, ask):
    ticket = ask("xm", "complaint", "complaints")
    console.post(f"/console/xm/requests/{ticket.number}/points/", {"points": "No withdrawal"})
    form = decision(outcome="not_upheld")
    answer = console.post(f"/console/xm/requests/{ticket.number}/decision/", form)
    assert answer.status_code == 302, answer.content.decode()
    body = words_of(ticket, "decision")
    assert "El Defensor Financiero" in body
    assert "4 meses" in body
    assert promise(ticket, "complaint_answer").state == "kept"


@pytest.mark.promise("RX-16", "RX-56")
@pytest.mark.parametrize(
    "more, place, words",
    [
        ({"point-2": ""}, "point-2", "This field is required."),
        ({"point-2": "-"}, "point-2", "The answer to point 2 would fit any complaint."),
        ({"actions": "Visto."}, "actions", "This would fit any complaint."),
        ({"outcome": ""}, "outcome", "This field is required."),
        ({"justification": ""}, "justification", "This is missing."),
        (
            {"outcome": "not_upheld", "justification": "Según nuestra política interna."},
            "justification",
            "This would fit any complaint.",
        ),
    ],
)
def test_a_decision_that_lacks_something_is_not_sent_and_says_what(
    console, complaint, more, place, words
):
    answer = console.post(path(complaint, "decision"), decision(**more), **english(console))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert f'href="#id_{place}"' in html
    assert "Volvió a su cuenta el 2 de noviembre" in html, "what was written is not lost"
    assert again(complaint).state == "new"
    assert not Message.objects.filter(company_id=complaint.company_id, kind="out").exists()
    assert promise(complaint, "response").state == "running"


def test_two_presses_decide_once(console, complaint):
    for _ in range(2):
        console.post(path(complaint, "decision"), decision())
    sent = Outgoing.objects.filter(company_id=complaint.company_id, letter="decision")
    assert sent.count() == 1


def test_points_are_listed_by_an_agent_where_the_customer_gave_none(console, ask):
    ticket = ask("roxom", "complaint", "email")
    page = console.get(path(ticket, "decision"), **english(console)).content.decode()
    assert 'name="points"' in page
    assert 'name="outcome"' not in page, "there is nothing to decide yet"
    console.post(path(ticket, "points"), {"points": "No puede entrar\n\n  Nadie contesta "})
    page = console.get(path(ticket, "decision")).content.decode()
    assert "1. \u2068No puede entrar\u2069" in page
    assert "2. \u2068Nadie contesta\u2069" in page
    assert console.post(path(ticket, "points"), {"points": "\n \n"}).status_code == 422


def test_only_a_complaint_is_decided(console, ask):
    ticket = ask("roxom", "inquiry", "email")
    assert console.post(path(ticket, "points"), {"points": "No entra"}).status_code == 404
    assert not Point.objects.filter(company_id=ticket.company_id).exists()
    assert console.get(path(ticket, "decision")).status_code == 404
    page = console.get(f"/console/roxom/requests/{ticket.number}/").content.decode()
    assert "/decision/" not in page
    assert "/extension/" not in page


def test_a_stranger_finds_no_letter(client, complaint):
    for act in ("decision", "extension", "points", "complaint"):
        assert client.get(path(complaint, act)).status_code in {302, 404}


# ------------------------------------------------------------------ more time


def extension(**more):
    words = "El banco corresponsal en Panamá aún no ha enviado su comprobante."
    return {"reason": "complexity", "words": words, "day": "2027-03-26"} | more


@pytest.mark.promise("RX-10", "RX-11", "RX-29", "RX-51", "RX-52")
def test_the_letter_and_the_new_due_are_one_act(console, ask, time_machine_at):
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    ticket = ask("roxom", "complaint", "email", at, fields=POINTS)
    old = promise(ticket, "response").due_at
    time_machine_at(at + timedelta(days=10))
    answer = console.post(path(ticket, "extension"), extension())
    assert answer.status_code == 302, answer.content.decode()
    for name in ("response", "resolution"):
        row = promise(ticket, name)
        assert row.due_at == datetime(2027, 3, 27, 6, tzinfo=UTC)
        assert row.first_due_at == old, "the old due stays beside the new one"
    body = words_of(ticket, "extension")
    assert "El asunto es complejo" in body
    assert "Panamá" in body
    assert "26 de marzo de 2027" in body
    told = Event.objects.filter(company_id=ticket.company_id, kind="promise_extended")
    assert {e.detail["promise"] for e in told} == {"response", "resolution"}
    assert {e.detail["was"] for e in told} == {old.isoformat()}
    assert again(ticket).state == "new", "nobody has answered yet"
    page = console.get(f"/console/roxom/requests/{ticket.number}/").content.decode()
    assert "2027" in page


@pytest.mark.parametrize(
    "more, words",
    [
        ({"day": "2026-12-04"}, "must be later than the old one"),
        ({"words": "Es complejo."}, "This would fit any complaint."),
        ({"reason": "holidays"}, "Select a valid choice"),
        ({"day": ""}, "This field is required."),
    ],
)
def test_more_time_is_refused_with_its_reason(console, ask, time_machine_at, more, words):
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    ticket = ask("roxom", "complaint", "email", at)
    old = promise(ticket, "response").due_at
    time_machine_at(at + timedelta(days=10))
    answer = console.post(path(ticket, "extension"), extension(**more), **english(console))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert promise(ticket, "response").due_at == old
    assert not Outgoing.objects.filter(company_id=ticket.company_id, letter="extension").exists()


def test_who_sent_other_words_with_the_key_of_before_may_send_them_from_there(
    console, ask, time_machine_at
):
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    ticket = ask("roxom", "complaint", "email", at)
    time_machine_at(at + timedelta(days=10))
    for _ in range(2):
        assert console.post(path(ticket, "extension"), extension(key="a")).status_code == 302
    later = extension(key="a", day="2027-04-09")
    answer = console.post(path(ticket, "extension"), later, **english(console))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "sent before with other words" in html
    fresh = re.search(r'name="key" value="([^"]+)"', html)[1]
    assert console.post(path(ticket, "extension"), later | {"key": fresh}).status_code == 302
    sent = Outgoing.objects.filter(company_id=ticket.company_id, letter="extension")
    assert sent.count() == 2


@pytest.mark.promise("RX-11")
def test_after_the_old_due_the_promise_is_broken_and_stays_so(console, ask, time_machine_at):
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    ticket = ask("roxom", "complaint", "email", at)
    time_machine_at(promise(ticket, "response").due_at + timedelta(minutes=1))
    answer = console.post(path(ticket, "extension"), extension(), **english(console))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "more time is asked for before the due" in html
    assert "banco corresponsal" in html, "what was written is not lost"
    assert console.get(path(ticket, "extension")).status_code == 404
    assert promise(ticket, "response").state == "running", "nobody noted it yet"


@pytest.mark.promise("RX-13", "RX-53")
def test_with_an_outside_institution_the_new_date_is_told_in_its_own_letter(
    console, ask, marta, time_machine_at
):
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    ticket = ask("roxom", "complaint", "email", at, fields=POINTS)
    time_machine_at(at + timedelta(days=10))
    open_external_step(ticket.company_id, ticket.id, marta, "Bandesal", timezone.now())
    assert promise(ticket, "external_date").state == "running"
    page = console.get(path(ticket, "extension"), **english(console)).content.decode()
    assert 'value="Bandesal"' in page, "who was written down is offered"
    outside = extension(reason="external_institution", institution="")
    refused = console.post(path(ticket, "extension"), outside, **english(console))
    assert refused.status_code == 422
    assert "Name the institution." in refused.content.decode()
    sent = console.post(path(ticket, "extension"), outside | {"institution": "Bandesal"})
    assert sent.status_code == 302
    body = words_of(ticket, "new_date")
    for words in ("interviene Bandesal", "26 de marzo de 2027", "Depende de otra institución"):
        assert words in body
    for row in Outgoing.objects.filter(ticket=ticket.id, state="pending"):
        deliver(row, timezone.now(), SimpleNamespace(send=lambda mail, recipient: None))
    assert promise(ticket, "external_date").state == "kept"
    assert promise(ticket, "response").due_at == datetime(2027, 3, 27, 6, tzinfo=UTC)
    assert not Outgoing.objects.filter(ticket=ticket.id, letter="extension").exists()


@pytest.mark.promise("RX-60")
def test_a_change_of_channel_is_announced_and_only_to_a_listed_one(console, ask):
    ticket = ask("roxom", "inquiry", "telegram")
    case = path(ticket, "case")
    page = console.get(case, **english(console)).content.decode()
    assert 'value="email"' in page
    assert 'value="platform"' not in page, "not one of the listed channels"
    assert 'value="telegram"' not in page, "the one in use"
    way = {"act": "way", "way-to": "email", "way-text": "Necesitamos enviarle un documento."}
    assert console.post(case, way | {"way-to": "platform"}).status_code == 422
    assert console.post(case, way | {"way-text": ""}).status_code == 422
    assert console.post(case, way).status_code == 302
    body = words_of(ticket, "channel_change")
    assert "llegó por Telegram. Desde ahora seguimos por Correo electrónico." in body
    assert "Necesitamos enviarle un documento." in body
    event = Event.objects.get(ticket=ticket.id, kind="channel_changed")
    assert event.detail == {"before": "telegram", "to": "email"}
    assert promise(ticket, "response").state == "running", "announcing is no answer"


def test_no_channel_changes_where_the_policy_announces_none(ask, marta):
    ticket = ask("xm", "general", "form")
    with pytest.raises(ValueError, match="no letter for a change"):
        change_channel(ticket.company_id, ticket.id, marta, "email", "Porque sí.", timezone.now())


def test_who_has_no_address_is_told_nothing_and_so_waits_no_longer(ask, marta, time_machine_at):
    from ventanilla.people.actions.know import Contact

    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    ticket = ask("roxom", "complaint", "chat", at, contact=Contact("", "Ana", "es"))
    more = MoreTime("complexity", "El banco corresponsal aún no ha contestado.", at.date())
    with pytest.raises(ValueError, match="No address"):
        extend(ticket.company_id, ticket.id, marta, more, at)


# ------------------------------------------------------------------ this is a complaint


@pytest.mark.promise("RX-39")
def test_a_question_becomes_a_complaint_in_one_step_and_loses_no_day(console, ask):
    at = timezone.now() - timedelta(days=3)
    ticket = ask("roxom", "inquiry", "chat", at)
    Team.objects.create(company_id=ticket.company_id, slug="complaints")
    page = console.get(f"/console/roxom/requests/{ticket.number}/").content.decode()
    assert path(ticket, "complaint") in page
    console.post(path(ticket, "complaint"))
    row = again(ticket)
    assert (row.topic, row.team) == ("complaint", "complaints")
    assert promise(ticket, "response").started_at == at
    mine = Event.objects.filter(company_id=row.company_id, ticket=row.id).order_by("seq")
    kinds = list(mine.values_list("kind", flat=True))
    assert kinds[-4:] == [
        "complaint_raised",
        "topic_changed",
        "complaint_registered",
        "handed_over",
    ]
    page = console.get(f"/console/roxom/requests/{ticket.number}/").content.decode()
    assert path(ticket, "complaint") not in page
    assert path(ticket, "decision") in page
    assert console.post(path(ticket, "complaint")).status_code == 422


@pytest.mark.usefixtures("areas")
def test_whoever_complains_about_an_answer_is_heard_again(console, ask):
    ticket = ask("roxom", "inquiry", "email")
    answer = {"text": "Ya está resuelto.", "then": "resolve", "key": "r"}
    console.post(path(ticket, "reply"), answer)
    assert again(ticket).state == "resolved"
    console.post(path(ticket, "complaint"))
    assert (again(ticket).state, again(ticket).topic) == ("open", "complaint")
