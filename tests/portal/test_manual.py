"""The communication manual: the policy in force in words, every version before it, and its change."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape

import pytest
import time_machine

from tests.companies.proposing import ANA, BEN, SOONER, text_of
from tests.companies.reading import COMPANIES, LANGUAGES, SLUGS
from tests.portal.test_pages import fields
from ventanilla.companies.drafts import approve, propose, withdraw
from ventanilla.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_policies")]
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 30, 22, tzinfo=UTC)
"""When the first of December begins in Nicosia."""
ALWAYS = ("company", "channels", "hours", "topics", "promises", "answers", "complaints", "versions")


def read(client, path, code="en"):
    response = client.get(path, headers={"accept-language": code})
    assert response.status_code == 200, path
    return unescape(response.content.decode())


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def next_xm(company):
    """XM answers sooner from the first of December on: drafted by Ana, approved by Ben."""
    draft = propose("xm", text_of("xm", "1.1", "2026-12-01", SOONER), ANA, NOW)
    approve(draft.pk, company("xm").id, BEN, NOW)
    return draft


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_manual_says_which_version_it_is_and_leads_to_its_sections(client, company, slug, code):
    policy = company(slug).policy
    html = read(client, f"/{slug}/manual/", code)
    head = words(html[html.index("facts-row") : html.index("</dl>")])
    for said in (policy.version, policy.effective.isoformat()):
        assert said in head
    for text in (policy.department, policy.approval):
        assert text.for_(code) in head
    linked = re.findall(r'<li><a href="#([a-z]+)">', html)
    there = re.findall(r'<h2 id="([a-z]+)"><a class="here"', html)
    assert linked == there
    assert set(ALWAYS) <= set(there)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", ["", "ask/", "hours/", "find/", "sign-in/", "manual/"])
def test_every_page_of_a_customer_leads_to_the_manual(client, page):
    html = read(client, f"/xm/{page}")
    assert 'href="/xm/manual/"' in html[html.index("<footer") :]


def test_the_address_of_a_lane_is_named_and_not_given_away(client, company):
    vip = company("xm").policy.channels["vip_email"]
    html = read(client, "/xm/manual/")
    assert vip.title.for_("en") in html
    assert vip.address not in html


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_law_adds_is_not_published_as_a_promise(client, company, slug):
    policy = company(slug).policy
    html = words(read(client, f"/{slug}/manual/"))
    assert policy.laws
    own = {p.title.for_("en") for p in policy.promises.values() if not p.rule}
    for promise in policy.promises.values():
        if promise.rule and promise.title.for_("en") not in own:
            assert promise.title.for_("en") not in html


def test_once_read_the_manual_asks_the_database_nothing(client, django_assert_num_queries):
    read(client, "/xm/manual/")
    with django_assert_num_queries(0):
        read(client, "/xm/manual/")


@pytest.mark.promise("RX-20", "RX-71", "RX-76")
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_other_papers_print_is_shown_as_such(client, company, code):
    """Two dates for one version, lists without e-mail, another law: A.6 #20 to #22."""
    policy = company("roxom").policy
    html = read(client, "/roxom/manual/", code)
    about = words(html[html.index('id="company"') : html.index('id="channels"')])
    versions = words(html[html.index('id="versions"') :])
    assert "Reglamento de la Ley de Emisión de Activos Digitales" in about
    assert "Ley de Emisión de Activos Digitales" not in about.replace("Reglamento de la Ley", "")
    for printed in policy.published_versions:
        assert printed.date in versions
        assert printed.where.for_(code) in versions
    for listed in policy.channel_lists:
        assert listed.where.for_(code) in versions
        titles = [policy.channels[name].title.for_(code) for name in listed.channels]
        assert " · ".join(titles) in versions


def test_the_text_comes_back_byte_for_byte_with_its_digest(client):
    stored = (COMPANIES / "xm" / "policy.toml").read_bytes()
    answer = client.get("/xm/manual/1/policy.toml")
    assert answer.content == stored
    assert answer["Content-Disposition"].startswith("attachment;")
    assert sha256(stored).hexdigest() in read(client, "/xm/manual/")


def test_an_old_version_stays_readable_and_says_since_when_it_does_not_hold(client, next_xm):
    with time_machine.travel(MIDNIGHT + timedelta(days=3), tick=False):
        old, now = read(client, "/xm/manual/1/"), read(client, "/xm/manual/")
        answer = client.get("/xm/manual/1/policy.toml")
    assert "We answer e-mail within 24 hours." in old
    assert "Not in force any more since Tuesday, December 1, 2026" in old
    assert 'href="/xm/manual/"' in old[: old.index("<footer")]
    assert "We answer e-mail within 12 hours." in now
    assert "Not in force" not in words(now[: now.index('id="versions"')])
    table = now[now.index('id="versions"') :]
    assert re.findall(r'href="/xm/manual/(\d)/">([\d.]+)</a>', table) == [
        ("2", "1.1"),
        ("1", "1.0"),
    ]
    assert answer.content == (COMPANIES / "xm" / "policy.toml").read_bytes()


def test_a_version_that_waits_for_its_day_is_announced(client, next_xm):
    with time_machine.travel(NOW, tick=False):
        now, coming = read(client, "/xm/manual/"), read(client, "/xm/manual/2/")
    assert "In force from Tuesday, December 1, 2026" in words(now[now.index('id="versions"') :])
    assert "We answer e-mail within 24 hours." in now
    assert "We answer e-mail within 12 hours." in coming
    assert "In force from Tuesday, December 1, 2026" in words(coming[: coming.index("contents")])


@pytest.mark.parametrize("number", ["7", "0", "9" * 30, "9" * 5000, "-1", "%00"])
def test_a_version_that_never_was_is_not_there(client, number):
    for path in ("", "policy.toml"):
        assert client.get(f"/xm/manual/{number}/{path}").status_code == 404


def test_nobody_outside_reads_of_a_draft_before_it_is_approved(client):
    draft = propose("xm", text_of("xm", "1.1", "2026-12-01", SOONER), ANA, NOW, "Between us")
    with time_machine.travel(NOW, tick=False) as clock:
        for at in (NOW, MIDNIGHT, MIDNIGHT + timedelta(days=9)):
            clock.move_to(at)
            for number in (2, draft.pk + 1):
                assert client.get(f"/xm/manual/{number}/").status_code == 404
                assert client.get(f"/xm/manual/{number}/policy.toml").status_code == 404
            for path in ("", "manual/", "manual/1/", "manual/1/policy.toml", "ask/"):
                html = read(client, f"/xm/{path}")
                for word in ("Between us", "within 12 hours", 'version = "1.1"', ">1.1<"):
                    assert word not in html, (path, word)


@pytest.mark.parametrize("code", ["xx", "*", "zh-Hant-" * 99, "\0", ";q=1"])
def test_whoever_reads_no_language_of_ours_reads_one_all_the_same(client, code):
    assert 'id="promises"' in read(client, "/xm/manual/", code)


def test_a_withdrawn_version_is_as_one_that_never_was(client, company, next_xm):
    withdraw(next_xm.pk, company("xm").id, BEN, NOW)
    with time_machine.travel(MIDNIGHT, tick=False):
        for path in ("manual/2/", "manual/2/policy.toml"):
            assert client.get(f"/xm/{path}").status_code == 404
        assert "1.1" not in words(read(client, "/xm/manual/"))


def test_page_form_and_clock_change_together_on_the_day_and_nothing_before_it(
    client, company, ask, next_xm
):
    """RX-20, XM-93: one text is the page and the programme."""
    topic = company("xm").policy.topics["general"]

    def look():
        return read(client, "/xm/manual/"), words(read(client, "/xm/ask/general/"))

    with time_machine.travel(MIDNIGHT - timedelta(seconds=1), tick=False) as clock:
        before = ask("xm", "general", "email", key="before")
        manual, form = look()
        assert "We answer e-mail within 24 hours." in manual
        assert "Answer by Wed, Dec 2, 23:59" in form
        clock.move_to(MIDNIGHT)
        manual, form = look()
        assert "We answer e-mail within 12 hours." in manual
        assert "Answer by Wed, Dec 2, 12:00" in form
        after = ask("xm", "general", "email", key="after")
        client.post("/xm/ask/general/", fields(topic))
    written = Ticket.objects.get(company_id=before.company_id, channel="form")
    assert (after.policy, after.due_at) == (2, MIDNIGHT + timedelta(hours=12))
    assert (written.policy, written.due_at) == (2, MIDNIGHT + timedelta(hours=36))
    before.refresh_from_db()
    assert (before.policy, before.due_at) == (1, MIDNIGHT + timedelta(hours=24, seconds=-1))


def test_an_old_request_keeps_its_promise_whatever_happens_to_it_later(
    company, ask, marta, next_xm
):
    from ventanilla.tickets.actions.note import note
    from ventanilla.tickets.queries import whole

    with time_machine.travel(MIDNIGHT - timedelta(hours=1), tick=False):
        ticket = ask("xm", "general", "email")
    due = ticket.due_at
    with time_machine.travel(MIDNIGHT + timedelta(hours=1), tick=False):
        note(ticket.company_id, ticket.id, marta, "Looked at it.", MIDNIGHT + timedelta(hours=1))
        ticket = Ticket.objects.get(company_id=ticket.company_id, id=ticket.id)
        found = whole(ticket, MIDNIGHT + timedelta(hours=1))
    assert (ticket.policy, ticket.due_at) == (1, due)
    assert found.policy.version == "1.0"
