"""What came by post or telephone is written down, and counts from when it was received."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from ventanilla.tickets.models import Complaint, Event, File, Outgoing, PromiseRow, Ticket

pytestmark = pytest.mark.django_db
HERE = "/console/xm/intake/"
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wednesday(console, marta):
    with time_machine.travel(NOW, tick=False):
        console.force_login(marta)
        console.cookies["tz"] = "Europe/Nicosia"
        console.cookies["language"] = "en"
        yield


def letter(**more):
    form = {
        "channel": "post",
        "topic": "complaint",
        "day": "2026-11-23",
        "time": "10:30",
        "posted_on": "2026-11-19",
        "name": "Ana Beltrán",
        "email": "",
        "language": "es",
        "subject": "Retiro no recibido",
        "text": "No he recibido mi retiro del 2 de noviembre.",
        "key": "k-1",
    }
    return form | more


@pytest.mark.promise("XM-34", "XM-72", "XM-103")
def test_a_letter_counts_from_the_day_it_arrived(console, marta):
    scan = SimpleUploadedFile("carta.pdf", b"%PDF-1.7", "application/pdf")
    answer = console.post(HERE, letter(files=scan))
    assert answer.status_code == 302, answer.content.decode()
    ticket = Ticket.objects.get()
    assert ticket.received_at == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert ticket.recorded_at == NOW
    assert Complaint.objects.get().posted_on.isoformat() == "2026-11-19"
    assert File.objects.get().name == "carta.pdf"
    recorded = Event.objects.get(kind="recorded")
    assert (recorded.by, recorded.actor, recorded.at) == ("human", marta.pk, NOW)
    ack = PromiseRow.objects.get(name="complaint_ack")
    assert ack.due_at == datetime(2026, 11, 30, 22, 0, tzinfo=UTC), "5 business days from Monday"
    assert not Outgoing.objects.exists(), "there is no address to confirm to"


def test_two_people_who_write_on_paper_are_two_customers(console):
    console.post(HERE, letter())
    console.post(HERE, letter(name="Luis Ferrer", key="k-2"))
    assert Ticket.objects.values("customer").distinct().count() == 2


def test_with_an_address_the_receipt_goes_out_and_the_key_counts_once(console):
    for _press in range(2):
        assert console.post(HERE, letter(email="ana@correo.test")).status_code == 302
    assert Ticket.objects.count() == 1
    assert Outgoing.objects.get().letter == "receipt"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day": "2026-11-26"}, "This lies in the future."),
        ({"posted_on": "2026-11-24"}, "It was received before it was posted."),
        ({"channel": "form"}, "form is not one of the available choices"),
        ({"text": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_named_and_the_words_are_kept(console, wrong, says):
    answer = console.post(HERE, letter(**wrong), headers={"accept-language": "en"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert "Retiro no recibido" in page
    assert not Ticket.objects.exists()


def test_a_complaint_by_telephone_is_not_refused_for_its_channel(console):
    assert console.post(HERE, letter(channel="phone", posted_on="")).status_code == 302
    assert PromiseRow.objects.filter(name="complaint_answer").exists()


@pytest.mark.promise("XM-96")
def test_the_wait_for_an_operator_is_told_and_never_judged(console, client, company):
    """By telephone the answer is at once, when somebody is on the line: no time runs for it."""
    posted = console.post(HERE, letter(channel="phone", topic="general", posted_on=""))
    assert posted.status_code == 302, posted.content.decode()
    owed = dict(PromiseRow.objects.values_list("name", "due_at"))
    assert owed.get("phone_answer") is None, "whoever was called back late was promised nothing"
    assert "Once an operator is on the line" in client.get("/xm/manual/").content.decode()


def test_the_form_stands_at_now(console):
    page = console.get(HERE).content.decode()
    assert 'value="2026-11-25"' in page
    assert 'value="11:00"' in page


def test_a_letter_without_an_address_that_is_sent_twice_is_one_request(console):
    for _press in range(2):
        assert console.post(HERE, letter()).status_code == 302
    ticket = Ticket.objects.get()
    assert Event.objects.filter(ticket=ticket.id, kind="received").count() == 1
    other = console.post(HERE, letter(text="Otra carta."))
    assert other.status_code == 422
    assert "This form was sent before with other words." in other.content.decode()
    assert "Otra carta." in other.content.decode()


@pytest.mark.parametrize("field", sorted(letter()))
def test_a_sign_that_cannot_be_kept_is_refused_in_words(console, field):
    answer = console.post(HERE, letter(**{field: "a\x00b"}))
    assert answer.status_code == 422
    assert not Ticket.objects.exists()
