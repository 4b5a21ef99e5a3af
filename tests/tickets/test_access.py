"""The one door to a ticket: who sees whose, as one table."""

from __future__ import annotations

import pytest

from ventanilla.people.actions.know import Contact
from ventanilla.people.models import Membership, User
from ventanilla.tickets.access import Program, Visitor, access_ticket, may_see
from ventanilla.tickets.models import Ticket

pytestmark = pytest.mark.django_db
READ, WRITE = frozenset({"tickets:read"}), frozenset({"tickets:write"})
PLACES = ("own", "other customer", "other company", "missing")


@pytest.fixture
def stage(ask, company):
    """The same question put to three tickets and to none."""
    eva = Contact("eva@correo.test", "Eva", "es")
    own, others = ask("xm", "general", "form"), ask("xm", "general", "form", contact=eva)
    elsewhere = ask("etoro", "comment", "form")
    return {
        "own": (own.company_id, own.number),
        "other customer": (own.company_id, others.number),
        "other company": (elsewhere.company_id, elsewhere.number),
        "missing": (own.company_id, "XM-2222-2222"),
        "ticket": own,
    }


def person(name, stage, marta):
    ticket = stage["ticket"]
    xm = ticket.company_id
    if name == "agent of xm":
        Membership.objects.filter(user=marta).exclude(company_id=xm).delete()
        return marta
    if name == "agent who left":
        User.objects.filter(pk=marta.pk).update(is_active=False)
        return User.objects.get(pk=marta.pk)
    if name == "agent of nobody":
        Membership.objects.filter(user=marta).delete()
        return marta
    return {
        "customer": Visitor(xm, customer=ticket.customer),
        "holder of a link": Visitor(xm, tickets=frozenset({ticket.id})),
        "visitor": Visitor(xm),
        "customer of etoro": Visitor(stage["other company"][0], customer=ticket.customer),
        "link at etoro": Visitor(stage["other company"][0], tickets=frozenset({ticket.id})),
        "reading program": Program(xm, READ),
        "writing program": Program(xm, WRITE),
        "program of etoro": Program(stage["other company"][0], READ),
    }[name]


SEES = {
    "customer": {"own"},
    "holder of a link": {"own"},
    "visitor": set(),
    "customer of etoro": set(),
    "link at etoro": set(),
    "agent of xm": {"own", "other customer"},
    "agent who left": set(),
    "agent of nobody": set(),
    "reading program": {"own", "other customer"},
    "writing program": set(),
    "program of etoro": {"other company"},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("who", SEES)
def test_who_sees_what(stage, marta, who, place):
    asking = person(who, stage, marta)
    company, number = stage[place]
    if place in SEES[who]:
        assert access_ticket(asking, company, number).number == number
    else:
        with pytest.raises(Ticket.DoesNotExist):
            access_ticket(asking, company, number)


def test_a_number_of_one_company_is_missing_at_another(stage, marta):
    _, number = stage["own"]
    with pytest.raises(Ticket.DoesNotExist):
        access_ticket(marta, stage["other company"][0], number)


def test_forbidden_and_missing_are_told_alike(stage):
    stranger = Visitor(stage["own"][0])
    said = []
    for place in ("own", "missing"):
        with pytest.raises(Ticket.DoesNotExist) as refused:
            access_ticket(stranger, *stage[place])
        said.append(type(refused.value))
    assert said[0] is said[1]


def test_a_customer_id_of_another_company_opens_nothing(stage, ask):
    elsewhere = Ticket.objects.get(company_id=stage["other company"][0])
    assert not may_see(Visitor(stage["own"][0], customer=elsewhere.customer), elsewhere)


@pytest.mark.parametrize("number", ["\x00", "XM-2222\x002222", "", "' OR 1=1 --", "\u202e"])
def test_whatever_is_asked_for_is_missing_and_never_a_failure(stage, number):
    with pytest.raises(Ticket.DoesNotExist):
        access_ticket(Program(stage["own"][0], READ), stage["own"][0], number)
