"""The agent's chair: where a request stands and why, and what may be done with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ventanilla.people.models import Team
from ventanilla.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


def again(ticket):
    return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)


@pytest.mark.parametrize(
    "slug, topic, channel",
    [
        ("xm", "general", "form"),
        ("exness", "payments", "email"),
        ("roxom", "inquiry", "email"),
        ("shop", "question", "form"),
    ],
)
def test_a_request_appears_in_the_inbox_with_its_promise(console, ask, slug, topic, channel):
    ticket = ask(slug, topic, channel)
    html = console.get(f"/console/{slug}/").content.decode()
    assert ticket.number in html
    assert "Ana Beltrán" in html


def test_requests_are_grouped_by_when_they_fall_due(console, ask):
    now = timezone.now()
    late = ask("xm", "general", "form", now - timedelta(hours=49))
    near = ask("xm", "general", "form", now - timedelta(hours=47, minutes=30))
    later = ask("xm", "general", "form", now)
    html = console.get("/console/xm/").content.decode()
    places = [
        html.index(word)
        for word in ("Overdue", late.number, "Due within 1 h", near.number, later.number)
    ]
    assert places == sorted(places)


def test_a_ticket_shows_its_promises_with_their_working_out(console, ask):
    ticket = ask("xm", "general", "form")
    html = console.get(f"/console/xm/requests/{ticket.number}/promises/").content.decode()
    assert "XM-98" in html
    assert "48" in html


def test_an_answer_from_the_console_is_sent_once_however_often_it_is_pressed(console, ask):
    ticket = ask("xm", "general", "form")
    form = {"text": "Ya está resuelto.", "then": "wait", "key": "key-12345"}
    for _ in range(2):
        response = console.post(f"/console/xm/requests/{ticket.number}/reply/", form)
        assert response.status_code == 302
    assert Message.objects.filter(company_id=ticket.company_id, kind="out").count() == 1
    assert again(ticket).state == "waiting"


def test_an_empty_answer_is_refused_with_words_where_it_was_written(console, ask):
    ticket = ask("xm", "general", "form")
    response = console.post(
        f"/console/xm/requests/{ticket.number}/reply/", {"text": " ", "then": "wait"}
    )
    assert response.status_code == 422
    assert "A reply needs words." in response.content.decode()


def test_all_acts_of_an_agent(console, ask, marta, lucia):
    ticket = ask("xm", "general", "form")
    Team.objects.create(company_id=ticket.company_id, slug="payments", title={"en": "Payments"})
    base = f"/console/xm/requests/{ticket.number}/"
    console.post(base + "take/", {})
    assert again(ticket).assignee == marta.pk
    console.post(base + "assign/", {"agent": str(lucia.pk)})
    assert again(ticket).assignee == lucia.pk
    console.post(base + "note/", {"text": "Para mañana", "key": "n-1234567"})
    assert Message.objects.filter(company_id=ticket.company_id, kind="note").count() == 1
    console.post(base + "team/", {"team": "payments", "note": ""})
    assert again(ticket).team == "payments"
    console.post(base + "topic/", {"topic": "technical"})
    assert again(ticket).topic == "technical"
    console.post(base + "details/", {})
    assert again(ticket).state == "waiting"
    asked = Message.objects.filter(company_id=ticket.company_id, kind="out").last()
    assert "cuenta" in asked.text
    console.post(base + "resolve/", {})
    assert again(ticket).state == "resolved"
    console.post(base + "reopen/", {})
    assert again(ticket).state == "open"
    assert console.get(base).status_code == 200


def test_htmx_gets_only_the_part_it_asks_for(console, ask):
    ticket = ask("xm", "general", "form")
    for part in ("head", "thread", "context"):
        response = console.get(f"/console/xm/requests/{ticket.number}/?part={part}")
        assert response.status_code == 200
        assert b"<html" not in response.content
    assert b"<html" not in console.get("/console/xm/?part=list").content


def test_finding_by_number_name_address_and_subject(console, ask):
    ticket = ask("xm", "general", "form", subject="Error al abrir la plataforma")
    for query in (
        ticket.number,
        ticket.number.lower().replace("-", ""),
        "Beltrán",
        "ana@correo",
        "plataforma",
    ):
        assert ticket.number in console.get("/console/xm/search/", {"q": query}).content.decode(), (
            query
        )
        assert (
            ticket.number in console.get("/console/xm/palette/", {"q": query}).content.decode()
        ), query


def test_the_inbox_needs_a_fixed_number_of_queries(console, ask, django_assert_max_num_queries):
    ask("xm", "general", "form")
    console.get("/console/xm/")
    with django_assert_max_num_queries(20):
        console.get("/console/xm/")
    for _ in range(4):
        ask("xm", "general", "form")
    with django_assert_max_num_queries(20):
        console.get("/console/xm/")


@pytest.mark.parametrize(
    "path, status",
    [
        ("/console/xm/?view=%00", 404),
        ("/console/xm/?view=team-%00&part=list", 404),
        ("/console/xm/?open=%00", 200),
        ("/console/xm/search/?q=%00", 200),
        ("/console/xm/search/?q=a%00%40b", 200),
        ("/console/xm/palette/?q=%00", 200),
        ("/console/xm/palette/?q=%40%00", 200),
        ("/console/xm/requests/XM-%00/", 404),
        ("/console/xm/requests/XM-%00/?part=thread", 404),
    ],
)
def test_a_sign_that_no_keyboard_types_is_no_failure(console, ask, path, status):
    ticket = ask("xm", "general", "form")
    response = console.get(path)
    assert response.status_code == status
    if "q=" in path:
        assert ticket.number not in response.content.decode()


def test_each_view_shows_only_what_is_its_own(console, ask, marta):
    mine, other = ask("xm", "general", "form"), ask("xm", "general", "form")
    Ticket.objects.filter(id=mine.id).update(assignee=marta.pk, team="payments")
    Ticket.objects.filter(id=other.id).update(state="waiting", team="identity")
    seen = {
        view: {
            ticket.number
            for ticket in (mine, other)
            if ticket.number in console.get(f"/console/xm/?view={view}").content.decode()
        }
        for view in ("all", "mine", "free", "held", "risk", "team-payments", "team-identity")
    }
    assert seen == {
        "all": {mine.number, other.number},
        "mine": {mine.number},
        "free": set(),
        "held": {other.number},
        "risk": set(),
        "team-payments": {mine.number},
        "team-identity": {other.number},
    }
