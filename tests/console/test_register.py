"""The complaint register: what stands in it, how it is filtered, and what leaves it as a file."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from holidays import country_holidays

from tests.console.conftest import POINTS, ago
from ventanilla.people.actions.know import Contact
from ventanilla.people.models import User
from ventanilla.tickets.actions.assign import assign
from ventanilla.tickets.actions.change_topic import change_topic
from ventanilla.tickets.actions.extend import MoreTime, extend
from ventanilla.tickets.actions.name_cause import name_cause
from ventanilla.tickets.actions.raise_complaint import raise_complaint
from ventanilla.tickets.actions.reopen import reopen
from ventanilla.tickets.actions.reply import reply
from ventanilla.tickets.models import Event, Ticket
from ventanilla.tickets.proof import broken_chains
from ventanilla.tickets.register import entries_of, lines
from ventanilla.tickets.register_filter import Wanted, complaints

pytestmark = pytest.mark.django_db
NOW = timezone.now
DAY = timedelta(days=1)
ENGLISH = {"headers": {"accept-language": "en"}}


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


def test_an_answer_is_no_decision_and_the_board_tells_the_same_clock(
    console, complain, marta, agreed
):
    """It keeps the response (RX-09); the resolution (RX-28) is owed and told until it is solved."""
    ticket = complain(9)
    agreed(ticket, at=ago(6))
    reply(ticket.company_id, ticket.id, marta, "Lo estamos viendo.", ago(5), letter="answer")
    (row,) = rows_of(console)
    assert (row["clock"], row["day"]) == ("resolution", workdays(9))
    (told,) = console.get("/console/roxom/board/", **ENGLISH).context["complaints"]
    assert told.day_text == f"day {workdays(9)} of 30"
    (shown,) = console.get("/console/roxom/register/", **ENGLISH).context["rows"]
    assert (shown.day_text, shown.promise.name) == (told.day_text, told.clock.name)


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


@pytest.mark.parametrize("query", [{"until": "9999-12-31"}, {"since": "0001-01-01"}])
def test_a_day_at_the_end_of_all_calendars_is_a_day_like_another(console, complain, query):
    complain(1)
    console.cookies["tz"] = "Asia%2FTokyo"
    assert len(rows_of(console, **query)) == 1
    assert console.get("/console/roxom/register/", query).status_code == 200


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


def test_its_file_says_in_words_what_is_late_and_is_named_by_the_readers_day(console, complain):
    complain(90)
    console.cookies["tz"] = "Asia%2FTokyo"
    with time_machine.travel(datetime(2027, 3, 1, 20, tzinfo=UTC), tick=False):
        console.force_login(User.objects.get(email="marta@desk.test"))
        answer = console.get("/console/roxom/register/csv/", **ENGLISH)
    assert 'filename="register-roxom-2027-03-02.csv"' in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert row["Late steps"].split(", ") == [
        "Receipt to acknowledgement by a person",
        "Receipt to decision",
    ]


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


def test_only_what_changed_or_may_be_late_by_now_is_read_again(
    console, complain, decided, marta, monkeypatch
):
    done, other, alive = decided(complain(20), days=5), decided(complain(9)), complain(3)
    asked = []

    def reading(company, versions, now):
        asked.append(set(versions))
        return entries_of(company, versions, now)

    def told():
        shown = console.get("/console/roxom/register/", **ENGLISH).context
        return [card.value for card in shown["cards"]], [grid.rows for grid in shown["grids"]]

    monkeypatch.setattr("ventanilla.tickets.register_year.entries_of", reading)
    told()
    name_cause(done.company_id, done.id, marta, "delay", NOW())
    reopen(other.company_id, other.id, marta, NOW())
    after = told()
    assert asked == [{done.id, other.id, alive.id}] * 2
    name_cause(done.company_id, done.id, marta, "error", NOW())
    told()
    assert asked[2] == {done.id, alive.id}
    monkeypatch.setattr("ventanilla.tickets.register_year._known", {})
    name_cause(done.company_id, done.id, marta, "delay", NOW())
    assert told() == after, "read anew it is the same"


def test_the_next_decision_due_is_one_that_has_still_to_be_sent(console, complain, decided, marta):
    def due():
        return console.get("/console/roxom/register/", **ENGLISH).context["cards"][2].value

    ticket = decided(complain(3), days=1)
    reopen(ticket.company_id, ticket.id, marta, NOW())
    assert due() == "—", "opened again, but the decision that was promised was sent"
    complain(1)
    assert due() != "—"


def test_an_empty_register_says_what_will_stand_there(console):
    page = text_of(console)
    assert "No complaint has been received." in page
    assert "No complaint is like that." in text_of(console, state="late")
