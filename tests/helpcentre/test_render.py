"""An article on a page: the policy's words in their places, and nothing that runs."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.helpcentre.conftest import NOW
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.load import load_help
from ventanilla.helpcentre.render import html
from ventanilla.helpcentre.stock import help_of

EVIL = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.test/track.gif)",
    '<a href="https://x.test" onclick="x()">x</a>',
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<style>*{display:none}</style><p style="color:red">x',
    "[x](//evil.test)",
)


@pytest.mark.parametrize("text", EVIL)
def test_nothing_that_runs_or_loads_comes_out(text):
    made = html(text)
    for word in ("<script", "<img", "<style", "<a onclick", 'href="javascript', 'href="data'):
        assert word not in made


@given(st.text(alphabet="<>[]()\"'`*_#|\n javscriptonelx:/=&;-1", max_size=80))
def test_whatever_is_typed_no_tag_or_scheme_of_ours_is_missing_from_the_list(text):
    made = html(text)
    for word in ("<script", "<img", "<iframe", "<svg", "javascript:alert"):
        assert word not in made.lower().replace("&lt;", "‹")


def test_lists_tables_and_links_are_kept():
    made = html("1. a\n2. b\n\n| h | i |\n|---|---|\n| x | y |\n\n[there](/xm/hours/)")
    assert "<ol>" in made
    assert "<td>x</td>" in made
    assert '<a href="/xm/hours/" rel="noopener noreferrer">there</a>' in made


@pytest.fixture
def filler(xm, folder):
    load_help(xm, folder.path, NOW)

    def fill(language):
        return Filler(xm, help_of(xm.id), language)

    return fill


@pytest.mark.django_db
def test_what_the_policy_says_is_said_in_the_language_of_the_reader(filler):
    es, zh = filler("es"), filler("zh")
    assert es.plain("{time.email_answer}, {channel.chat}") == "24 horas, Chat en línea"
    assert "24" in zh.plain("{promise.email_answer}")
    assert es.plain("{address.email} {company}") == "support@xm.test XM"
    assert "lunes" in es.plain("{hours.chat}").lower() or "24" in es.plain("{hours.chat}")


@pytest.mark.django_db
def test_links_are_worded_by_what_they_lead_to(filler):
    made = filler("es").markdown("{article.hours} {ask} {topic.general} {hours} {complaint}")
    assert "[hours es](/xm/help/hours/)" in made
    assert "](/xm/ask/)" in made
    assert "](/xm/ask/general/)" in made
    assert "](/xm/hours/)" in made
    assert "](/xm/ask/complaint/)" in made
    assert "/xm/" not in filler("es").plain("{article.hours} {ask} {topic.general}")


@pytest.mark.django_db
def test_a_title_with_signs_of_markdown_stays_what_it_is(xm, folder):
    folder.words("es", "hours", title="¿*Cuándo* [abren]?")
    load_help(xm, folder.path, NOW)
    filler = Filler(xm, help_of(xm.id), "es")
    made = html(filler.markdown("{article.hours}"))
    assert '<a href="/xm/help/hours/" rel="noopener noreferrer">¿*Cuándo* [abren]?</a>' in made


@pytest.mark.django_db
def test_what_is_gone_from_the_policy_leaves_no_brace(filler):
    assert filler("en").plain("a {time.gone} {whatever} b") == "a   b"


@pytest.mark.django_db
def test_an_article_that_was_withdrawn_leaves_no_hole_and_no_dead_link(filler):
    found = filler("es")
    assert found.plain("Vea {article.gone}.") == "Vea Centro de ayuda."
    (url,) = re.findall(r"\]\(([^)]+)\)", found.markdown("Vea {article.gone}."))
    assert Client().get(url).status_code == 200
