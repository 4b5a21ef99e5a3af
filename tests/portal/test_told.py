"""What no clock can keep is kept by being said: on the page of hours, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from tests.portal.test_published import LANGUAGES, SLUGS, read, words
from ventanilla.core.policy.texts import Text

pytestmark = pytest.mark.django_db

SAID = {
    "XM-05": ("xm", "Simple questions are answered quickly in the chat"),
    "XM-35": ("xm", "You choose a channel"),
    "XM-36": ("xm", "describe the matter"),
    "XM-47": ("xm", "a personal approach"),
    "XM-62": ("xm", "ask questions live"),
    "XM-81": ("xm", "Read what is asked for before you send a document"),
    "XM-85": ("xm", "write where language is a barrier"),
    "XM-87": ("xm", "Ask precisely"),
    "XM-88": ("xm", "ask us to explain what is unclear"),
    "XM-91": ("xm", "check your connection"),
    "XM-99": ("xm", "give everything in the first message"),
    "XM-101": ("xm", "Ask precisely"),
    "XM-107": ("xm", "We take every complaint seriously"),
    "ET-11": ("etoro", "wait for the team: no time is published"),
    "ET-18": ("etoro", "the answer comes after some days"),
    "ET-19": ("etoro", "The answer explains the solution"),
    "EX-14": ("exness", "wait for the agent, who answers quickly"),
    "EX-24": ("exness", "describe the problem clearly"),
    "EX-49": ("exness", "Have ready the trading account number"),
    "EX-55": ("exness", "Clear the cache, try another browser, check caps lock"),
    "EX-58": ("exness", "Refresh the page, check the network, try the app, clear the cookies"),
    "EX-59": ("exness", "To keep accounts safe and follow the rules"),
    "EX-70": ("exness", "we see every transaction through"),
    "EX-82": ("exness", "We check a withdrawal first, then the bank"),
    "EX-85": ("exness", "we suggest another one"),
    "RX-35": ("roxom", "We answer in writing within the times above"),
    "RX-42": ("roxom", "refers it to the specialised area"),
    "RX-44": ("roxom", "We handle everything quickly"),
    "RX-45": ("roxom", "Write by any channel of this page"),
    "RX-47": ("roxom", "with the greatest care"),
    "RX-72": ("roxom", "Information about the products stands on the site and on the channels"),
    "SB-07": ("shop", "We want support to be quick"),
    "SB-11": ("shop", "real emergencies had to wait"),
    "SB-14": ("shop", "a sign, not a source of income"),
    "SB-20": ("shop", "quick, effective and free"),
    "SB-26": ("shop", "by the form we can sort and answer better"),
    "SB-35": ("shop", "We do not watch forums or social networks"),
    "SB-38": ("shop", "Describe the problem clearly"),
    "SB-43": ("shop", "We want support to be quick, effective and free"),
}
"""The rows that a page keeps by saying them, and the words that say them."""


def tellers(policy: Any, row: str) -> Iterator[Text]:
    """Every text of the tables that name a row."""
    tables = (policy.contents, policy.promises, policy.forbids, policy.lanes)
    for table in tables:
        for thing in table.values():
            if row in thing.rows:
                yield from texts_in(thing)


def texts_in(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value):
        for item in fields(value):
            yield from texts_in(getattr(value, item.name))


_PAGES: dict[tuple[str, str, str], str] = {}


def told(client: Any, slug: str, language: str, page: str = "hours/") -> str:
    """The words of a page as a stranger reads it; nothing in the tests changes them."""
    key = (slug, language, page)
    if key not in _PAGES:
        html = read(client, f"/{slug}/{page}", language)
        _PAGES[key] = words(html[html.index("<main") : html.index("<footer")])
    return _PAGES[key]


@pytest.mark.parametrize(
    "row, slug, said",
    [pytest.param(row, *told, marks=pytest.mark.promise(row)) for row, told in SAID.items()],
)
def test_a_rule_that_only_words_can_keep_is_said_in_every_language(
    client: Any, company: Any, row: str, slug: str, said: str
) -> None:
    assert said in told(client, slug, "en")
    texts = [text for text in tellers(company(slug).policy, row) if said in text.for_("en")]
    assert texts, f"the policy says it in no table that names {row}"
    for language in LANGUAGES:
        page = told(client, slug, language)
        assert any(text.for_(language) in page for text in texts), language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_prohibition_is_published(client, company, slug, language):
    page, asking = told(client, slug, language), told(client, slug, language, "ask/")
    found = [f for f in company(slug).policy.forbids.values() if f.says]
    assert found
    for forbid in found:
        assert forbid.says.for_(language) in page
        if forbid.act in {"open_case", "ask_in_public", "reply_to_automatic_mail"}:
            assert forbid.says.for_(language) in asking


@pytest.mark.promise("SB-29")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["hours/", "ask/"])
def test_the_shops_telephone_refers_to_the_known_answers(client, company, language, page):
    phone = company("shop").policy.channels["phone"]
    html = read(client, f"/shop/{page}", language)
    (entry,) = (
        item
        for item in re.findall(r'<li class="told">(.*?)</li>', html, re.DOTALL)
        if phone.title.for_(language) in item
    )
    assert phone.good_for.for_(language) in entry
    link = re.search(r'href="([^"]+)"', entry)[1]
    answer = client.get(link, headers={"accept-language": language})
    assert answer.status_code == 200, "the link answers"
    assert 'type="search"' in answer.content.decode()


@pytest.mark.promise("SB-35", "SB-36")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["hours/", "ask/"])
def test_the_shop_says_that_nobody_reads_its_forums(client, company, language, page):
    policy = company("shop").policy
    text = told(client, "shop", language, page)
    assert policy.channels["forums"].title.for_(language) in text
    assert policy.channels["forums"].good_for.for_(language) in text
    assert policy.forbids["public_questions"].says.for_(language) in text


@pytest.mark.promise("SB-25")
def test_the_automatic_address_is_told_of_and_never_printed(client):
    for page in ("", "ask/", "ask/question/", "hours/"):
        assert "noreply@" not in read(client, f"/shop/{page}")
    assert "Please do not answer automatic e-mails" in told(client, "shop", "en")


@pytest.mark.parametrize("slug", SLUGS)
def test_places_that_take_nothing_are_no_ways_to_reach_us(client, company, slug):
    policy = company(slug).policy
    html = read(client, f"/{slug}/hours/")
    ways = html[html.index("<tbody>") : html.index("</tbody>")]
    for channel in policy.channels.values():
        if channel not in policy.doors():
            assert channel.title.for_("en") not in words(ways)


@pytest.mark.promise("EX-100")
@pytest.mark.parametrize("language", LANGUAGES)
def test_exness_names_its_formal_complaint_where_somebody_does_not_agree(client, company, language):
    policy = company("exness").policy
    page = told(client, "exness", language)
    steps = [step.title.for_(language) for step in policy.escalation]
    places = [page.index(f"{n}. {step}") for n, step in enumerate(steps, 1)]
    assert places == sorted(places)
    complaint = policy.topics["complaint"]
    assert complaint.title.for_(language) in told(client, "exness", language, "ask/")
    way = told(client, "exness", language, "ask/complaint/")
    assert policy.channels["email"].title.for_(language) in way


@pytest.mark.promise("RX-40")
@pytest.mark.parametrize("language", LANGUAGES)
def test_roxom_names_its_official_site(client, company, language):
    official = company("roxom").policy.official
    page = told(client, "roxom", language)
    assert f"{official.says.for_(language)} {official.site}" in page


@pytest.mark.promise("SB-44")
def test_a_standard_request_is_free_and_no_act_of_it_charges(client, company, ask, marta):
    from django.utils import timezone

    from ventanilla.tickets.actions import change_lane, reply, resolve
    from ventanilla.tickets.models import Event

    policy = company("shop").policy
    lane = policy.default_lane
    assert "free" in lane.title.for_("en")
    for language in LANGUAGES:
        assert lane.title.for_(language) in told(client, "shop", language)
    now = timezone.now()
    ticket = ask("shop", "question", "form")
    reply.reply(ticket.company_id, ticket.id, marta, "Pruebe esto.", now)
    resolve.resolve(ticket.company_id, ticket.id, marta, "Ya está.", now)
    charged = Event.objects.filter(ticket=ticket.id, kind="charged")
    assert not charged.exists()
    other = ask("shop", "question", "form", key="k-2")
    with pytest.raises(ValueError, match="charged for"):
        change_lane.change_lane(other.company_id, other.id, marta, "premium", now)
    assert lane.charge is None


@time_machine.travel(datetime(2026, 12, 20, 9, tzinfo=UTC), tick=False)
def test_the_days_that_no_promise_counts_are_named_before_they_come(client):
    """The Salvadoran days off that Roxom's business days leave out, and no weekend."""
    page = words(read(client, "/roxom/hours/", "es"))
    days = page[page.index("Días que no cuentan") :]
    assert "viernes, 25 de diciembre" in days
    assert "viernes, 1 de enero" in days
    assert "26 de diciembre" not in days


def test_a_company_that_counts_every_hour_names_no_such_day(client):
    assert "Days that do not count" not in words(read(client, "/etoro/hours/", "en"))
