"""What a company publishes of how it kept its word: ninety days, all of it, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.portal.test_published import read, words
from ventanilla.companies.inforce import InForce
from ventanilla.core.rates import LEAST
from ventanilla.portal.kept import kept
from ventanilla.tickets.models import PromiseRow, Ticket
from ventanilla.tickets.showing import Eyes

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    cache.clear()
    with time_machine.travel(NOON, tick=False):
        yield


def judged(company, name, number, *, kept=True, at=MONDAY, took=timedelta(hours=2), still=False):
    """So many verdicts on one promise at an instant, as the record keeps them."""
    known = PromiseRow.objects.count()
    PromiseRow.objects.bulk_create(
        PromiseRow(
            company_id=company.id,
            ticket=known + n,
            name=name,
            policy=company.serial,
            state="kept" if kept else "broken",
            started_at=at - took,
            due_at=at + timedelta(hours=1) if kept else at,
            stopped_at=None if still else at if kept else at + timedelta(minutes=1),
            channel="form",
        )
        for n in range(number)
    )


def section(client, slug, language="en"):
    """The words of the section, "" where there is none."""
    html = read(client, f"/{slug}/hours/", language)
    start = html.find("What we measured")
    return words(html[start : html.index("</section>", start)]) if start >= 0 else ""


@pytest.mark.promise("SB-15", "SB-16")
def test_the_rate_of_ninety_days_stands_in_plain_words_with_its_number_and_goal(client, company):
    shop = company("shop")
    judged(shop, "same_day", 96)
    judged(shop, "same_day", 4, kept=False)
    judged(shop, "usual", 40, took=timedelta(minutes=50))
    said = section(client, "shop")
    assert "from August 26, 2026 to November 23, 2026" in said
    assert "96% of 100 promises were kept. Our goal is 95%." in said
    assert "40 requests were counted. Half took 50 min or less." in said


@pytest.mark.parametrize(("number", "shown"), [(LEAST - 1, False), (LEAST, True)])
def test_of_too_few_nothing_is_said(client, company, number, shown):
    judged(company("shop"), "same_day", number)
    assert bool(section(client, "shop")) == shown


def test_nothing_is_said_where_nothing_is_published_or_nothing_happened(client):
    for slug in ("shop", "xm", "roxom", "exness", "etoro"):
        assert section(client, slug) == ""


def test_what_is_late_and_still_open_counts_against_us(client, company):
    shop = company("shop")
    judged(shop, "same_day", 30)
    judged(shop, "same_day", 10, kept=False, still=True)
    said = section(client, "shop")
    assert "75% of 40 promises were kept." in said
    assert "also while it is still open" in said


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 11, 24), False),  # today is not over
        (date(2026, 11, 23), True),
        (date(2026, 8, 26), True),
        (date(2026, 8, 25), False),
    ],
)
def test_it_is_ninety_whole_days_up_to_yesterday(client, company, day, counts):
    at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
    judged(company("shop"), "same_day", 50, at=at)
    assert bool(section(client, "shop")) == counts


@pytest.mark.promise("ET-18")
def test_where_no_time_is_promised_the_real_one_is_published(client, company, ask):
    etoro = company("etoro")
    ask("etoro", "account", "form", MONDAY - timedelta(hours=5))
    model = Ticket.objects.get(company_id=etoro.id)
    copies = []
    for n in range(LEAST):
        copies.append(Ticket.objects.get(company_id=etoro.id, id=model.id))
        copies[-1].id, copies[-1].number = n + 1, f"ET-{n}"
        copies[-1].answered_at = MONDAY
    Ticket.objects.bulk_create(copies)
    said = section(client, "etoro")
    assert f"{LEAST} requests were counted. Half took 5 hours or less." in said
    assert "The longest took 5 hours." in said
    assert "What is not answered yet is not counted." in said
    assert "still open" not in said


def test_what_a_law_asks_is_never_published(company):
    xm = company("xm")
    judged(xm, "cy-cysec.decision", 50)
    judged(xm, "complaint_answer", 50)
    model = xm.policy.measures["chat"]
    measures = {
        "law": replace(model, name="law", of="cy-cysec.decision"),
        "page": replace(model, name="page", of="complaint_answer"),
        "quiet": replace(model, name="quiet", of="complaint_answer", publish=False),
    }
    for names, items in ((["law"], 0), (["page"], 1), (["quiet"], 0), ([*measures], 1)):
        cache.clear()
        policy = replace(xm.policy, measures={name: measures[name] for name in names})
        found = kept(InForce(xm.id, xm.slug, xm.serial, policy), Eyes("en", NOON.tzinfo, NOON))
        assert len(found.told if found else []) == items, names


@pytest.mark.parametrize("language", ["es", "zh", "ar"])
def test_every_language_has_the_figures(client, company, language):
    judged(company("shop"), "same_day", 64)
    html = read(client, "/shop/hours/", language)
    title = company("shop").policy.measures["same_day_kept"].title.for_(language)
    item = html[html.index(f"<h3>{title}</h3>") :].partition("</li>")[0]
    assert "64" in item
    assert "100" in item


def test_it_is_counted_once_an_hour(client, company):
    judged(company("shop"), "same_day", 64)
    section(client, "shop")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert "100%" in section(client, "shop")
    assert not any("tickets_promiserow" in query["sql"] for query in asked)
