"""What the pages say about themselves: versions, citations, second lists, languages, ladder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import combinations
from typing import Any

from ventanilla.core.policy.findings import Finding, contradiction, gap
from ventanilla.core.policy.model import Policy, PublishedVersion
from ventanilla.core.policy.texts import Text
from ventanilla.core.words import Phrase, gettext_noop


def lint_publication(policy: Policy) -> Iterator[Finding]:
    """Every finding about what is published (A.6 #20-#23), missing words, and the assumptions."""
    yield from _versions(policy)
    yield from _citations(policy)
    yield from _second_lists(policy)
    yield from _ladder(policy)
    yield from _languages(policy)
    yield from _missing_words(policy)
    yield from _assumptions(policy)


def _versions(policy: Policy) -> Iterator[Finding]:
    for one, other in combinations(policy.published_versions, 2):
        if one.version == other.version and one.date != other.date:
            words = gettext_noop("Version {version} is dated {one} and {other}.")
            rows = (*one.rows, *other.rows)
            yield contradiction(
                "version-dates", "policy.published_versions", rows, words,
                version=one.version, one=one.date, other=other.date,
            )  # fmt: skip
    for published in policy.published_versions:
        if _ambiguous(published):
            words = gettext_noop("The date {date} can be read in two ways.")
            place = "policy.published_versions"
            yield gap("ambiguous-date", place, published.rows, words, date=published.date)


def _ambiguous(published: PublishedVersion) -> bool:
    parts = published.date.split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return False
    first, second = int(parts[0]), int(parts[1])
    return first != second and max(first, second) <= 12


def _citations(policy: Policy) -> Iterator[Finding]:
    for one, other in combinations(policy.citations, 2):
        if one.article == other.article and one.instrument != other.instrument:
            words = gettext_noop("Article {article} is cited of {one} and of {other}.")
            yield contradiction(
                "citations-differ", "policy.citations", (*one.rows, *other.rows), words,
                article=one.article, one=one.instrument, other=other.instrument,
            )  # fmt: skip


def _second_lists(policy: Policy) -> Iterator[Finding]:
    doors = [channel for channel in policy.doors() if channel.listed]
    for listed in policy.channel_lists:
        missing = [channel for channel in doors if channel.name not in listed.channels]
        if missing:
            words = gettext_noop("The list in {where} leaves out {channels}.")
            rows = (*listed.rows, *(channel.rows[0] for channel in missing if channel.rows))
            names = ", ".join(channel.name for channel in missing)
            place = "policy.channel_lists"
            yield contradiction(
                "list-omits", place, rows, words, where=str(listed.where), channels=names
            )


def _ladder(policy: Policy) -> Iterator[Finding]:
    outside = [step for step in policy.escalation if step.external]
    if outside and not any(step.kind == "regulator" for step in outside):
        words = gettext_noop("The ladder leads to {last}; no regulator is named.")
        rows = (row for step in outside for row in step.rows)
        yield gap("no-regulator", "escalation", rows, words, last=outside[-1].to)


def _languages(policy: Policy) -> Iterator[Finding]:
    named = len(policy.languages) + len(policy.spoken)
    if policy.languages_claimed > named:
        words = gettext_noop("{claimed} languages are claimed, {named} are named.")
        yield gap(
            "languages-fewer", "policy.languages_claimed", (), words,
            claimed=policy.languages_claimed, named=named,
        )  # fmt: skip


def _missing_words(policy: Policy) -> Iterator[Finding]:
    for place, text in texts_of(policy):
        if place.startswith("laws"):
            continue  # no words of the page: packs have the four languages of the desk
        missing = text.missing(policy.languages)
        if text and missing:
            words = gettext_noop("The words are missing in {languages}.")
            yield gap("words-missing", place, (), words, languages=", ".join(missing))


def texts_of(value: Any, place: str = "") -> Iterator[tuple[str, Text]]:
    """Every text inside a value, with its place in the policy."""
    if isinstance(value, Text):
        yield place, value
    elif is_dataclass(value):
        if type(value).__module__.startswith("ventanilla.core.policy"):
            for item in fields(value):
                yield from texts_of(getattr(value, item.name), _under(place, item.name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of(inner, _under(place, str(key)))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from texts_of(inner, f"{place}[{getattr(inner, 'name', number)}]")


def _under(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _assumptions(policy: Policy) -> Iterator[Finding]:
    """What the file decides for the page, with the promises that rest on it."""
    for assumption in policy.assumptions:
        words = gettext_noop("Assumed: {chosen}. {why}")
        values = {"chosen": assumption.chosen, "why": assumption.why}
        resting = [p.rows for p in policy.promises.values() if _rests_on(p.clock, assumption.about)]
        rows = dict.fromkeys((*assumption.rows, *(row for rows in resting for row in rows)))
        yield Finding("assumed", assumption.about, tuple(rows), Phrase(words, values), "assumption")


def _rests_on(clock: Any, about: str) -> bool:
    """Whether a clock counts by the calendar or schedule that an assumption is about."""
    kind, _, name = about.partition(".")
    if clock is None or kind not in ("calendar", "schedule"):
        return False
    used = getattr(clock, kind)
    return used is not None and used.name == name
