"""Every published row about content, channels, hours, promises and complaints, on its page."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from html import unescape

import pytest
from django.utils.translation import override

from tests.companies.reading import COMPANIES, LANGUAGES
from tests.portal.manual_words import carriers, expected
from tests.portal.test_published import open_minutes
from tools.promises import ROWS
from ventanilla.core.hours import MINUTES
from ventanilla.core.policy import Channel, Content, Lane, Promise
from ventanilla.core.schedules import Schedule

pytestmark = pytest.mark.django_db
SLUG = {"XM": "xm", "ET": "etoro", "EX": "exness", "RX": "roxom", "SB": "shop"}
CLASSES = ("content", "channel", "opening-hours", "response-promise", "complaint")
KNOWN = tomllib.loads((COMPANIES.parent / "tests/companies/rows.toml").read_text("utf-8"))
CHECK = {row: how for c in CLASSES for how, rows in KNOWN[c].items() for row in rows}
CHECK |= {"RX-74": "Y P8"}  # a matter of privacy, kept by a page that says where to read
NOT_BY_WORDS = {"XM-64", "ET-07", "SB-45"}
"""Checked by looking at the pages themselves: their age, their number, their chapters."""


def proven(row: str) -> bool:
    """Whether saying it on a page is what keeps a row."""
    says_it = CHECK[row] in {"N", "Y P8"} or row in {"RX-36", "RX-43"}
    return says_it and row not in NOT_BY_WORDS


CASES = [
    pytest.param(row, marks=[pytest.mark.promise(row)] if proven(row) else [], id=row)
    for row in CHECK
]


@cache
def text(html: str) -> str:
    """The words of a page as they follow each other."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<br>|<[^>]+>", " ", main)).split())


@pytest.fixture
def page(client):
    """The manual of a company in a language."""

    def read(slug, code):
        response = client.get(f"/{slug}/manual/", headers={"accept-language": code})
        assert response.status_code == 200
        return response.content.decode()

    return read


def flat(words: str) -> str:
    return " ".join(words.split())


def test_the_list_of_rows_is_whole() -> None:
    ids = [row for ways in KNOWN.values() for rows in ways.values() for row in rows]
    assert len(ids) == len(set(ids)) == sum(ROWS.values()) == 355
    assert len(CHECK) > 150


@pytest.mark.parametrize("row", CASES)
def test_every_row_stands_on_the_manual_of_its_company(page, company, row):
    slug = SLUG[row[:2]]
    rules = company(slug).policy
    entries = list(carriers(rules, row))
    said = 0
    for code in LANGUAGES:
        shown = text(page(slug, code))
        with override("zh-hans" if code == "zh" else code):
            wanted = [words for entry in entries for words in expected(rules, entry, code)]
        lost = [words for words in wanted if flat(words) not in shown]
        assert lost == [], f"{row}, {code}: the manual of {slug} does not say it"
        said += len(wanted)
    carried = ", ".join(type(entry).__name__ for entry in entries) or "nothing"
    assert said, f"{row}: no entry of {slug} says it; {carried} carries it"


HOURS = [row for how in KNOWN["opening-hours"].values() for row in how]
WEEK = set(range(7 * MINUTES))


def hours_table(html: str) -> list[tuple[set[int], str]]:
    """The table of hours: the minutes of the week that each row names, and whom it is for."""
    start = html.index('id="hours"')
    body = html[start : html.index("</table>", start)]
    found = []
    for line in re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", body, re.DOTALL):
        hours, users, _holidays = re.findall(r"<t[hd].*?>(.*?)</t[hd]>", line, re.DOTALL)
        plain = [unescape(re.sub(r"<[^>]+>", "", part)).strip() for part in hours.split("<br>")]
        found.append((open_minutes(re.sub(r" \([^)]*\)$", "", "; ".join(plain))), unescape(users)))
    return found


def scheduled(schedule: Schedule) -> set[int]:
    """The minutes of an ordinary week at which a schedule is open, by its own clock."""
    return {
        minute
        for day, windows in enumerate(schedule.week)
        for opens, closes in windows
        for minute in range(day * MINUTES + opens, day * MINUTES + closes)
    }


@pytest.mark.parametrize("row", HOURS)
def test_the_hours_of_a_row_are_the_minutes_that_the_manual_names(page, company, row):
    slug = SLUG[row[:2]]
    rules = company(slug).policy
    shown = hours_table(page(slug, "en"))
    looked_at = 0
    for entry in carriers(rules, row):
        match entry:
            case Channel() | Lane() if entry.schedule and _public(entry):
                title = f"<span>{entry.title.for_('en')}</span>"
                (minutes,) = [minutes for minutes, users in shown if title in users]
                assert minutes == scheduled(rules.schedules[entry.schedule]), f"{row}: {title}"
            case Promise() if entry.clock and entry.clock.schedule:
                assert scheduled(entry.clock.schedule) in [minutes for minutes, _users in shown]
            case Content():
                assert set().union(*(minutes for minutes, _users in shown)) == WEEK
            case _:
                continue
        looked_at += 1
    assert looked_at, f"{row}: nothing with hours carries it"


def _public(entry: Channel | Lane) -> bool:
    return isinstance(entry, Lane) or entry.listed or bool(entry.lanes)


@pytest.mark.parametrize("name", ["company", "licences", "ethics", "assets", "privacy", "risk"])
@pytest.mark.promise("RX-19", "RX-68", "RX-69", "RX-70", "RX-73", "RX-74", "RX-75")
def test_a_document_of_roxom_is_linked_on_its_own_site(page, company, name):
    rules = company("roxom").policy
    content = rules.contents[name]
    assert isinstance(content, Content)
    assert rules.official
    assert content.link.startswith(f"{rules.official.site}/")
    for code in LANGUAGES:
        html = page("roxom", code)
        start = html.index(f'<p class="name">{content.title.for_(code)}</p>')
        item = html[start : html.index("</li>", start)]
        assert content.says.for_(code) in unescape(item)
        assert f'href="https://{content.link}"' in item


@pytest.mark.promise("RX-37")
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_process_of_roxom_is_written_down(page, company, code):
    """Ways in, topics, promises, letters, whoever comes next: none is left out."""
    rules, shown = company("roxom").policy, text(page("roxom", code))
    titles = [c.title for c in rules.channels.values() if c.listed]
    titles += [entry.title for part in (rules.topics, rules.notices) for entry in part.values()]
    titles += [p.title for p in rules.promises.values() if p.shown]
    titles += [step.title for step in rules.escalation]
    missing = [t.for_(code) for t in titles if t and flat(t.for_(code)) not in shown]
    assert len(titles) > 20
    assert missing == []
