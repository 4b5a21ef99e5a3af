"""The right way while the customer types: probable topics first, and the ways that take each."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine
from django.test import Client

from tests.companies.reading import policy
from ventanilla.tickets.actions.raise_complaint import raise_complaint
from ventanilla.tickets.models import Ticket

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)
"""Ten at night on Tuesday's eve in no company's hours: Monday 02:00 in Beijing."""


@pytest.fixture
def browser(help_centre):
    for slug in ("xm", "exness"):
        help_centre(slug)
    return Client(headers={"accept-language": "en"})


def read(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def probable(html):
    """The probable topics, each with the titles of its ways in their order."""
    part = html.partition('id="probable"')[2].partition("<h2>All topics")[0]
    found = []
    for block in part.split('class="row-link topic"')[1:]:
        title = re.search(r"<h3>(.*?)</h3>", block)[1]
        ways = re.findall(r'<li>.*?<(?:a class="link"[^>]*|strong)>(.*?)</(?:a|strong)>', block)
        found.append((title, ways))
    return found


def titles(slug, names):
    return [policy(slug).channels[name].title.for_("en") for name in names]


WAYS = [
    pytest.param(
        "xm",
        "general",
        ["chat", "email", "form"],
        "what does XM offer, a general question about your services",
        marks=pytest.mark.promise("XM-28"),
    ),
    pytest.param(
        "xm",
        "technical",
        ["chat", "phone", "email"],
        "the platform does not open, a technical problem with signing in",
        marks=pytest.mark.promise("XM-29"),
    ),
    pytest.param(
        "xm",
        "financial",
        ["email", "phone", "form"],
        "my withdrawal and deposit are on their way, what fees",
        marks=pytest.mark.promise("XM-31"),
    ),
    pytest.param(
        "xm",
        "verification",
        ["email", "form"],
        "account verification: why was my document refused",
        marks=pytest.mark.promise("XM-32"),
    ),
    pytest.param(
        "xm",
        "complaint",
        ["email", "form", "post"],
        "I want to make a complaint",
        marks=pytest.mark.promise("XM-33"),
    ),
    pytest.param(
        "exness",
        "urgent_trading",
        ["chat"],
        "urgent trading problem, an open position is at risk, closing an order",
        marks=pytest.mark.promise("EX-03"),
    ),
    pytest.param(
        "exness",
        "verification",
        ["email"],
        "account verification and documents, how is the review",
        marks=pytest.mark.promise("EX-04"),
    ),
    pytest.param(
        "exness",
        "payments",
        ["email", "callback"],
        "status of a deposit: the money has not arrived",
        marks=pytest.mark.promise("EX-05"),
    ),
    pytest.param(
        "exness",
        "technical",
        ["chat", "email"],
        "technical problem, the app or signing in",
        marks=pytest.mark.promise("EX-06"),
    ),
    pytest.param(
        "exness",
        "settings",
        ["chat"],
        "account settings and features: password reset",
        marks=pytest.mark.promise("EX-07"),
    ),
]


@pytest.mark.parametrize("slug, topic, ways, words", WAYS)
def test_what_is_typed_leads_to_the_ways_that_the_company_recommends_in_its_order(
    browser, slug, topic, ways, words
):
    found = probable(read(browser, f"/{slug}/ask/", q=words))
    title = policy(slug).topics[topic].title.for_("en")
    assert title in [one for one, _ways in found], found
    assert dict(found)[title] == titles(slug, ways)


@pytest.mark.parametrize("slug", ["xm", "etoro", "exness", "roxom", "shop"])
def test_no_topic_is_hidden_nor_moved_whatever_is_typed(browser, slug):
    def every(html):
        return re.findall(r"<h2>([^<]*)</h2>", html.partition("<h1>")[2].partition("told")[0])

    plain = every(read(browser, f"/{slug}/ask/"))
    assert plain[:3] == [t.title.for_("en") for t in policy(slug).topics.values()][:3]
    typed = every(read(browser, f"/{slug}/ask/", q="my withdrawal is late"))
    assert [title for title in typed if title not in ("Probably this", "All topics")] == plain


def test_the_part_for_a_script_has_only_the_probable_topics_and_takes_the_words_along(browser):
    part = read(browser, "/xm/ask/", q="my withdrawal is late", part="probable", s="k")
    assert part.lstrip().startswith('<div id="probable"')
    assert "/xm/ask/financial/?about=my+withdrawal+is+late&s=k" in part
    assert "<input id=" not in part, "the field itself stays as it is, and so does its focus"
    assert probable(read(browser, "/xm/ask/", q="", part="probable")) == []


def test_a_way_that_is_closed_says_when_it_opens_and_where_to_turn_till_then(browser):
    browser.cookies["tz"] = "Asia/Shanghai"
    with time_machine.travel(SUNDAY, tick=False):
        html = read(browser, "/exness/ask/", q="urgent trading problem, an open position at risk")
        there = read(browser, "/exness/ask/urgent_trading/")
    assert "Closed now. Opens" in html
    assert re.search(r"is closed now\. Until it opens: [^<]*allback", html)
    assert "Until it opens" in there
    with time_machine.travel(TUESDAY, tick=False):
        assert "Until it opens" not in read(browser, "/exness/ask/urgent_trading/")


def test_what_a_way_promises_is_for_this_topic_and_this_moment_in_the_readers_zone(browser):
    browser.cookies["tz"] = "America/Bogota"
    with time_machine.travel(TUESDAY, tick=False):
        html = read(browser, "/xm/ask/", q="my withdrawal is late", part="probable")
    mail = html.partition(">E-mail</a>")[2].partition("</li>")[0]
    assert "Answer by" in mail
    assert "03:00" in mail, "24 hours from 08:00 UTC, in Bogota"


@pytest.mark.promise("XM-31")
def test_a_channel_that_does_not_take_a_topic_says_which_do(browser):
    hours = read(browser, "/xm/hours/")
    part = hours.partition("Which way for what")[2].partition("</table>")[0]
    row = part.partition("Deposits and withdrawals")[2].partition("</tr>")[0]
    assert "E-mail, Telephone, Contact form" in row
    assert "Not by: Live chat." in row
    assert "Not by: Live chat. These take it: E-mail, Telephone, Contact form." in read(
        browser, "/xm/ask/financial/"
    )
    assert "These take it: Live chat" in read(browser, "/xm/ask/urgent/")


@pytest.mark.promise("XM-33")
def test_a_complaint_is_written_by_three_ways_and_refused_by_none(browser, ask, marta):
    html = read(browser, "/xm/ask/complaint/")
    assert re.search(
        r"Please write it by: E-mail, [^.]*Contact form[^.]*\. By another way it", html
    )
    assert "Not by" not in html
    said = ask("xm", "general", "chat", text="Quiero quejarme del trato que recibí.")
    raise_complaint(said.company_id, said.id, marta, said.received_at)
    assert Ticket.objects.get(company_id=said.company_id, id=said.id).complaint


def test_the_form_of_another_topic_says_so_and_nothing_typed_is_lost(browser):
    typed = {
        "subject": "My deposit",
        "text": "my withdrawal and deposit have not arrived, which fees",
        "look": "yes",
    }
    html = unescape(browser.post("/xm/ask/verification/", typed).content.decode())
    assert "This reads like: Deposits and withdrawals" in html
    target = re.search(r'formaction="([^"]*ask/financial/)"', html)[1]
    there = unescape(browser.post(target, typed).content.decode())
    assert "my withdrawal and deposit have not arrived, which fees</textarea>" in there
    assert "This reads like" not in there


def test_the_form_names_the_ways_of_a_topic_that_takes_no_form(browser):
    typed = {
        "text": "technical problem: the platform freezes and orders do not go through",
        "look": "yes",
    }
    html = unescape(browser.post("/xm/ask/general/", typed).content.decode())
    assert "This reads like: Technical problem" in html
    assert "The form does not take it. These do: Live chat, Telephone, E-mail" in html
    assert 'formaction="/xm/ask/technical' not in html


def test_nobody_who_complains_is_sent_elsewhere(browser):
    typed = {"text": "my withdrawal and deposit have not arrived, which fees", "look": "yes"}
    html = unescape(browser.post("/xm/ask/complaint/", typed).content.decode())
    assert "This reads like" not in html
