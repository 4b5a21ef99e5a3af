"""The number of a complaint in the register has the form that the law wants."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.companies import inforce
from ventanilla.core.numbers import is_register_form, register_number
from ventanilla.people.actions.know import Contact
from ventanilla.tickets.actions.change_topic import change_topic
from ventanilla.tickets.actions.receive import Incoming, receive
from ventanilla.tickets.models import Complaint, Event

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@given(st.integers(0, 99_999), st.integers(2000, 2199), st.from_regex(r"\d{3}", fullmatch=True))
def test_ten_digits_from_code_year_and_count(sequence, year, code):
    number = register_number("{code}{yy}{sequence:5}", code, year, sequence)
    assert re.fullmatch(r"\d{10}", number)
    assert (number[:3], int(number[3:5]), int(number[5:])) == (code, year % 100, sequence)


@pytest.mark.parametrize(
    "form", ["", "9999999999", "{code}{yy}", "{sequence:5}{other}", "{sequence"]
)
def test_a_form_that_does_not_count_is_none(form):
    assert not is_register_form(form)


@pytest.mark.django_db
def test_each_complaint_to_a_cyprus_firm_takes_the_next_ten_digits(ask, marta):
    first = ask("xm", "complaint", "email", NOW)
    other = ask("xm", "general", "form", NOW)
    change_topic(other.company_id, other.id, marta, "complaint", NOW)
    numbers = list(Complaint.objects.order_by("number").values_list("number", flat=True))
    assert [number[:5] for number in numbers] == ["12026", "12026"]
    assert int(numbers[1]) == int(numbers[0]) + 1
    assert len(numbers[0]) == 10
    change_topic(other.company_id, other.id, marta, "general", NOW)
    change_topic(other.company_id, other.id, marta, "complaint", NOW)
    assert Complaint.objects.count() == 2, "entered once"
    event = Event.objects.get(ticket=first.id, kind="complaint_registered")
    assert event.detail == {"number": numbers[0]}


@pytest.mark.django_db
def test_without_the_code_of_the_firm_there_is_no_number_and_no_failure():
    known = inforce.in_force("xm")
    blank = replace(known, policy=replace(known.policy, register_code=""))
    incoming = Incoming(
        company=blank,
        channel="email",
        topic="complaint",
        contact=Contact("ana@correo.test", "Ana", "es"),
        subject="Queja",
        text="No llegó.",
        received_at=NOW,
    )
    receive(incoming, NOW)
    assert Complaint.objects.get().number == ""


@pytest.mark.django_db
def test_where_no_law_prescribes_a_form_the_request_number_serves(ask):
    ask("roxom", "complaint", "email", NOW, fields={"points": "A"})
    assert Complaint.objects.get().number == ""
