"""Pressed twice, or sent again after a lost answer: nothing of a case happens a second time.

And a sign that cannot be kept (NUL) is refused in words, wherever it is typed.
"""

import re

import pytest
from django.test import Client
from django.utils import timezone

from ventanilla.people.models import Membership
from ventanilla.tickets.actions.open_incident import link_incident, open_incident
from ventanilla.tickets.models import Check, Event, Incident, IncidentTicket, Message

pytestmark = pytest.mark.django_db
FORMS = {
    "area": {"area-team": "technical", "area-text": "¿Salió la operación?"},
    "incident": {"incident-team": "technical", "incident-title": "Doble", "incident-text": "Sí."},
    "link": {"link-incident": ""},
    "outside": {"outside-text": "Bandesal"},
    "back": {"back-text": "Confirman el envío."},
    "way": {"way-to": "chat", "way-text": "Usted lo pidió."},
    "step": {"step-to": "specialist", "step-text": "Es técnico."},
    "record": {
        "record-asked_for": "Que devuelvan 40 euros",
        "record-service": "Cuenta 7",
        "record-spokesperson": "Lic. Ortega",
        "record-authority": "Poder",
    },
}
TYPED = [
    (act, field)
    for act, fields in FORMS.items()
    for field in fields
    if not field.endswith(("-team", "-to", "-incident"))
]


@pytest.fixture
def ticket(ask, areas, lucia):
    """A complaint, and two who are more senior: each press would find another."""
    Membership.objects.filter(company_id=areas, user=lucia).update(role="supervisor")
    return ask("roxom", "complaint", "email", fields={"points": "A"})


@pytest.fixture
def desk(console, ticket):
    """The case page and its forms, as Marta's browser sends them."""
    console.cookies["language"] = "en"
    here = f"/console/roxom/requests/{ticket.number}/case/"

    def send(act, **more):
        return console.post(here, {"act": act, **FORMS.get(act, {}), **more})

    send.page = lambda: console.get(here).content.decode()
    return send


def prepare(desk, ticket, marta, act):
    """What must be so before a form is there; gives what only now can be filled in."""
    if act == "back":
        desk("outside")
    if act == "link":
        here, now = ticket.company_id, timezone.now()
        fault = open_incident(here, ticket.id, marta, "technical", "Otra", "", now)
        IncidentTicket.objects.filter(incident=fault).delete()  # as if it lay behind another one
        return {"link-incident": str(fault)}
    return {}


def done(ticket):
    """Everything that a case is made of, counted."""
    mine = {"company_id": ticket.company_id, "ticket": ticket.id}
    models = (Event, Message, Check, IncidentTicket)
    return [model.objects.filter(**mine).count() for model in models] + [Incident.objects.count()]


@pytest.mark.parametrize("act", FORMS)
def test_a_form_that_is_sent_twice_is_done_once(desk, ticket, marta, act):
    more = prepare(desk, ticket, marta, act)
    forms = re.findall("<form.*?</form>", desk.page(), re.DOTALL)
    mine = next(form for form in forms if f'name="act" value="{act}"' in form)
    key = re.search('name="key" value="([^"]+)"', mine)[1]
    before = done(ticket)
    assert desk(act, key=key, **more).status_code == 302
    once = done(ticket)
    assert once != before
    gone = {"outside", "back", "link", "way"}  # the page has no such form, or no such choice, now
    assert desk(act, key=key, **more).status_code in ({200, 422} if act in gone else {302})
    assert done(ticket) == once


def test_a_key_that_comes_back_with_other_words_is_refused_and_the_words_are_kept(desk, ticket):
    assert desk("step", key="k-1").status_code == 302
    answer = desk("step", key="k-1", **{"step-text": "Otra razón."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This was sent before with other words." in page
    assert "Otra razón." in page
    assert 'value="k-1"' not in page, "pressed again it is meant"


@pytest.mark.parametrize(("act", "field"), TYPED)
def test_a_sign_that_cannot_be_kept_is_refused_in_words(desk, ticket, marta, act, field):
    more = prepare(desk, ticket, marta, act)
    before = done(ticket)
    answer = desk(act, **more, **{field: "a\x00b"})
    assert answer.status_code == 422
    assert "Null characters are not allowed." in answer.content.decode()
    assert done(ticket) == before


@pytest.mark.parametrize("act", FORMS)
def test_neither_a_key_nor_a_choice_can_hold_it(desk, ticket, marta, act):
    more = prepare(desk, ticket, marta, act)
    before = done(ticket)
    assert desk(act, **more, key="a\x00b").status_code == 422
    for field in FORMS[act]:
        assert desk(act, **more | {field: "\x00"}).status_code == 422
    assert done(ticket) == before
    assert desk.page()


def test_an_act_that_is_none_changes_nothing(desk, ticket):
    before = done(ticket)
    assert desk("a\x00b").status_code == 200
    assert done(ticket) == before


@pytest.fixture
def representative(lucia, second_factor):
    hers = Client()
    hers.force_login(second_factor(lucia))
    hers.cookies["language"] = "en"
    return hers


def test_an_area_that_answers_twice_is_shown_its_answer(desk, ticket, representative):
    desk("area")
    check = Check.objects.get()
    here = f"/console/roxom/tasks/{check.id}/"
    bad = representative.post(here, {"verdict": "agreed", "text": "a\x00b"})
    assert (bad.status_code, Check.objects.get().verdict) == (422, "")
    agree = {"verdict": "agreed", "text": "Sí, hoy a las 9."}
    assert representative.post(here, agree).status_code == 302
    once = done(ticket)
    again = representative.post(here, agree | {"verdict": "objected"})
    assert again.status_code == 200
    page = again.content.decode()
    assert "Agreed" in page
    assert "Sí, hoy a las 9." in page
    assert done(ticket) == once


def test_an_incident_is_closed_once(desk, ticket, representative):
    desk("incident")
    here = f"/console/roxom/incidents/{Incident.objects.get().id}/"
    assert representative.post(here, {"text": "a\x00b"}).status_code == 422
    assert representative.post(here, {"text": "Mendado."}).status_code == 302
    once = done(ticket)
    assert representative.post(here, {"text": "Otra vez."}).status_code == 200
    assert done(ticket) == once
    assert Incident.objects.get().outcome == "Mendado."


def test_linking_waits_for_whoever_closes_the_incident(
    ticket, marta, django_assert_max_num_queries
):
    now = timezone.now()
    fault = open_incident(ticket.company_id, ticket.id, marta, "technical", "Doble", "", now)
    with django_assert_max_num_queries(50) as seen:
        link_incident(ticket.company_id, ticket.id, marta, fault, now)
    first = next(i for i, q in enumerate(seen) if "FOR UPDATE" in q["sql"])
    assert "tickets_incident" in seen[first]["sql"], "the incident, before the ticket"
