"""What somebody typed into the editor: every mistake is named at its field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.companies.reading import COMPANIES
from ventanilla.core.articles import Words
from ventanilla.core.articles.placeholders import allowed
from ventanilla.core.articles.placement import Around, Placement, misplaced
from ventanilla.core.articles.typed import LONGEST, mistakes
from ventanilla.core.policy import parse_policy

XM = parse_policy((COMPANIES / "xm" / "policy.toml").read_text("utf-8"), "xm/policy.toml")
NAMES = {"opening-hours": None}
GOOD = Words("When?", "At {hours.chat}.", "See {article.opening-hours}.", ("hours?",))


def found(**changes):
    said = mistakes(replace(GOOD, **changes), XM, NAMES)
    return {fault.field: str(fault.text) for fault in said}


def test_good_words_are_kept():
    assert found() == {}


@pytest.mark.parametrize("field", ["title", "answer", "body"])
def test_what_is_empty_is_named(field):
    assert set(found(**{field: "  "})) == {field}


@pytest.mark.parametrize("field", list(LONGEST))
def test_what_is_too_long_is_named_with_both_figures(field):
    most = LONGEST[field]
    assert found(**{field: "x" * most}) == {}
    said = found(**{field: "x" * (most + 1)})
    assert str(most) in said[field]
    assert str(most + 1) in said[field]


def test_a_mistyped_placeholder_is_answered_with_the_nearest():
    assert "{hours.chat}" in found(body="{hours.chta}")["body"]
    assert "{hours.chat}" in found(answer="{hous.chat}")["answer"]
    assert "{article.opening-hours}" in found(title="{article.opening-hour}")["title"]
    assert "{xyzzy.q}" in found(body="{xyzzy.q}")["body"]


def test_other_ways_to_ask_are_lines_and_not_pages():
    assert set(found(asks=("x" * 201,))) == {"asks"}
    assert set(found(asks=("x",) * 41)) == {"asks"}


def test_every_placeholder_that_is_offered_is_allowed():
    offered = list(allowed(XM, NAMES))
    assert len(offered) > 20
    for one in offered:
        assert found(body=str(one)) == {}, one


AROUND = Around({"account"}, {"general"}, {"password"})


@pytest.mark.parametrize(
    ("placement", "field"),
    [
        (Placement("gone"), "section"),
        (Placement("account", topics=("gone",)), "topics"),
        (Placement("account", related=("gone",)), "related"),
        (Placement("account", kind="film"), "kind"),
        (Placement("account", link="http://x.test"), "link"),
        (Placement("account", link="javascript:alert(1)"), "link"),
        (Placement("account", kind="video"), "link"),
        (Placement("account", kind="webinar", link="https://x.test/"), "starts"),
        (Placement("account", link="https://x.test/" + "x" * 500), "link"),
    ],
)
def test_a_place_that_is_none_is_named(placement, field):
    faults = {fault.field for fault in misplaced(placement, AROUND) if fault.field != "nothing"}
    assert field in faults


def test_a_good_place_is_kept():
    fine = Placement("account", topics=("general",), related=("password",))
    assert not list(misplaced(fine, AROUND))
