"""The complaint register: what stands in it, who reads it, and what leaves it as a file."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from holidays import country_holidays

from tests.console.test_live import ear
from tests.test_routes import audience, routes
from ventanilla.channels.models import Inbound
from ventanilla.commands.sample import decision_draft
from ventanilla.companies.models import Company
from ventanilla.people.actions.know import Contact
from ventanilla.people.models import Membership, User
from ventanilla.tickets.actions.ask_area import ask_area
from ventanilla.tickets.actions.assign import assign
from ventanilla.tickets.actions.change_topic import change_topic
from ventanilla.tickets.actions.decide import decide
from ventanilla.tickets.actions.extend import MoreTime, extend
from ventanilla.tickets.actions.name_cause import name_cause
from ventanilla.tickets.actions.open_incident import open_incident
from ventanilla.tickets.actions.raise_complaint import raise_complaint
from ventanilla.tickets.actions.reopen import reopen
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.files import Upload
from ventanilla.tickets.models import Check, Event, File, Message, Ticket
from ventanilla.tickets.proof import broken_chains
from ventanilla.tickets.register import lines
from ventanilla.tickets.register_filter import Wanted, complaints

pytestmark = pytest.mark.django_db
NOW = timezone.now
DAY = timedelta(days=1)
ENGLISH = {"headers": {"accept-language": "en"}}
POINTS = {"points": "No llegó mi retiro"}


def ago(days: float) -> datetime:
    return NOW() - days * DAY


def workdays(since: float, until: float = 0) -> int:
    """Business days in El Salvador from some days ago, that day left out, to fewer days ago."""
    zone, off = ZoneInfo("America/El_Salvador"), country_holidays("SV")
    day, last = (ago(days).astimezone(zone).date() for days in (since, until))
    count = 0
    while day < last:
        day += DAY
        count += day.weekday() < 5 and day not in off
    return count


def again(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)


def text_of(browser, path="/console/roxom/register/", **query) -> str:
    return browser.get(path, query, **ENGLISH).content.decode()


def rows_of(browser, **query) -> list[dict[str, str]]:
    answer = browser.get("/console/roxom/register/json/", query, **ENGLISH)
    return json.loads(answer.content)


@pytest.fixture
def complain(ask):
    def send(days: float = 0, **more):
        return ask("roxom", "complaint", "email", at=ago(days), fields=POINTS, **more)

    return send


@pytest.fixture
def decided(company, marta, agreed):
    """Decide a complaint some days ago; at Roxom the area concerned has looked at it (RX-32)."""

    def do(ticket, outcome="upheld", days: float = 0):
        then = {
            "outcome": outcome,
            "points": [["No llegó mi retiro", "Volvió a su cuenta el 2 de noviembre; véalo allí."]],
            "text": "El 3 de noviembre pedimos el justificante al banco y lo comparamos.",
            "why": "El extracto del 2 de noviembre muestra que el importe volvió a su cuenta.",
        }
        found = company(Company.objects.get(pk=ticket.company_id).slug)
        if found.slug == "roxom":
            agreed(ticket, at=ago(days))
        decide(ticket.company_id, ticket.id, marta, decision_draft(found, then), ago(days))
        return again(ticket)

    return do


# ----------------------------------------------------------------------------------- what it holds


def test_it_shows_each_complaint_with_its_clock_its_state_and_who_has_it(console, complain, marta):
    ticket = complain(9, contact=Contact("eva@correo.test", "Eva Sanz", "es"))
    assign(ticket.company_id, ticket.id, marta, marta.pk, ago(8))
    page = text_of(console)
    assert "Eva Sanz" in page
    assert ticket.number in page
    assert "No puedo entrar" in page
    assert f"day {workdays(9)} of 30" in page
    assert "Not acknowledged yet" in page or "Acknowledgement late" in page
    assert "Marta Gil" in page
    (row,) = rows_of(console)
    assert (row["number"], row["customer"], row["channel"]) == (ticket.number, "Eva Sanz", "email")
    assert (row["day"], row["responsible"], row["about"]) == (workdays(9), "Marta Gil", "complaint")


def test_a_question_stands_in_it_only_when_it_is_raised_and_keeps_its_topic(console, ask, marta):
    ticket = ask("roxom", "inquiry", "email", at=ago(3))
    assert rows_of(console) == []
    raise_complaint(ticket.company_id, ticket.id, marta, ago(1))
    (row,) = rows_of(console)
    assert row["about"] == "inquiry"
    assert row["day"] == workdays(3), "its promises count from when the customer first wrote"
    change_topic(ticket.company_id, ticket.id, marta, "inquiry", NOW())
    assert rows_of(console) == []


def test_a_complaint_is_one_by_the_policy_that_judges_it(console, ask, company):
    ticket = ask("roxom", "complaint", "email", fields=POINTS)
    assert ticket.complaint
    other = ask("roxom", "support", "email")
    assert not other.complaint
    assert [row["number"] for row in rows_of(console)] == [ticket.number]


def test_more_time_is_told_with_the_old_day_the_new_one_and_the_reason(console, complain, marta):
    ticket = complain(9)
    day = (NOW() + 80 * DAY).date()
    more = MoreTime("complexity", "Falta la respuesta del banco del 3 de mayo.", day)
    extend(ticket.company_id, ticket.id, marta, more, ago(2))
    (row,) = rows_of(console)
    assert row["extension_reason"] == "complexity"
    assert row["clock_due"] > row["clock_first_due"]
    page = text_of(console)
    assert "Put off to" in page
    assert "The matter is complex" in page
    assert "More time asked for" in page
    assert f"day {row['day']} of {row['days']}" in page


def test_a_decision_ends_the_clock_and_stands_until_it_is_opened_again(
    console, complain, decided, marta
):
    ticket = decided(complain(20), "not_upheld", days=5)
    (row,) = rows_of(console)
    assert (row["outcome"], row["day"]) == ("not_upheld", workdays(20, 5))
    assert "Not upheld" in text_of(console)
    reopen(ticket.company_id, ticket.id, marta, NOW())
    (row,) = rows_of(console)
    assert (row["outcome"], row["decided_at"]) == (None, None)
    assert row["day"] == workdays(20, 5), "the decision that was promised was sent; that stays so"
    assert [row["number"] for row in rows_of(console, state="open")] == [ticket.number]
    assert not list(broken_chains(ticket.company_id))


# ------------------------------------------------------------------------------ filters and paging


def test_it_is_filtered_by_state_outcome_and_day_of_receipt(console, complain, decided):
    old = decided(complain(40), "upheld", days=30)
    late = complain(90)
    new = complain(2)

    def numbers(**query):
        return [row["number"] for row in rows_of(console, **query)]

    assert numbers() == [new.number, old.number, late.number]
    assert numbers(state="open") == [new.number, late.number]
    assert numbers(state="decided") == [old.number]
    assert late.number in numbers(state="late"), "no worker has run: the clock alone says so"
    assert new.number not in numbers(state="late")
    assert numbers(outcome="upheld") == [old.number]
    assert numbers(outcome="not_upheld") == []
    today, then = NOW().date(), ago(41).date()
    assert numbers(since=then.isoformat(), until=(today - 10 * DAY).isoformat()) == [old.number]
    assert new.number in text_of(console, state="open")
    assert old.number not in text_of(console, state="open")


def test_the_days_of_the_filter_are_both_included_in_the_readers_zone(console, ask):
    at = datetime(2026, 11, 3, 3, 30, tzinfo=UTC)  # the 2nd, 21:30 in El Salvador
    ask("roxom", "complaint", "email", at=at, fields=POINTS)
    console.cookies["tz"] = "America%2FEl_Salvador"
    assert len(rows_of(console, since="2026-11-02", until="2026-11-02")) == 1
    assert rows_of(console, since="2026-11-03") == []


def test_a_filter_that_cannot_be_is_said_beside_the_field(console, complain):
    complain(1)
    answer = console.get(
        "/console/roxom/register/", {"since": "2026-11-20", "until": "2026-11-01"}, **ENGLISH
    )
    assert answer.status_code == 422
    assert "The last day is before the first." in answer.content.decode()
    for query in ({"since": "soon"}, {"state": "x"}, {"outcome": "a\0b"}):
        assert console.get("/console/roxom/register/", query).status_code == 422
        sent = console.get("/console/roxom/register/csv/", query)
        assert sent.status_code == 302
        assert sent["Location"].startswith("/console/roxom/register/?")


def test_pages_follow_one_another_without_a_gap_or_a_double(console, ask, monkeypatch):
    monkeypatch.setattr("ventanilla.console.views.register.PAGE", 3)
    moment = ago(4)
    made = [ask("roxom", "complaint", "email", at=moment, fields=POINTS) for _ in range(4)]
    made += [ask("roxom", "complaint", "email", at=ago(3 - n / 9), fields=POINTS) for n in range(4)]
    url, seen, pages = "/console/roxom/register/?state=open", [], []
    while url:
        pages.append(url)
        shown = console.get(url, **ENGLISH).context
        seen.append([row.number for row in shown["rows"]])
        url = shown["pager"].older_url
    assert [len(page) for page in seen] == [3, 3, 2]
    assert sorted(number for page in seen for number in page) == sorted(t.number for t in made)
    back = console.get(pages[-1], **ENGLISH).context["pager"].newer_url
    assert "state=open" in back
    assert [row.number for row in console.get(back).context["rows"]] == seen[1]
    first = console.get(back).context["pager"].newer_url
    assert [row.number for row in console.get(first).context["rows"]] == seen[0]
    assert console.get(first).context["pager"].newer_url == ""


@pytest.mark.parametrize(
    "place", ["x", "20261101T000000.0-9", "-", "20261101T000000.000000-٩", "\0"]
)
def test_a_place_that_no_link_names_is_nowhere(console, place):
    answer = console.get("/console/roxom/register/", {"after": place + "9" * 30})
    assert answer.status_code == 404


def test_a_page_reads_its_complaints_in_three_queries(complain, company, django_assert_num_queries):
    for n in range(8):
        complain(n)
    here = company("roxom")
    tickets = list(complaints(here.id, Wanted(), ZoneInfo("UTC"), NOW()))
    lines(here.id, tickets, NOW())
    with django_assert_num_queries(3):
        found = lines(here.id, tickets, NOW())
    assert len(found) == 8


# ------------------------------------------------------------------------------------------- files


def test_the_file_for_a_spreadsheet_opens_and_runs_nothing(console, complain):
    complain(1, subject="=HYPERLINK(1)", contact=Contact("x@correo.test", "@eva", "es"))
    complain(2, subject='Dijo "no", y\nnada más')
    answer = console.get("/console/roxom/register/csv/", **ENGLISH)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    assert text.count("\r\n") >= 3
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert rows[0]["Subject"] == "'=HYPERLINK(1)"
    assert rows[0]["Customer"] == "'@eva"
    assert rows[1]["Subject"].replace("\n", " ") == 'Dijo "no", y nada más'
    assert rows[0]["Channel"] == "E-mail", "titles for people"


def test_the_files_hold_what_is_filtered_and_nothing_else(console, complain, decided):
    decided(complain(9))
    other = complain(1)
    page = text_of(console, state="open")
    link = "/console/roxom/register/csv/?state=open"
    assert link in page
    text = console.get(link, **ENGLISH).content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text))][1:] == [other.number]
    assert [row["number"] for row in rows_of(console, state="open")] == [other.number]


# ----------------------------------------------------------------------------------- root causes


def test_an_agent_names_the_cause_from_the_register_and_may_correct_it(console, complain, marta):
    ticket = complain(1)
    path = f"/console/roxom/requests/{ticket.number}/cause/"
    assert f"{path}?from=register" in text_of(console)
    assert (
        f'href="{path}"'
        in console.get(f"/console/roxom/requests/{ticket.number}/").content.decode()
    )
    page = console.get(path, **ENGLISH).content.decode()
    assert "Something took too long" in page, "a policy without causes has those of the desk"
    answer = console.post(f"{path}?from=register", {"cause": "delay"})
    assert answer["Location"] == "/console/roxom/register/"
    assert console.post(path, {"cause": "error"})["Location"].endswith(f"/{ticket.number}/")
    console.post(path, {"cause": "error"})
    named = Event.objects.filter(ticket=ticket.id, kind="cause_named").order_by("seq")
    assert [event.detail["cause"] for event in named] == ["delay", "error"]
    assert again(ticket).cause == "error"
    assert rows_of(console, cause="error")[0]["cause"] == "error"
    assert rows_of(console, cause="delay") == []
    assert not list(broken_chains(ticket.company_id))


def test_a_cause_that_is_on_no_list_is_refused_and_said(console, ask, marta):
    ticket = ask("xm", "complaint", "form", fields={"account": "7010411", "wanted": "x"})
    path = f"/console/xm/requests/{ticket.number}/cause/"
    for typed in ({}, {"cause": "delay"}, {"cause": "waiting\0"}):
        answer = console.post(path, typed, **ENGLISH)
        assert answer.status_code == 422
    with pytest.raises(ValueError, match="Choose one of the causes"):
        name_cause(ticket.company_id, ticket.id, marta, "delay", NOW())
    assert console.post(path, {"cause": "waiting"}).status_code == 302
    assert again(ticket).cause == "waiting"
    assert "A long wait for an answer" in text_of(console, "/console/xm/register/")


def test_the_cause_may_be_named_after_the_file_is_closed(console, complain, decided, marta):
    ticket = decided(complain(5))
    name_cause(ticket.company_id, ticket.id, marta, "fault", NOW())
    assert again(ticket).state == "resolved"
    assert again(ticket).cause == "fault"


# ------------------------------------------------------------------------------- management data


@pytest.mark.promise("EX-02")
def test_the_figures_of_twelve_months_are_told(console, complain, decided, marta, ask):
    first, second = complain(40), complain(30)
    reply(first.company_id, first.id, marta, "Recibido; lo lleva Marta.", ago(38), letter="ack")
    decided(first, "upheld", days=30)
    decided(second, "partly_upheld", days=10)
    raised = ask("roxom", "inquiry", "email", at=ago(2))
    raise_complaint(raised.company_id, raised.id, marta, ago(1))
    name_cause(first.company_id, first.id, marta, "delay", NOW())
    complain(400)
    shown = console.get("/console/roxom/register/", **ENGLISH).context
    steps, topics, outcomes, causes = (grid.rows for grid in shown["grids"])
    assert steps[0][1:3] == ("1", "2 days")
    assert steps[1][1:3] == ("2", "15 days"), "10 and 20 days"
    assert int(steps[0][3]) >= 1, "the second was never acknowledged"
    assert dict(topics) == {"Complaint": "2", "Inquiry": "1"}
    assert dict(outcomes) == {"Upheld": "1", "Partly upheld": "1"}
    assert dict(causes) == {"Something took too long": "1", "Not named yet": "2"}
    received, alive = shown["cards"][0], shown["cards"][1]
    assert (received.value, alive.value) == ("3", "2")
    assert (alive.note, alive.tone) == ("1 is late", "late")


def test_what_happens_counts_at_once_and_what_falls_due_within_a_minute(console, complain, marta):
    def told():
        cards = console.get("/console/roxom/register/", **ENGLISH).context["cards"]
        return cards[0].value, cards[1].value, cards[1].note

    assert told() == ("0", "0", "none is late")
    ticket = complain()
    assert told() == ("1", "1", "none is late")
    name_cause(ticket.company_id, ticket.id, marta, "delay", NOW())
    grids = console.get("/console/roxom/register/", **ENGLISH).context["grids"]
    assert dict(grids[3].rows) == {"Something took too long": "1"}
    with time_machine.travel(NOW() + 20 * DAY, tick=False):
        console.force_login(marta)
        assert told() == ("1", "1", "1 is late")


def test_an_empty_register_says_what_will_stand_there(console):
    page = text_of(console)
    assert "No complaint has been received." in page
    assert "No complaint is like that." in text_of(console, state="late")


# ----------------------------------------------------------------- whoever reads the register alone


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
    tried = 0
    for pattern, route in routes():
        if not pattern.startswith("console/"):
            continue
        path = "/" + pattern.replace("<slug:slug>", "roxom")
        path = path.replace("<str:number>", ticket.number).replace("<str:token>", "nonsense")
        path = path.replace("<str:report>", "cnad").replace("<str:period>", "2026-Q3")
        path = path.replace("<int:number>", str(numbers.get(route.name, held.id)))
        if route.name == "letter":
            path = f"/console/roxom/requests/{other.number}/letters/{letter.id}/"
        if route.name == "write" or route.name.startswith(("policy", "draft")):
            assert reading.get(path).status_code == 404
            continue  # no such letter at Roxom; the policy is for supervisors, not for Marta
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
        assign(ticket.company_id, ticket.id, marta, auditor.pk, NOW())


def test_an_agent_who_becomes_a_reader_is_out_at_once(console, marta, complain):
    ticket = complain()
    assert console.get(f"/console/roxom/requests/{ticket.number}/").status_code == 200
    Membership.objects.filter(user=marta, company__slug="roxom").update(role="register")
    assert console.get(f"/console/roxom/requests/{ticket.number}/").status_code == 404
    assert console.get("/console/roxom/register/").status_code == 200
    assert console.get("/console/")["Location"].endswith("/"), "still staff of the other four"
    assert "register" not in console.get("/console/")["Location"]
