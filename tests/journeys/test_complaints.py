"""Complaints from the first word to the outside body, as the five companies publish them.

Months pass in these stories, so the clock is ours; mail, pages, record and proof are real.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from tests.commands.stage import runner
from ventanilla.channels.deliver import deliver
from ventanilla.channels.email.compose import compose
from ventanilla.commands import evidence
from ventanilla.companies.load import load_policy
from ventanilla.people.actions.know import Contact
from ventanilla.people.actions.set_area import set_area
from ventanilla.people.models import Membership
from ventanilla.tickets.actions.follow_up import Words, follow_up
from ventanilla.tickets.models import Check, Complaint, Event, Outgoing, PromiseRow, Ticket
from ventanilla.tickets.proof import broken_chains
from ventanilla.tickets.watch import note_broken

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)


class Post:
    """The mail server at the other end."""

    def __init__(self):
        self.mails = []

    def send(self, mail, recipient):
        del recipient
        self.mails.append(mail)


class Story:
    """One complaint: its handler's browser, its customer's, and the time that passes."""

    def __init__(self, ticket, user, clock):
        self.ticket, self.user, self.clock = ticket, user, clock
        self.slug = ticket.company.slug
        self.post = Post()

    def wait(self, span):
        """Let time pass; what falls due is noted, what waits to be sent goes out."""
        self.clock.shift(span)
        note_broken(self.now)
        self.send()

    @property
    def now(self):
        return datetime.now(UTC)

    def send(self):
        waiting = Outgoing.objects.filter(ticket=self.ticket.id, state="pending").order_by("id")
        for row in waiting:
            deliver(row, self.now, self.post)

    def desk(self, user=None):
        """The browser of a member of staff, signed in today."""
        browser = Client(headers={"accept-language": "en"})
        browser.force_login(user or self.user)
        return browser

    def act(self, act, form, user=None):
        """Send a form of the console; it must be taken."""
        path = f"/console/{self.slug}/requests/{self.ticket.number}/{act}/"
        answer = self.desk(user).post(path, form)
        assert answer.status_code == 302, answer.content.decode()[-4000:]
        self.send()

    def refused(self, act, form):
        """Send a form that must not be taken; gives the page that says why."""
        path = f"/console/{self.slug}/requests/{self.ticket.number}/{act}/"
        answer = self.desk().post(path, form)
        assert answer.status_code == 422
        return answer.content.decode()

    def page(self):
        """What the customer sees, come by the link of the receipt."""
        receipt = Outgoing.objects.get(ticket=self.ticket.id, letter="receipt")
        link = re.search(rf"/{self.slug}/open/\S+", compose(receipt).get_content())[0]
        browser = Client(headers={"accept-language": "en"})
        browser.get(link)
        html = browser.get(f"/{self.slug}/requests/{self.ticket.number}/").content.decode()
        return " ".join(re.sub(r"<[^>]+>", " ", html).split())

    def letter(self, name):
        """The last letter of a kind that went out, in words."""
        row = Outgoing.objects.filter(ticket=self.ticket.id, letter=name).latest("id")
        assert row.state == "sent"
        return " ".join(compose(row).get_body(("plain",)).get_content().split())

    def promise(self, name):
        return PromiseRow.objects.get(ticket=self.ticket.id, name=name)

    def row(self):
        return Ticket.objects.get(id=self.ticket.id)


@pytest.fixture
def tell(ask, marta, second_factor):
    """Begin a story: somebody writes on Monday, 23 November 2026."""
    second_factor(marta)
    with time_machine.travel(MONDAY, tick=False) as clock:

        def begin(slug, topic, channel, **more):
            story = Story(ask(slug, topic, channel, MONDAY, **more), marta, clock)
            story.send()
            return story

        yield begin


def decision(outcome="not_upheld", **points):
    answers = points or {"point-1": "El importe volvió a su cuenta el 2 de noviembre."}
    return {
        "actions": "Pedimos el justificante al banco y lo comparamos con su cuenta.",
        "outcome": outcome,
        "justification": "El extracto del 2 de noviembre muestra la devolución.",
        "key": "d",
        **answers,
    }


@pytest.mark.promise("XM-71", "XM-72", "XM-74", "XM-75", "XM-76", "XM-105", "XM-106", "XM-107")
def test_xm_from_the_informal_stage_to_the_ombudsman(tell, lucia):
    """Informal first; then formal, acknowledged in 5 business days, decided within 2 months."""
    story = tell("xm", "general", "form")
    set_area(story.ticket.company_id, "support", {"en": "Support"}, lucia.email)
    story.wait(DAY)
    story.act("reply", {"text": "La comisión es correcta.", "then": "wait", "key": "1"})
    assert "Ask for:" in story.page(), "informal: somebody more senior can be asked for"

    story.wait(DAY)
    story.act("complaint", {})
    entry = Complaint.objects.get(ticket=story.ticket.id)
    assert re.fullmatch(r"12026\d{5}", entry.number)
    assert story.promise("complaint_ack").due_at == datetime(2026, 11, 30, 22, tzinfo=UTC)
    assert story.promise("complaint_answer").due_at == datetime(2027, 1, 23, 22, tzinfo=UTC)
    assert story.promise("cy-cysec.acknowledge").due_at == datetime(2026, 11, 28, 22, tzinfo=UTC)

    story.wait(DAY)
    story.act("reply", {"text": "La lleva Marta Gil.", "then": "ack", "key": "2"})
    assert story.promise("complaint_ack").state == "kept"
    assert story.promise("cy-cysec.acknowledge").state == "kept"

    story.act("points", {"points": "Me cobraron dos veces"})
    story.wait(30 * DAY)
    empty = decision(**{"point-1": ""})
    assert "This field is required." in story.refused("decision", empty)
    story.act("decision", decision())
    said = story.letter("decision")
    for words in ("Me cobraron dos veces", "El Defensor Financiero", "4 meses"):
        assert words in said
    assert story.promise("complaint_answer").state == "kept"
    seen = story.page()
    assert "Not upheld" in seen
    assert "Open to you until" in seen
    assert "www.financialombudsman.gov.cy" in seen
    story.wait(130 * DAY)
    assert "Closed since" in story.page()


@pytest.mark.promise(
    "RX-06", "RX-12", "RX-13", "RX-15", "RX-16", "RX-17", "RX-27", "RX-32", "RX-38", "RX-48",
    "RX-53", "RX-56", "RX-57", "RX-63",
)  # fmt: skip
def test_roxom_from_the_acknowledgment_to_the_consumer_office(
    tell, areas, lucia, second_factor, monkeypatch, capsys, elsewhere, tmp_path
):
    """An outside institution, a new date with reasons, an unfounded claim, the Defensoría."""
    second_factor(lucia)
    points = "¿Dónde está mi retiro?\n¿Por qué nadie contestó?"
    story = tell("roxom", "complaint", "telegram", fields={"points": points})
    story.wait(3 * DAY)
    story.act("reply", {"text": "La lleva Marta Gil.", "then": "ack", "key": "1"})
    assert story.promise("ack").state == "kept"

    story.act("case", {"act": "outside", "outside-text": "Banco Agrícola"})
    assert story.promise("external_date").state == "running"
    story.wait(10 * DAY)
    new_date = {
        "reason": "external_institution",
        "institution": "Banco Agrícola",
        "words": "El banco debe confirmar primero la fecha de la devolución.",
        "day": "2027-02-12",
        "key": "e",
    }
    old = story.promise("response").due_at
    story.act("extension", new_date)
    assert "interviene Banco Agrícola" in story.letter("new_date")
    assert story.promise("external_date").state == "kept", "in ten of its fifteen days"
    assert story.promise("response").due_at == datetime(2027, 2, 13, 6, tzinfo=UTC)
    assert story.promise("response").first_due_at == old
    assert "put off to Friday, February 12, 2027" in story.page()

    story.wait(30 * DAY)
    story.act("case", {"act": "back", "back-text": "Devuelto el 2 de noviembre."})
    answers = {
        "point-1": "Volvió a su cuenta el 2 de noviembre; véalo en su extracto.",
        "point-2": "Contestamos el 26 de noviembre; el mensaje está en su solicitud.",
    }
    refused = story.refused("decision", decision(**answers))
    assert "The area concerned has to check this first" in refused
    story.act("case", {"act": "area", "area-team": "complaints", "area-text": "¿Conforme?"})
    check = Check.objects.get(ticket=story.ticket.id)
    agreed = {"verdict": "agreed", "text": "Conforme."}
    path = f"/console/roxom/tasks/{check.id}/"
    assert story.desk(lucia).post(path, agreed).status_code == 302
    bare = decision(**answers) | {"justification": ""}
    assert "This is missing." in story.refused("decision", bare)
    story.act("decision", decision(**answers))
    said = story.letter("decision")
    for words in (*answers.values(), "Defensoría del Consumidor", "www.defensoria.gob.sv"):
        assert words in said
    assert story.promise("response").state == "kept"
    assert "Open to you now" in story.page()

    assert all(seq is None for _number, seq in broken_chains("roxom"))
    folder = tmp_path / "bundle"
    status, out = runner(evidence, monkeypatch, capsys)(story.ticket.number, "--out", str(folder))
    assert status == 0, out
    verifier = [sys.executable, "-I", "-S", str(folder / "verify_evidence.py")]
    done = subprocess.run(verifier, capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.promise("EX-99", "EX-100")
def test_exness_up_the_ladder_and_then_formal(tell, lucia, marta):
    """Senior support, management, then the formal procedure; no clock is published for it."""
    story = tell("exness", "trading", "email")
    company = story.ticket.company_id
    Membership.objects.filter(company_id=company, user=lucia).update(role="supervisor")
    story.wait(DAY)
    story.act("reply", {"text": "已核对您的订单。", "then": "wait", "key": "1"})
    assert "Ask for: Management" in story.page()
    form = {"act": "step", "step-to": "management", "step-text": "客户不满意"}
    story.act("case", form)
    assert story.row().assignee == lucia.pk
    story.act("complaint", {})
    assert story.row().topic == "complaint"
    assert Complaint.objects.filter(ticket=story.ticket.id).exists()
    kinds = list(Event.objects.filter(ticket=story.ticket.id).values_list("kind", flat=True))
    assert {"escalated", "complaint_raised", "complaint_registered"} <= set(kinds)
    assert marta.pk != lucia.pk


BROKER = {
    'packs = ["cy-cysec@1", "eu-gdpr@1"]': (
        'packs = ["cy-cysec@1", "es-ley-44-2002@1", "eu-gdpr@1"]\ncalendar = "cy"'
    ),
    "[notice.ask_details]": (
        "[notice.admissibility]\n"
        'title = { en = "Admissibility", es = "Admisión", zh = "受理", ar = "القبول" }\n'
        'fields = ["number", "outcome"]\nwhen.inadmissible = ["justification"]\n'
        'form = "written"\n[notice.ask_details]'
    ),
}


@pytest.fixture
def broker(tmp_path, settings, db):
    """XM's page under a second law: a Cyprus broker whose customers live in Spain (L-01, L-10)."""
    import shutil

    folder = tmp_path / "companies" / "broker"
    shutil.copytree(ROOT / "companies" / "xm", folder)
    for language in ("es", "en", "zh", "ar"):
        text = "Subject: {number}\n\n{name}:\n\n{outcome}\n\n{justification}\n\n{company}\n"
        (folder / "letters" / language / "admissibility.txt").write_text(text, "utf-8")
    path = folder / "policy.toml"
    text = path.read_text("utf-8").replace('slug = "xm"', 'slug = "broker"')
    for old, new in BROKER.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    settings.COMPANIES = tmp_path / "companies"
    load_policy(path, MONDAY - 30 * DAY)
    from ventanilla.companies import inforce

    inforce._all.clear()
    yield "broker"
    inforce._all.clear()
    inforce._known.clear()


def test_a_cyprus_broker_with_a_customer_in_spain_has_four_sets_of_clocks(broker, tell, marta):
    """The page, CySEC, Spain's act and the customer's own windows, all on one complaint."""
    story = tell(broker, "complaint", "email")
    cyprus = ZoneInfo("Asia/Nicosia")

    def day(name):
        return (story.promise(name).due_at - DAY / 2).astimezone(cyprus).date().isoformat()

    assert day("complaint_ack") == "2026-11-30", "5 business days (the page)"
    assert day("cy-cysec.acknowledge") == "2026-11-28", "5 days (L-01)"
    assert day("complaint_answer") == "2027-01-23", "2 months (the page and L-01)"
    assert day("es-ley-44-2002.decision") == "2026-12-23", "1 month (L-10)"
    assert story.row().due_name == "email_answer", "the page's own 24 hours lead"

    story.wait(2 * DAY)
    story.act("details", {"text": "Falta el número de la operación.", "key": "a"})
    assert story.promise("es-ley-44-2002.decision").state == "paused", "L-10 stands still"
    assert day("complaint_answer") == "2027-01-23", "the page and L-01 run on"
    assert day("es-ley-44-2002.complete") == "2026-12-05", "the customer's ten days"

    story.wait(4 * DAY)
    words = Words(Contact("ana@correo.test"), "Es la 8841.", "email", own=True,
                  received_at=story.now)  # fmt: skip
    follow_up(story.ticket.company_id, story.ticket.id, words, story.now)
    assert day("es-ley-44-2002.decision") == "2026-12-27", "four days later than before"
    assert story.promise("es-ley-44-2002.complete").state == "kept"

    story.wait(DAY / 24)
    refused = {"outcome": "inadmissible", "justification": "", "key": "i"}
    assert "This is missing." in story.refused("write/admissibility", refused)
    because = "La operación es de otra entidad, el Banco de Valores de Madrid."
    story.act("write/admissibility", refused | {"justification": because})
    assert "No admitida" in story.letter("admissibility")
    assert day("es-ley-44-2002.object") == "2026-12-09", "ten days to object"
    words = Words(Contact("ana@correo.test"), "No, es de ustedes.", "email", own=True,
                  received_at=story.now + DAY)  # fmt: skip
    story.wait(DAY)
    follow_up(story.ticket.company_id, story.ticket.id, words, story.now)
    assert story.promise("es-ley-44-2002.object").state == "kept"

    story.act("points", {"points": "No llegó mi retiro"})
    story.act("decision", decision())
    for name in ("complaint_answer", "cy-cysec.decision", "es-ley-44-2002.decision"):
        assert story.promise(name).state == "kept"
    assert story.promise("es-ley-44-2002.notify").state == "kept", "told with the decision"
    assert story.promise("cy-cysec.ombudsman").state == "running", "the customer's own window"
    assert all(seq is None for _number, seq in broken_chains(broker))


def test_the_shops_ordinary_ticket_becomes_a_complaint_and_stays_free(tell):
    """Nothing is published about complaints: the wish is heard all the same, without the lane."""
    story = tell("shop", "question", "form")
    story.act("reply", {"text": "Está en la documentación.", "then": "wait", "key": "1"})
    story.wait(DAY)
    story.act("complaint", {})
    row = story.row()
    assert (row.topic, row.state) == ("complaint", "open")
    assert row.lane == "standard"
    entry = Complaint.objects.get(ticket=story.ticket.id)
    assert entry.number == "", "the number of the request serves"
    assert "Your complaint" in story.page()
