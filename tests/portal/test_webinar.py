"""A webinar of XM: a seat, the reminder of the day before, questions before it and answers live."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from icalendar import Calendar

from tests.companies.reading import COMPANIES
from ventanilla.channels.deliver import deliver_due
from ventanilla.channels.email.compose import compose
from ventanilla.channels.webinars import remind
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.models import Article, Question, Seat
from ventanilla.helpcentre.stock import forget, help_of
from ventanilla.tickets.models import Outgoing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
NAME = "webinar-verification"
HERE = f"/xm/help/{NAME}/"


@pytest.fixture
def xm(company):
    with time_machine.travel(NOW, tick=False):
        found = company("xm")
        forget(found.id)
        load_help(found, COMPANIES / "xm" / "help", NOW)
        forget(found.id)
        yield found
    forget(found.id)


@pytest.fixture
def starts(xm):
    return help_of(xm.id).articles[NAME].webinar.starts


def visitor(language="en", zone="America/Mexico_City"):
    client = Client()
    client.cookies["lang"], client.cookies["tz"] = language, zone
    return client


def words(answer):
    return unescape(answer.content.decode())


def sit(address="ana@correo.test", **more):
    return visitor(**more).post(f"{HERE}seat/", {"seat-email": address})


@pytest.mark.promise("XM-61")
def test_a_seat_is_confirmed_with_the_time_of_the_reader_and_a_calendar_file(xm, starts):
    assert sit(language="es").status_code == 302
    mail = compose(Outgoing.objects.get())
    body = mail.get_body(("plain",)).get_content()
    assert mail["Subject"].startswith("Su plaza: ")
    assert "Ciudad de México" in body
    assert "https://" in body
    assert HERE in body
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("webinar.ics", "text/calendar")
    (event,) = Calendar.from_ical(file.get_content()).events
    assert event.start == starts
    assert event.end == starts + help_of(xm.id).articles[NAME].webinar.length


def test_the_same_address_has_one_seat_and_one_letter_and_learns_nothing_new(xm):
    first, again = sit(), sit(" ANA@correo.test ".strip())
    assert (first.status_code, again.status_code) == (302, 302)
    assert (Seat.objects.count(), Outgoing.objects.count()) == (1, 1)


def test_the_calendar_file_can_be_had_without_a_seat(xm, starts):
    answer = visitor().get(f"{HERE}webinar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert Calendar.from_ical(answer.content).events[0].start == starts


def test_everybody_is_reminded_once_the_day_before(xm, starts):
    sit(), sit("luis@correo.test", language="ar", zone="Asia/Riyadh")
    Outgoing.objects.all().delete()
    assert remind(starts - timedelta(days=1, seconds=1)) == 0
    assert remind(starts - timedelta(days=1)) == 2
    assert remind(starts - timedelta(hours=23)) == 0
    mails = {mail["To"]: mail for mail in map(compose, Outgoing.objects.all())}
    assert mails["ana@correo.test"]["Subject"].startswith("Soon: ")
    assert mails["luis@correo.test"]["Subject"].startswith("قريبًا: ")


def test_who_comes_within_the_last_day_is_not_reminded_of_what_was_just_said(xm, starts):
    with time_machine.travel(starts - timedelta(hours=3), tick=False):
        assert sit().status_code == 302
    assert Outgoing.objects.count() == 1
    assert remind(starts - timedelta(hours=2)) == 0


def test_a_webinar_that_was_put_off_is_reminded_of_at_its_new_time(xm, starts):
    sit()
    later = starts + timedelta(days=7)
    Article.objects.filter(name=NAME).update(starts_at=later)
    forget(xm.id)
    assert remind(starts - timedelta(hours=5)) == 0
    assert remind(later - timedelta(hours=5)) == 1


def test_a_webinar_that_was_withdrawn_reminds_nobody(xm, starts):
    sit()
    Article.objects.filter(name=NAME).update(withdrawn=True)
    forget(xm.id)
    assert remind(starts - timedelta(hours=5)) == 0


def test_two_workers_remind_once(xm, starts):
    sit()
    with transaction.atomic():
        assert remind(starts - timedelta(hours=5)) == 1
        assert remind(starts - timedelta(hours=5)) == 0


@pytest.mark.parametrize("address", ["", "ana", "a@b", "x" * 300 + "@correo.test", "a\0@c.test"])
def test_an_address_that_is_none_is_refused_beside_its_field(xm, address):
    answer = sit(address)
    assert answer.status_code == 422
    assert 'id="id_seat-email"' in words(answer)
    assert not Seat.objects.exists()


def question(text="Which documents?", address="ana@correo.test"):
    form = {"question-text": text, "question-email": address}
    return visitor().post(f"{HERE}question/", form)


@pytest.mark.promise("XM-62")
def test_a_question_is_answered_while_it_lasts_and_everybody_reads_it_without_a_name(
    xm, starts, marta, console
):
    assert question().status_code == 302
    assert "Which documents?" not in words(visitor().get(HERE)), "nobody has answered yet"
    with time_machine.travel(starts + timedelta(minutes=20), tick=False):
        desk = console
        desk.force_login(marta)
        desk.cookies["lang"] = "en"
        waiting = words(desk.get(f"/console/xm/webinars/{NAME}/"))
        assert "Which documents?" in waiting
        assert "ana@correo.test" not in waiting
        number = Question.objects.get().pk
        form = {"question": number, f"q{number}-text": "A passport and a bill."}
        assert desk.post(f"/console/xm/webinars/{NAME}/", form).status_code == 302
        page = words(visitor().get(f"{HERE}thread/?part=thread"))
        assert "Which documents?" in page
        assert "A passport and a bill." in page
        assert "Marta Gil" in page
        assert "ana@" not in page
        again = desk.post(f"/console/xm/webinars/{NAME}/", form)
        assert again.status_code == 422
        assert "Somebody has answered this meanwhile." in words(again)


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
def test_a_question_without_words_or_with_too_many_is_refused_and_kept(xm, text):
    answer = question(text)
    assert answer.status_code == 422
    assert not Question.objects.exists()


def test_five_questions_of_one_address_may_wait(xm):
    for number in range(5):
        assert question(f"Question {number}?").status_code == 302
    answer = question("One more?")
    assert answer.status_code == 422
    assert "They come first" in words(answer)
    assert "One more?" in words(answer), "nothing typed is lost"
    assert question("Mine?", "luis@correo.test").status_code == 302


def test_when_it_is_over_the_answers_stay_and_nothing_can_be_sent(xm, starts):
    with time_machine.travel(starts + timedelta(days=1), tick=False):
        assert sit().status_code == 404
        assert question().status_code == 404
        assert visitor().get(f"{HERE}webinar.ics").status_code == 404
        page = words(visitor().get(HERE))
        assert "Reserve a seat" not in page


def test_strangers_and_other_companies_find_no_questions(xm, console):
    assert Client().get(f"/console/xm/webinars/{NAME}/").status_code == 302, "sign in first"
    client = console
    assert client.get(f"/console/etoro/webinars/{NAME}/").status_code == 404
    assert client.get("/console/xm/webinars/which-channel/").status_code == 404
    for number in ("999", "²", "9" * 40, "x", ""):
        answer = client.post(f"/console/xm/webinars/{NAME}/", {"question": number})
        assert answer.status_code in {404, 422}


def test_the_task_page_tells_how_many_questions_wait(xm, console):
    question()
    console.cookies["lang"] = "en"
    html = words(console.get("/console/xm/tasks/"))
    assert re.search(rf"/console/xm/webinars/{NAME}/.*?1 question waits", html, re.DOTALL)


def test_the_letter_really_goes_out(xm):
    sent = []

    class Courier:
        def send(self, mail, recipient):
            sent.append((recipient, mail.as_bytes()))

    sit()
    deliver_due(NOW + timedelta(seconds=1), Courier())
    ((recipient, raw),) = sent
    assert recipient == "ana@correo.test"
    assert b"BEGIN:VCALENDAR" in raw or b"QkVHSU46VkNBTEVOREFS" in raw
