"""The five help centres: every fact that a page states as advice, requirement or FAQ is there."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest

from tests.companies.reading import COMPANIES, policy
from ventanilla.core.articles import Help, read_help
from ventanilla.core.articles.placeholders import filled

SLUGS = {"XM": "xm", "ET": "etoro", "EX": "exness", "RX": "roxom", "SB": "shop"}
LEAST = {"xm": 25, "etoro": 12, "exness": 25, "roxom": 25, "shop": 25}
"""Articles at least; eToro's page holds no more."""
KNOWN = tomllib.loads((COMPANIES.parent / "tests/companies/rows.toml").read_text("utf-8"))
TOLD = [row for kind in ("self-help", "content") for rows in KNOWN[kind].values() for row in rows]


@cache
def help_of(slug: str) -> Help:
    folder = COMPANIES / slug / "help"
    files = {
        (language.name, path.stem): path.read_text("utf-8")
        for language in folder.iterdir()
        if language.is_dir()
        for path in language.glob("*.md")
    }
    return read_help((folder / "help.toml").read_text("utf-8"), files, policy(slug), str(folder))


@pytest.mark.parametrize("slug", LEAST)
def test_every_article_can_be_read_and_there_are_enough(slug):
    found = help_of(slug)
    assert len(found.articles) >= LEAST[slug]
    assert all(found.of(section) for section in found.sections)
    assert {"es", "en"} <= set(policy(slug).languages)


@pytest.mark.parametrize("row", TOLD)
def test_a_fact_of_the_page_is_an_article(row):
    found = help_of(SLUGS[row.partition("-")[0]])
    assert [a.name for a in found.articles.values() if row in a.rows], row


@pytest.mark.parametrize("slug", LEAST)
def test_no_two_articles_of_a_company_say_the_same_in_their_titles(slug):
    for language in policy(slug).languages:
        titles = [a.in_(language).title.casefold() for a in help_of(slug).articles.values()]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("slug", LEAST)
def test_a_text_is_written_in_its_own_script(slug):
    """Nobody put the English words into the Chinese or the Arabic file."""
    spans = {"zh": ("\u4e00", "\u9fff"), "ar": ("\u0600", "\u06ff")}
    for article in help_of(slug).articles.values():
        for language, (low, high) in spans.items():
            words = article.words[language]
            for written in (words.title, words.answer, words.body):
                text = filled(written, lambda _found: "")
                own = sum(low <= sign <= high for sign in text)
                assert own >= 0.25 * sum(sign.isalpha() for sign in text), (article.name, language)


@pytest.mark.promise("ET-07")
@pytest.mark.parametrize("slug", LEAST)
def test_what_people_ask_about_most_has_an_article_in_every_language(slug):
    """Every topic of the policy, and each in several wordings, so that it is found."""
    for topic in policy(slug).topics:
        about = [a for a in help_of(slug).articles.values() if topic in a.topics]
        assert about, (slug, topic)
        for language in policy(slug).languages:
            assert sum(len(a.in_(language).asks) + 1 for a in about) >= 3, (topic, language)
