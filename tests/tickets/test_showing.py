"""The record in the reader's words: sizes, lanes and teams by their titles."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from ventanilla.core.words import Phrase
from ventanilla.people.models import Team
from ventanilla.tickets.showing import Eyes, reason_text, size_text

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "language, size, shown",
    [
        ("en", 0, "1 kB"),
        ("en", 1024, "1 kB"),
        ("en", 1023 * 1024, "1,023 kB"),
        ("en", 1024 * 1024 - 1, "1 MB"),
        ("en", 2_621_440, "2.5 MB"),
        ("es", 2_621_440, "2,5 MB"),
        ("zh-hans", 2_621_440, "2.5 MB"),
        ("ar", 10 * 1024, "10 كيلوبايت"),
    ],
)
def test_a_size_is_written_as_its_readers_write_it(language, size, shown):
    with translation.override(language):
        assert size_text(size) == shown


@pytest.mark.django_db
def test_a_lane_is_named_by_its_title_in_the_readers_language(company):
    policy = company("xm").policy
    lane = next(lane for lane in policy.lanes.values() if not lane.default)
    reason = Phrase("Ahead of the others: {lane}.", {"lane": lane.name})
    for language in ("es", "en"):
        eyes = Eyes(language, ZoneInfo("UTC"), NOW)
        assert lane.title.for_(language) in reason_text(reason, policy, eyes)
    plain = Phrase("Behind the others under the fair use rule.")
    assert reason_text(plain, policy, Eyes("en", ZoneInfo("UTC"), NOW)) == plain.sentence


@pytest.mark.django_db
def test_the_thread_names_the_team_by_its_title(console, company, ask):
    ticket = ask("xm", "general", "form")
    found = company("xm")
    Team.objects.update_or_create(
        company_id=found.id,
        slug="payments",
        defaults={"title": {"en": "Payments office", "es": "Oficina de pagos"}},
    )
    base = f"/console/xm/requests/{ticket.number}/"
    console.post(f"{base}team/", {"team": "payments", "note": "Por favor"})
    for language, title in (("es", "Oficina de pagos"), ("en", "Payments office")):
        html = console.get(base, headers={"accept-language": language}).content.decode()
        thread = html.partition('id="thread"')[2].partition('id="composer"')[0]
        assert title in thread
        assert "payments<" not in thread


@pytest.mark.django_db
def test_the_promises_page_says_why_a_request_stands_where_it_stands(console, company, ask):
    ticket = ask("xm", "general", "form")
    page = console.get(
        f"/console/xm/requests/{ticket.number}/promises/", headers={"accept-language": "es"}
    )
    assert page.status_code == 200
    assert page.context["reasons"]
    html = page.content.decode()
    assert page.context["reasons"][-1][:20] in html
