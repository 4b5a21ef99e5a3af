"""What the pages publish is what the policy runs by, in every language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.portal.test_pages import fields
from ventanilla.channels.email.intake import take_in
from ventanilla.channels.email.store import store
from ventanilla.channels.models import Inbound
from ventanilla.tickets.models import Outgoing, Ticket

pytestmark = pytest.mark.django_db
SLUGS = ("xm", "etoro", "exness", "roxom", "shop")
LANGUAGES = ("es", "en", "zh", "ar")
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONDAY = date(2026, 11, 23)


def read(client, path, language="en", zone=""):
    client.cookies["tz"] = zone
    html = client.get(path, headers={"accept-language": language}).content.decode()
    return unescape(re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL))


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def cells(html):
    """The rows of the first table: title, address, hours, promise."""
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    rows = re.findall(r"<tr>(.*?)</tr>", body, flags=re.DOTALL)
    return [
        [words(c) for c in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows
    ]


def open_minutes(text):
    """The minutes of a week that a line of hours names: "Mon–Fri 09:00–18:00; Sat closed"."""
    if text == "24 hours, every day":
        return set(range(7 * 24 * 60))
    found = set()
    for line in text.split("; "):
        days, _, hours = line.partition(" ")
        first, _, last = days.partition("–")
        for day in range(DAYS.index(first), DAYS.index(last or first) + 1):
            for start, end in re.findall(r"(\d\d:\d\d)–(\d\d:\d\d)", hours):
                a, b = (int(t[:2]) * 60 + int(t[3:]) for t in (start, end))
                found.update(range(day * 1440 + a, day * 1440 + b))
    return found


def scheduled_minutes(schedule, zone):
    start = datetime.combine(MONDAY, datetime.min.time(), zone)
    return {
        minute
        for minute in range(0, 7 * 24 * 60, 15)
        if schedule.is_open(start + timedelta(minutes=minute))
    }


@pytest.mark.parametrize("zone", ["", "America/Mexico_City"])
@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.promise(
    "XM-21",
    "XM-22",
    "XM-23",
    "XM-24",
    "XM-25",
    "EX-43",
    "EX-44",
    "EX-45",
    "EX-46",
    "SB-17",
    "RX-41",
)
def test_the_hours_shown_are_the_minutes_that_count(client, company, slug, zone):
    policy = company(slug).policy
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False):
        shown = cells(read(client, f"/{slug}/hours/", zone=zone))
    doors = [c for c in policy.doors() if c.listed and not c.lanes]
    assert len(shown) == len(doors) > 0
    for channel, row in zip(doors, shown, strict=True):
        assert row[0].startswith(channel.title.for_("en"))
        assert row[2] == channel.promise_text.for_("en")
        schedule = policy.schedules[channel.schedule]
        expected = scheduled_minutes(schedule, ZoneInfo(zone or policy.zone))
        assert {m for m in open_minutes(row[1]) if m % 15 == 0} == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.promise("XM-02", "XM-09", "XM-13", "XM-15")
def test_each_way_says_what_it_is_good_for_and_what_it_promises(client, company, slug, language):
    html = read(client, f"/{slug}/", language)
    for channel in company(slug).policy.doors():
        if channel.listed and not channel.lanes:
            for text in (channel.title, channel.good_for, channel.promise_text):
                assert text.for_(language) in html
    assert company(slug).policy.disclaimer.for_(language) in html


XM = {"xm.test/chat", "support@xm.test", "+357 25 000 000", "xm.test/contact"}
XM |= {"@XMGlobal", "@XM_COM", "@xmglobal", "complaints@xm.test", "documents@xm.test"}
XM |= {"Complaints, PO Box 00000, 3000 Limassol, Cyprus (sample)", "xm.test/account"}
OFFICIAL = [
    pytest.param("xm", XM, marks=pytest.mark.promise("XM-07", "XM-13")),
    pytest.param("etoro", {"etoro.test/contact", "etoro.test/requests"}),
    pytest.param(
        "roxom",
        {"help@roxom.test", "web platform", "@roxomxyz", "Roxomse"},
        marks=pytest.mark.promise("RX-01", "RX-03", "RX-23"),
    ),
    pytest.param(
        "exness",
        {"support@exness.test", "personal area", "personal area, bottom right"},
        marks=pytest.mark.promise("EX-21", "EX-96"),
    ),
    pytest.param("shop", {"shop.test/support"}, marks=pytest.mark.promise("SB-37")),
]


@pytest.mark.parametrize(("slug", "addresses"), OFFICIAL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_official_addresses_and_no_others_stand_on_every_page(
    client, slug, addresses, language
):
    """A handle in this list is a registry's entry; it does not prove that words come in there."""
    for page in ("", "ask/", "hours/", "find/", "sign-in/"):
        html = read(client, f"/{slug}/{page}", language)
        foot = html[html.index("<footer") :]
        assert set(re.findall(r'<li><bdi class="ltr">(.*?)</bdi></li>', foot)) == addresses


@pytest.mark.promise("ET-01", "ET-05")
def test_etoro_has_one_window_for_everything(client, company):
    policy = company("etoro").policy
    assert {c.kind for c in policy.doors()} == {"web-form", "portal"}
    for topic in policy.topics.values():
        sent = client.post(f"/etoro/ask/{topic.name}/", fields(topic) | {"key": topic.name})
        assert sent.status_code == 302, "every matter is written at the same window"
        ticket = Ticket.objects.get(company_id=company("etoro").id, topic=topic.name)
        answer = client.get(f"/etoro/requests/{ticket.number}/")
        assert answer.status_code == 200, "and is followed at the same window"
    home = words(read(client, "/etoro/", "es"))
    assert "mailto:" not in read(client, "/etoro/", "es")
    assert "etoro.test/contact" in home
    assert "etoro.test/requests" in home


@pytest.mark.parametrize(
    ("topic", "ways"),
    [
        pytest.param("urgent", ["Live chat"], marks=pytest.mark.promise("XM-78", "XM-100")),
        pytest.param(
            "technical", ["Live chat", "Telephone", "E-mail"], marks=pytest.mark.promise("XM-29")
        ),
    ],
)
def test_a_matter_without_a_form_leads_to_the_ways_that_take_it(client, topic, ways):
    html = read(client, f"/xm/ask/{topic}/")
    shown = re.findall(r"<h3>(.*?)</h3>", html[: html.index("<footer")])
    assert [way for way in shown if way in ways] == ways
    assert "Contact form" not in shown
    assert "Post" not in shown


@pytest.mark.promise("EX-03", "EX-04", "EX-05", "EX-07")
def test_exness_sends_each_matter_where_its_page_says(client):
    wanted = {
        "urgent_trading": {"Live chat"},
        "verification": {"E-mail"},
        "payments": {"E-mail", "Callback"},
        "settings": {"Live chat"},
    }
    for topic, ways in wanted.items():
        html = read(client, f"/exness/ask/{topic}/")
        shown = set(re.findall(r"<h3>(.*?)</h3>", html[: html.index("<footer")]))
        assert len(shown) == len(ways), (topic, shown)
        assert {s.split()[0].lower() for s in shown} & {w.split()[0].lower() for w in ways}


HOURS = [
    datetime(2026, 11, 21, 3, 0, tzinfo=UTC),
    datetime(2026, 12, 25, 23, 59, tzinfo=UTC),
    datetime(2027, 4, 30, 12, 0, tzinfo=UTC),
]


@pytest.mark.promise("XM-14")
@pytest.mark.parametrize("at", HOURS, ids=str)
def test_the_form_takes_requests_at_any_hour(client, company, at):
    topic = company("xm").policy.topics["general"]
    with time_machine.travel(at, tick=False):
        sent = client.post("/xm/ask/general/", fields(topic))
    assert sent.status_code == 302
    ticket = Ticket.objects.get(company_id=company("xm").id)
    assert ticket.due_at == at + timedelta(hours=48)


@pytest.mark.promise("EX-47", "EX-91")
@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2026, 11, 22, 4, 0, tzinfo=UTC), id="on Sunday noon in Beijing"),
        pytest.param(datetime(2026, 11, 23, 15, 0, tzinfo=UTC), id="on Monday at 23:00 in Beijing"),
    ],
)
def test_mail_is_taken_while_nobody_works(company, at):
    policy = company("exness").policy
    assert not policy.schedules["support"].is_open(at)
    raw = b"From: <w@mail.test>\r\nTo: support@exness.test\r\nSubject: x\r\nMessage-ID: <w@m>\r\n\r\nhi\r\n"
    with time_machine.travel(at, tick=False):
        store("support@exness.test", "lmtp", "w@mail.test", raw)
        Inbound.objects.update(received_at=at, next_at=at)  # PostgreSQL's clock did not travel
        assert take_in(at + timedelta(seconds=1)) == 1
    ticket = Ticket.objects.get(company_id=company("exness").id)
    assert ticket.due_at > at
    assert Outgoing.objects.filter(ticket=ticket.id, letter="receipt").exists()


ASKED = {
    "EX-23": ("exness", "payments", {"account"}),
    "EX-25": ("exness", "technical", {"screenshot"}),
    "EX-38": ("exness", "guidance", {"phone", "steps"}),
    "EX-51": ("exness", "payments", {"phone"}),
    "EX-52": ("exness", "technical", {"screenshot"}),
    "EX-53": ("exness", "payments", {"transaction"}),
    "EX-54": ("exness", "technical", {"when", "steps"}),
    "EX-80": ("exness", "payments", {"transaction", "amount"}),
    "XM-30": ("xm", "technical", {"screenshot"}),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "row, slug, topic, wanted",
    [pytest.param(row, *asked, marks=pytest.mark.promise(row)) for row, asked in ASKED.items()],
)
def test_what_a_mail_left_out_is_asked_for_in_the_writers_language(
    console, company, ask, language, row, slug, topic, wanted
):
    """Exness takes these by mail, so the form that asks for them is the letter that goes out."""
    from ventanilla.channels.email.compose import compose
    from ventanilla.people.actions.know import Contact

    liu = Contact("liu@mail.test", "\u5218\u82b3", language)
    ticket = ask(slug, topic, "email", contact=liu)
    console.post(f"/console/{slug}/requests/{ticket.number}/details/", {"text": ""})
    row = Outgoing.objects.get(ticket=ticket.id, letter="ask_details")
    letter = str(compose(row).get_body(("plain",)).get_content())
    labels = {d.name: d.label.for_(language) for d in company(slug).policy.topics[topic].details}
    assert wanted <= set(labels)
    assert all(labels[name] in letter for name in wanted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_each_promise_stands_once_with_all_it_is_for(client, company, slug, language):
    policy = company(slug).policy
    html = read(client, f"/{slug}/hours/", language)
    table = html[html.index("<tbody>", html.index("</tbody>")) :]
    rows = [
        [words(c) for c in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", table[: table.index("</tbody>")], re.DOTALL)
    ]
    shown = [p for p in policy.promises.values() if p.shown]
    assert [row[0] for row in rows] == [p.title.for_(language) for p in shown]
    for promise, row in zip(shown, rows, strict=True):
        assert row[1] == promise.text.for_(language)
        owed = [
            topic
            for topic in policy.topics.values()
            if any(
                promise.matches(topic.name, lane, channel, "")
                for lane in policy.lanes
                for channel in topic.accepts
            )
        ]
        if len(owed) == len(policy.topics):
            assert not any(t.title.for_(language) in row[2] for t in owed)
        else:
            titles = " \u00b7 ".join(t.title.for_(language) for t in owed)
            assert row[2].startswith(titles)


SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "at, closed", [(SUNDAY, True), (SUNDAY + timedelta(days=1), False)], ids=["Sunday", "Monday"]
)
def test_a_card_says_in_words_that_nobody_is_there_and_until_when(client, at, closed):
    with time_machine.travel(at, tick=False):
        html = read(client, "/shop/", zone="Europe/Madrid")
    card = words(html[html.index('class="card door-card"') :].split("</a>")[0])
    assert ("Closed now. Opens Mon, Nov 23, 09:00" in card) is closed
    assert ("Open now" in card) is not closed
    assert ("data-closed" in html) is closed


def test_what_is_kept_for_a_lane_is_shown_to_its_customers_only(client, company, ask):
    from tests.portal.test_signin import sign_in
    from ventanilla.people.models import Customer

    vip = company("xm").policy.channels["vip_email"]
    ask("xm", "general", "form")
    for page in ("", "hours/"):
        assert vip.title.for_("en") not in read(client, f"/xm/{page}")
    sign_in(client)
    assert vip.address not in read(client, "/xm/")
    Customer.objects.update(lane="vip")
    for page in ("", "hours/"):
        html = read(client, f"/xm/{page}")
        assert vip.title.for_("en") in html
        assert vip.address in html
