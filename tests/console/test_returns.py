"""Periodic returns on the desk: owed by the clock, made from the record, noted when sent."""

from __future__ import annotations

import csv
import io
import json
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from ventanilla.commands.sample import decision_draft
from ventanilla.companies.models import Company
from ventanilla.people.models import Membership, User
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.actions.name_cause import name_cause
from ventanilla.tickets.actions.reopen import reopen
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.actions.send_return import send_return
from ventanilla.tickets.models import Return, ReturnCopy
from ventanilla.tickets.return_file import return_file
from ventanilla.tickets.returns import return_of, returns_of
from ventanilla.tickets.watch import note_returns

pytestmark = pytest.mark.django_db
ENGLISH = {"headers": {"accept-language": "en"}}
DAY = timedelta(days=1)
NOVEMBER = "/console/xm/returns/cy-cysec.monthly/2026-11/"
FIELDS = {"account": "7010411", "wanted": "La comisión de vuelta."}


def noon(*day: int) -> datetime:
    return datetime(*day, 12, tzinfo=UTC)


@pytest.fixture
def travel(console, marta):
    """Let it be that time from here to the end of the test; sessions do not last so long."""
    with ExitStack() as stack:

        def to(*day: int):
            stack.enter_context(time_machine.travel(noon(*day), tick=False))
            console.force_login(marta)

        yield to


@pytest.fixture
def states(company):
    def now(slug="xm", at=None):
        found = returns_of(company(slug), at or timezone.now())
        return {(o.duty.name, o.period.name): o.state for o in found}

    return now


@pytest.fixture
def november(ask, marta, company):
    """Two complaints of November, one of them decided in time, and one of October still open."""

    def complaint(at):
        return ask("xm", "complaint", "form", at=at, fields=FIELDS)

    old, first, second = (complaint(noon(2026, *d)) for d in ((10, 20), (11, 4), (11, 9)))
    reply(first.company_id, first.id, marta, "Recibida su queja.", noon(2026, 11, 6), letter="ack")
    then = {
        "outcome": "upheld",
        "points": [["La comisión", "Se abonó hoy en la cuenta 7010411, como puede ver."]],
        "text": "Comparamos el extracto de octubre con la tabla de comisiones.",
    }
    decide(
        first.company_id, first.id, marta, decision_draft(company("xm"), then), noon(2026, 11, 16)
    )
    name_cause(first.company_id, first.id, marta, "charge", noon(2026, 12, 2))
    ask("xm", "technical", "form", at=noon(2026, 11, 20), fields={"account": "7010411"})
    return old, first, second


# ------------------------------------------------------------------------------------ what is owed


def test_a_return_comes_then_is_owed_and_then_late_whatever_the_worker_did(states):
    name = ("cy-cysec.monthly", "2026-11")
    for day, state in (
        (noon(2026, 11, 22), "coming"),
        (noon(2026, 12, 1), "owed"),
        (datetime(2026, 12, 5, 21, 59, tzinfo=UTC), "owed"),  # 23:59 in Nicosia
        (datetime(2026, 12, 5, 22, 0, tzinfo=UTC), "late"),
    ):
        assert states(at=day)[name] == state, day
    assert not Return.objects.exists()


def test_what_has_no_day_is_owed_and_never_late(states):
    assert states(at=noon(2027, 9, 1))[("topics", "2026-11")] == "owed"


def test_nothing_is_owed_of_before_the_desk_kept_the_record(states):
    """The companies were put into force on 1 November 2026."""
    found = states("roxom", at=noon(2027, 1, 4))
    assert [period for name, period in found if name == "cnad"] == ["2026-Q4", "2027-Q1"]
    assert min(period for _name, period in states("xm", at=noon(2027, 1, 4))) == "2026-11"


def test_without_a_complaint_only_a_nil_return_is_owed(states, company, ask):
    policy = company("xm").policy
    assert policy.reports["cy-cysec.monthly"].nil
    object.__setattr__(policy.reports["topics"], "nil", False)
    try:
        at = noon(2026, 12, 2)
        assert states(at=at)[("topics", "2026-11")] == "nothing"
        assert states(at=at)[("cy-cysec.monthly", "2026-11")] == "owed"
        ask("xm", "complaint", "form", at=noon(2026, 11, 9), fields=FIELDS)
        assert states(at=at)[("topics", "2026-11")] == "owed"
    finally:
        object.__setattr__(policy.reports["topics"], "nil", True)


def test_the_page_tells_dues_their_working_and_that_a_lawyer_must_confirm(console, travel):
    travel(2026, 12, 2)
    page = console.get("/console/xm/returns/", **ENGLISH).content.decode()
    assert "Return (CySEC): November 2026" in page
    assert "Saturday, December 5" in page
    assert "1 Dec" in page or "Dec 1" in page, "the working-out"
    assert "a lawyer must confirm" in page
    assert "sends nothing to anybody" in page
    assert "Notice of a data breach" in page
    assert "72 hours" in page
    assert "What customers asked about: November 2026" in page
    assert "No day is prescribed" in page


@pytest.mark.parametrize(
    "path",
    [
        "cy-cysec.monthly/2026-13/",
        "cy-cysec.monthly/2026-Q4/",
        "cy-cysec.monthly/2027-01/",
        "eu-gdpr.breach/2026-11/",
        "nothing/2026-11/",
        "cy-cysec.monthly/2026-11/files/1/",
    ],
)
def test_what_is_no_return_of_the_policy_is_not_there(console, travel, path):
    travel(2026, 12, 2)
    assert console.get(f"/console/xm/returns/{path}").status_code == 404


# ---------------------------------------------------------------------------------------- the clock


def test_the_worker_makes_the_rows_and_notes_once_what_is_late(company):
    xm = company("xm").id
    assert note_returns(noon(2026, 11, 22)) == 0
    note_returns(noon(2026, 12, 1))
    row = Return.objects.get(company_id=xm, report="cy-cysec.monthly", period="2026-11")
    assert (row.state, row.late_noted_at) == ("owed", None)
    assert row.due_at == datetime(2026, 12, 5, 22, tzinfo=UTC)
    assert note_returns(noon(2026, 12, 2)) == 0
    late = noon(2026, 12, 7)
    assert note_returns(late) == 1
    row.refresh_from_db()
    assert (row.state, row.late_noted_at) == ("late", late)
    assert note_returns(noon(2026, 12, 8)) == 0
    row.refresh_from_db()
    assert row.late_noted_at == late
    topics = Return.objects.get(company_id=xm, report="topics", period="2026-11")
    assert (topics.state, topics.due_at) == ("owed", None)


def test_the_worker_leaves_alone_what_was_sent(company, marta):
    xm, now = company("xm"), noon(2026, 12, 2)
    owed = return_of(xm, "cy-cysec.monthly", "2026-11", now)
    send_return(xm, owed, marta, date(2026, 12, 2), "T144-7", now)
    note_returns(noon(2026, 12, 20))
    row = Return.objects.get(company_id=xm.id, report="cy-cysec.monthly", period="2026-11")
    assert (row.state, row.reference, row.late_noted_at) == ("sent", "T144-7", None)


# ----------------------------------------------------------------------------------------- the file


def test_the_file_holds_the_figures_of_its_period(console, travel, november, company):
    travel(2026, 12, 2)
    xm, now = company("xm"), timezone.now()
    made = return_file(xm, *_november(xm, now), "en", now)
    figures = {figure.code: figure.value for figure in made.figures}
    assert figures == {
        "nil": "No",
        "received": "2",
        "open_before": "1",
        "ended": "1",
        "reopened": "0",
        "open_after": "2",
        "decided": "1",
        "extended": "0",
    }
    tables = {table.code: {row[0]: row[1:] for row in table.rows} for table in made.tables}
    steps = tables["steps"]
    assert steps["Receipt to acknowledgement by a person"][:2] == ("1", "2.00")
    assert steps["Receipt to decision"] == ("1", "12.00", "0")
    assert steps["Receipt to acknowledgement by a person"][2] == "1", "that of the 9th"
    assert tables["outcomes"] == {"Upheld": ("1",)}
    assert tables["causes"] == {
        "A charge that was not expected": ("1",),
        "Not named yet": ("1",),
    }
    technical = xm.policy.topics["technical"].title.for_("en")
    assert tables["requests"] == {"Complaint": ("2",), technical: ("1",)}


def _november(xm, now):
    owed = return_of(xm, "cy-cysec.monthly", "2026-11", now)
    return owed.duty, owed.period


def test_a_period_that_is_over_reads_the_same_whatever_happens_later(november, company, marta):
    xm = company("xm")
    before = return_file(xm, *_november(xm, noon(2026, 12, 2)), "en", noon(2026, 12, 2))
    _old, first, _second = november
    reopen(first.company_id, first.id, marta, noon(2026, 12, 10))
    after = return_file(xm, *_november(xm, noon(2027, 2, 1)), "en", noon(2027, 2, 1))
    assert after.figures == before.figures
    assert after.tables == before.tables


def test_a_nil_return_says_so(company):
    xm, now = company("xm"), noon(2026, 12, 2)
    made = return_file(xm, *_november(xm, now), "en", now)
    assert made.nil
    assert made.figures[0].value == "Yes: no complaint was received"
    assert "No complaint was received in this period." in made.notes
    assert json.loads(made.as_json())["nil"] is True
    assert b"No complaint was received in this period." in made.as_csv()


def test_of_a_period_that_is_not_over_it_says_that_these_are_the_figures_so_far(console, travel):
    travel(2026, 11, 22)
    page = console.get(NOVEMBER, **ENGLISH).content.decode()
    assert "The period is not over" in page
    assert "Note it as sent" not in page


def test_it_is_made_of_the_record_of_that_moment_and_kept_with_its_digest(
    console, travel, november, company
):
    travel(2026, 12, 2)
    assert console.post(f"{NOVEMBER}make/", {"as": "csv"}, **ENGLISH)["Location"] == NOVEMBER
    console.post(f"{NOVEMBER}make/", {"as": "json"}, **ENGLISH)
    first, second = ReturnCopy.objects.order_by("serial")
    for copy in (first, second):
        assert sha256(copy.content).hexdigest() == copy.digest
    page = console.get(NOVEMBER, **ENGLISH).content.decode()
    assert first.digest in page
    assert "cy-cysec.monthly-2026-11-2.json" in page
    answer = console.get(f"{NOVEMBER}files/1/")
    assert answer.content == bytes(first.content)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["part", "item", "measure", "value"]
    assert {len(row) for row in rows} == {4}
    told = {(row[1], row[2]): row[3] for row in rows}
    assert told[("Complaints received", "")] == "2"
    assert told[("Receipt to decision", "Days on average")] == "12.00"
    whole = json.loads(second.content)
    assert whole["period"] == {"name": "2026-11", "first": "2026-11-01", "last": "2026-11-30"}
    assert whole["company"] == "XM (sample)"
    assert {f["code"]: f["value"] for f in whole["figures"]}["received"] == "2"


def test_a_file_that_was_made_can_never_be_changed(console, travel):
    travel(2026, 12, 2)
    console.post(f"{NOVEMBER}make/", {"as": "csv"})
    for act in (
        lambda: ReturnCopy.objects.update(digest="0" * 64),
        lambda: ReturnCopy.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="only appended"), transaction.atomic():
            act()


def test_a_file_is_kept_though_the_policy_has_no_such_return_any_more(console, company):
    xm = company("xm")
    ReturnCopy.objects.create(
        company_id=xm.id, report="gone", period="2026-Q4", serial=1, form="csv", language="en",
        content=b"part,item\r\n", digest="0" * 64, made_at=noon(2026, 12, 2),
    )  # fmt: skip
    assert console.get("/console/xm/returns/gone/2026-Q4/").status_code == 404
    assert console.get("/console/xm/returns/gone/2026-Q4/files/1/").content == b"part,item\r\n"
    for path in ("xm/returns/gone/2026-Q4/files/2/", "roxom/returns/gone/2026-Q4/files/1/",
                 "xm/returns/go%00ne/2026-Q4/files/1/", "xm/returns/gone/%00/files/1/"):  # fmt: skip
        assert console.get(f"/console/{path}").status_code == 404


# ------------------------------------------------------------------------------- noted when it went


def test_it_is_noted_as_sent_with_its_day_reference_and_file(console, travel, marta):
    travel(2026, 12, 3)
    console.post(f"{NOVEMBER}make/", {"as": "csv"})
    form = {"sent_on": "2026-12-03", "reference": " T144-002-01/9 ", "copy": "1"}
    answer = console.post(f"{NOVEMBER}sent/", form, **ENGLISH)
    assert answer["Location"] == "/console/xm/returns/"
    row = Return.objects.get(report="cy-cysec.monthly", period="2026-11")
    assert (row.state, row.sent_on, row.sent_by) == ("sent", date(2026, 12, 3), marta.pk)
    assert row.reference == "T144-002-01/9"
    assert row.digest == ReturnCopy.objects.get().digest
    page = console.get("/console/xm/returns/", **ENGLISH).content.decode()
    assert "Sent on Thursday, December 3, 2026, marked by Marta Gil" in page
    assert "T144-002-01/9" in page
    again = console.post(f"{NOVEMBER}sent/", form, **ENGLISH)
    assert again.status_code == 422
    assert "marked as sent already" in again.content.decode()


def test_sent_after_its_day_it_is_shown_as_sent_late(console, travel):
    travel(2026, 12, 9)
    note_returns(timezone.now())
    console.post(f"{NOVEMBER}sent/", {"sent_on": "2026-12-06", "reference": "x"}, **ENGLISH)
    page = console.get("/console/xm/returns/", **ENGLISH).content.decode()
    assert "Sent late" in page
    row = Return.objects.get(report="cy-cysec.monthly", period="2026-11")
    assert row.late_noted_at is not None


def test_noted_late_but_sent_on_its_last_day_it_was_in_time(console, travel):
    travel(2026, 12, 9)
    console.post(f"{NOVEMBER}sent/", {"sent_on": "2026-12-05", "reference": "x"}, **ENGLISH)
    page = console.get("/console/xm/returns/", **ENGLISH).content.decode()
    assert "Sent late" not in page


@pytest.mark.parametrize(
    "change, told",
    [
        ({"reference": " "}, "Reference: This field is required."),
        ({"sent_on": "2026-12-04"}, "That day has not come yet."),
        ({"sent_on": "2026-11-30"}, "The period was not over on that day."),
        ({"sent_on": "soon"}, "Sent on: Enter a valid date."),
        ({"copy": "7"}, "Select a valid choice"),
        ({"reference": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(console, travel, change, told):
    travel(2026, 12, 3)
    form = {"sent_on": "2026-12-03", "reference": "T144-9", **change}
    answer = console.post(f"{NOVEMBER}sent/", form, **ENGLISH)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    kept = form["reference"] if "reference" not in change else form["sent_on"]
    assert f'value="{kept}"' in page
    assert not Return.objects.exists()


def test_a_reader_of_the_register_sees_returns_and_their_files_and_makes_none(
    console, travel, second_factor
):
    travel(2026, 12, 3)
    console.post(f"{NOVEMBER}make/", {"as": "csv"})
    user = User.objects.create_user("ada@desk.test", "a long enough password", name="Ada")
    Membership.objects.create(company=Company.objects.get(slug="xm"), user=user, role="register")
    reading = Client()
    reading.force_login(second_factor(user))
    page = reading.get(NOVEMBER, **ENGLISH).content.decode()
    assert "Complaints received" in page
    assert "Make it as CSV" not in page
    assert "Note it as sent" not in page
    assert reading.get(f"{NOVEMBER}files/1/").status_code == 200
    for act in ("make", "sent"):
        assert reading.post(f"{NOVEMBER}{act}/", {"as": "csv"}).status_code == 404


def test_on_paper_it_has_the_same_figures(console, travel, november):
    travel(2026, 12, 2)
    console.post(f"{NOVEMBER}make/", {"as": "pdf"}, **ENGLISH)
    copy = ReturnCopy.objects.get()
    assert copy.form == "pdf"
    answer = console.get(f"{NOVEMBER}files/{copy.serial}/")
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    for said in ("Complaints received 2", "CySEC", "a lawyer must confirm", "November 2026"):
        assert said in words
