"""What holds for each of the five companies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from tests.companies.reading import COMPANIES, LANGUAGES, SLUGS, policy
from ventanilla.core.policy import Policy, lint, read_letter
from ventanilla.core.policy.lint_publication import texts_of

NEEDED = ("receipt", "ask_details", "answer", "resolved")
ADDRESS = re.compile(r"[\w.+-]+@([\w-]+\.)+\w+")
SIZES = {"XM": 112, "ET": 21, "EX": 100, "RX": 76, "SB": 46}


@pytest.fixture(params=SLUGS)
def rules(request: pytest.FixtureRequest) -> Policy:
    return policy(request.param)


def test_the_slug_is_the_folder(rules: Policy) -> None:
    assert (COMPANIES / rules.slug / "policy.toml").is_file()


def test_every_text_is_there_in_all_four_languages(rules: Policy) -> None:
    assert set(rules.languages) == set(LANGUAGES)
    missing = [(place, text.missing(LANGUAGES)) for place, text in texts_of(rules) if text]
    assert [item for item in missing if item[1]] == []


def test_titles_are_given(rules: Policy) -> None:
    tables = (rules.channels, rules.topics, rules.lanes, rules.promises, rules.notices)
    for table in tables:
        for thing in table.values():
            assert thing.title, thing.name
    assert rules.disclaimer


def test_what_is_promised_on_a_page_is_told_in_words(rules: Policy) -> None:
    """The manual says what stands in the file: a sentence taken from it is lost to everybody."""
    assert [p.name for p in rules.promises.values() if p.shown and not p.text] == []


def test_every_notice_has_its_letters(rules: Policy) -> None:
    folder = COMPANIES / rules.slug / "letters"
    for name, notice in rules.notices.items():
        for language in rules.languages:
            path = folder / language / f"{name}.txt"
            letter = read_letter(path.read_text(encoding="utf-8"), str(path), notice)
            by_outcome = {field for fields in notice.when.values() for field in fields}
            assert by_outcome <= letter.fields, path
    assert set(NEEDED) <= set(rules.notices)


def test_every_letter_belongs_to_a_notice(rules: Policy) -> None:
    for path in (COMPANIES / rules.slug / "letters").glob("*/*.txt"):
        assert path.stem in rules.notices, path
        notice = rules.notices[path.stem]
        read_letter(path.read_text(encoding="utf-8"), str(path), notice)


def test_receipts_are_promised_within_a_minute(rules: Policy) -> None:
    promise = rules.promises["receipt"]
    assert promise.span is not None
    assert promise.span.text == "1 minute"
    assert [(end.kind, end.name, end.by) for end in promise.stop.any] == [
        ("notice", "receipt", "system")
    ]


def test_a_sample_never_writes_to_a_real_company(rules: Policy) -> None:
    for channel in rules.channels.values():
        for found in ADDRESS.finditer(channel.address):
            assert found[0].endswith(".test"), channel.name


def test_silence_never_closes_without_an_assumption(rules: Policy) -> None:
    assert "lifecycle.silence" in {assumption.about for assumption in rules.assumptions}


def test_complaints_are_free_and_looked_for_everywhere(rules: Policy) -> None:
    complaint = rules.topics["complaint"]
    assert complaint.complaint
    assert complaint.free
    assert set(complaint.detect_in) == set(rules.topics) - {"complaint"}


def test_people_are_invented_and_complete(rules: Policy) -> None:
    people = tomllib.loads((COMPANIES / rules.slug / "people.toml").read_text(encoding="utf-8"))
    teams = {team["name"]: team for team in people["team"]}
    staff = {person["email"] for person in people["staff"]}
    assert {topic.team for topic in rules.topics.values()} <= set(teams)
    assert all(team["representative"] in staff for team in teams.values())
    assert all(set(person["teams"]) <= set(teams) for person in people["staff"])
    everybody = people["staff"] + people["customer"]
    assert all(person["email"].endswith(".test") for person in everybody)
    assert len({person["email"] for person in everybody}) == len(everybody)
    assert len(people["customer"]) == 8
    languages = {code for person in people["staff"] for code in person["languages"]}
    assert {c["language"] for c in people["customer"]} <= languages


def test_assumed_values_are_marked_in_the_file(rules: Policy) -> None:
    text = (COMPANIES / rules.slug / "policy.toml").read_text(encoding="utf-8")
    assert text.startswith("#")
    assert "# assumed" in text
    assert rules.assumptions


def test_lint_has_no_missing_words(rules: Policy) -> None:
    assert "words-missing" not in {finding.code for finding in lint(rules)}


def test_hues_differ() -> None:
    assert len({policy(slug).hue for slug in SLUGS}) == len(SLUGS)


def test_row_ids_exist() -> None:
    for slug in SLUGS:
        text = (COMPANIES / slug / "policy.toml").read_text(encoding="utf-8")
        for prefix, number in re.findall(r"\b(XM|ET|EX|RX|SB)-(\d+)", text):
            assert 1 <= int(number) <= SIZES[prefix], f"{slug}: {prefix}-{number}"


def test_every_published_row_is_named_by_a_table() -> None:
    """A row that no table names is lost; aspirations stand as content or as a bare promise."""
    lost = []
    for slug, prefix in (
        ("xm", "XM"),
        ("etoro", "ET"),
        ("exness", "EX"),
        ("roxom", "RX"),
        ("shop", "SB"),
    ):
        named = set(_rows(policy(slug)))
        for number in range(1, SIZES[prefix] + 1):
            row = f"{prefix}-{number:02d}"
            if row not in named:
                lost.append(row)
    assert lost == []


def _rows(value: Any) -> Iterator[str]:
    """The rows of every table but the list of sources and the assumptions."""
    if is_dataclass(value):
        for item in fields(value):
            inner = getattr(value, item.name)
            if item.name == "rows":
                yield from inner
            elif item.name not in {"basis", "assumptions"}:
                yield from _rows(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _rows(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _rows(inner)
