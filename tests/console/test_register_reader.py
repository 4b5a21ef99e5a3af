"""Who reads the register alone: it, its files and the returns, and nothing else of the desk."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.companies.reading import COMPANIES
from tests.console.conftest import POINTS, ago
from tests.console.test_live import ear
from tests.console.test_register import rows_of, text_of
from tests.test_routes import audience, routes
from ventanilla.channels.models import Inbound
from ventanilla.companies.models import Company
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.models import Article
from ventanilla.helpcentre.stock import forget
from ventanilla.people.models import Membership, User
from ventanilla.tickets.actions.ask_area import ask_area
from ventanilla.tickets.actions.assign import assign
from ventanilla.tickets.actions.open_incident import open_incident
from ventanilla.tickets.files import Upload
from ventanilla.tickets.models import Check, File, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(db, second_factor):
    """Reads the register of roxom, and has no other role anywhere."""
    user = User.objects.create_user("carmen@desk.test", "a long enough password", name="Carmen")
    roxom = Company.objects.get(slug="roxom")
    Membership.objects.create(company=roxom, user=user, role="register")
    return second_factor(user)


@pytest.fixture
def reading(auditor):
    browser = Client()
    browser.force_login(auditor)
    return browser


def test_a_reader_of_the_register_sees_it_its_files_and_the_returns(reading, complain, decided):
    ticket = decided(complain(3))
    page = text_of(reading)
    assert ticket.number in page
    assert f"/requests/{ticket.number}/" not in page
    for word in ("/search/", "/palette/", "/live/", "/quarantine/", "?view=", "data-stream"):
        assert word not in page, word
    assert rows_of(reading)[0]["number"] == ticket.number
    assert reading.get("/console/roxom/returns/").status_code == 200
    assert reading.get("/console/roxom/returns/cnad/2026-Q3/").status_code == 200
    assert reading.get("/console/")["Location"] == "/console/roxom/register/"


OPEN = {
    "register": "the register",
    "register_csv": "as CSV",
    "register_json": "as JSON",
    "returns": "the returns",
    "return": "one of them",
    "return_file": "its file",
}
TO_ALL = {"start", "invitation"}
OVERSEEN = {
    "write",
    "article_settings",
    "article_withdraw",
    "article_show",
}


def test_nothing_else_of_the_console_is_there_for_them(
    reading, console, complain, company, decided, ask, marta, areas
):
    other = decided(complain(3))
    upload = Upload("extracto.pdf", "application/pdf", b"%PDF-1.7 x")
    ticket = ask("roxom", "complaint", "email", fields=POINTS, uploads=(upload,))
    held = Inbound.objects.create(
        mailbox="help@roxom.test", source="lmtp", raw=b"x", digest="0" * 64, sender="e@x.test",
        state="quarantine", company=company("roxom").id, trouble="it has more than 500 parts",
    )  # fmt: skip
    console.post("/console/roxom/returns/cnad/2026-Q3/make/", {"as": "csv"})
    file = File.objects.get(ticket=ticket.id)
    ask_area(areas, ticket.id, marta, "complaints", "¿Es correcto?", ago(0))
    fault = open_incident(areas, ticket.id, marta, "technical", "Se guarda dos veces", "", ago(0))
    letter = Message.objects.filter(company_id=areas, kind="out", parts__has_key="points").first()
    check = Check.objects.get(company_id=areas, ticket=ticket.id)
    numbers = {"file": file.id, "return_file": 1, "check": check.id, "incident": fault}
    webinar = _webinar(company("roxom"))
    tried = 0
    for pattern, route in routes():
        if not pattern.startswith("console/"):
            continue
        path = "/" + pattern.replace("<slug:slug>", "roxom")
        path = path.replace("<str:number>", ticket.number).replace("<str:token>", "nonsense")
        path = path.replace("<str:report>", "cnad").replace("<str:period>", "2026-Q3")
        path = path.replace("<slug:name>", webinar).replace("<str:language>", "es")
        path = path.replace("<slug:language>", "es")
        path = path.replace("<int:number>", str(numbers.get(route.name, held.id)))
        if route.name == "letter":
            path = f"/console/roxom/requests/{other.number}/letters/{letter.id}/"
        if route.name in OVERSEEN or route.name.startswith(("policy", "draft", "proof")):
            assert reading.get(path).status_code == 404
            continue  # no such letter at Roxom; the rest is for supervisors, not for Marta
        if route.name in TO_ALL:
            continue
        seen, sent = reading.get(path), reading.post(path)
        tried += 1
        if route.name in OPEN:
            assert audience(pattern, route) == "register"
            assert seen.status_code == 200, path
            assert sent.status_code == 405, path
        else:
            assert audience(pattern, route) == "staff"
            assert (seen.status_code, sent.status_code) == (404, 404), path
            here = console.get(path)
            assert here.status_code != 404, f"{path} is no proof: it is not there for staff either"
            assert list(here) is not None  # read to its end, so that a file is closed
    assert tried > 30


def _webinar(roxom):
    """An article of Roxom's, held as a webinar."""
    now = timezone.now()
    load_help(roxom, COMPANIES / "roxom" / "help", now)
    article = Article.objects.filter(company_id=roxom.id).order_by("name").first()
    article.kind, article.starts_at = "webinar", now + timedelta(days=1)
    article.zone, article.minutes = "America/El_Salvador", 60
    article.save()
    forget(roxom.id)
    return article.name


def test_they_hear_no_signal_and_have_no_door_in_the_api(reading, complain):
    complain()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ventanilla.console.live.close_old_connections", lambda: None)
        assert ear(reading, "roxom") is None
        assert ear(reading, "xm") is None
    patterns = [pattern for pattern, _route in routes() if pattern.startswith("api/")]
    doors = ["/" + re.sub("<[^>]+>", "RO-2222-2222", pattern) for pattern in patterns]
    assert len(doors) > 5
    for path in doors:
        if not path.endswith("openapi.json"):  # says how to ask, to anybody
            assert reading.get(path).status_code in {401, 404, 405}, path


def test_of_another_company_they_see_nothing_at_all(reading, complain):
    for path in ("register/", "register/csv/", "register/json/", "returns/", ""):
        assert reading.get(f"/console/xm/{path}").status_code == 404


def test_nobody_can_give_them_a_request(console, complain, auditor, marta):
    ticket = complain()
    page = console.get(f"/console/roxom/requests/{ticket.number}/").content.decode()
    assert "Carmen" not in page
    with pytest.raises(ValueError, match="does not work for the company"):
        assign(ticket.company_id, ticket.id, marta, auditor.pk, timezone.now())


def test_an_agent_who_becomes_a_reader_is_out_at_once(console, marta, complain):
    ticket = complain()
    assert console.get(f"/console/roxom/requests/{ticket.number}/").status_code == 200
    Membership.objects.filter(user=marta, company__slug="roxom").update(role="register")
    assert console.get(f"/console/roxom/requests/{ticket.number}/").status_code == 404
    assert console.get("/console/roxom/register/").status_code == 200
    assert console.get("/console/")["Location"].endswith("/"), "still staff of the other four"
    assert "register" not in console.get("/console/")["Location"]
