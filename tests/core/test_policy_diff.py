"""What two policies say differently: nothing where they are equal, every changed field by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.companies.reading import LANGUAGES, SLUGS, policy, varied
from tests.core.policies import acme
from ventanilla.core import calendars, clockwords, publicholidays, schedules
from ventanilla.core.calendars import Calendar
from ventanilla.core.policy import Policy, differences, doors, duties, house, model
from ventanilla.core.policy.differences import PARTS
from ventanilla.core.policy.fieldwords import FIELDS, TABLES
from ventanilla.core.policy.leaves import WORDS_OF_THE_FILE
from ventanilla.core.policy.model import Header
from ventanilla.core.policy.texts import Text
from ventanilla.core.schedules import Schedule
from ventanilla.core.spans import Span
from ventanilla.ui.phrases import render

DERIVED = {"declared", "calendar_unsaid", "on_holiday", "on_workday", "by_weekday"}
"""Not written by anybody as such: they follow from the rest of their table."""
KEYS = {"network", "to", "about"}
"""By these an entry or a row is known: another one is another entry."""
SIGNS = {("fair_use", "rule"), ("fair_use", "value")}
"""And by these a sign of unfair use."""
SPAN_IN_CLOCK = {"Promise", "Report"}

type Change = tuple[str, str, str, Callable[[], Policy]]
"""The part of the policy, the entry, the field, and the policy in which it is different."""


def other(value: Any) -> Any:
    """A value of the same kind that is not this one; None where there is none to be made."""
    match value:
        case bool():
            return not value
        case str():
            return value + "x"
        case int():
            return value + 1
        case float():
            return value / 2
        case date():
            return value + timedelta(days=1)
        case Span():
            return replace(value, count=value.count + 1, text=f"{value.count + 1} {value.unit}s")
        case Text() if value:
            code = next(iter(value.words))
            return Text({**value.words, code: value.words[code] + "x"})
        case Text():
            return Text({"en": "x"})
        case ZoneInfo():
            return ZoneInfo("Asia/Tokyo" if value.key != "Asia/Tokyo" else "Asia/Seoul")
        case Calendar() | Schedule():
            return replace(value, name=value.name + "x")
        case frozenset():
            return value ^ {0}
        case tuple() if all(isinstance(item, str) for item in value):
            return (*value, "x")
    return None


def variants(
    value: Any, put: Callable[[Any], Policy]
) -> Iterator[tuple[str, Callable[[], Policy]]]:
    """Each field below a value with the policy in which it alone is different."""
    for item in fields(value):
        inner = getattr(value, item.name)
        skipped = item.name == "span" and type(value).__name__ in SPAN_IN_CLOCK
        if not item.compare or item.name in DERIVED or skipped:
            continue
        if item.name == "name" and not isinstance(value, duties.Ending):
            continue  # it is the name of the table, and cannot be another one

        def with_field(fresh: Any, name: str = item.name) -> Policy:
            return put(replace(value, **{name: fresh}))

        yield from _inside(item.name, inner, with_field)


def _inside(
    name: str, inner: Any, put: Callable[[Any], Policy]
) -> Iterator[tuple[str, Callable[[], Policy]]]:
    if isinstance(inner, tuple) and inner and is_dataclass(inner[0]):
        for place, row in enumerate(inner):

            def with_row(fresh: Any, place: int = place) -> Policy:
                return put((*inner[:place], fresh, *inner[place + 1 :]))

            found = variants(row, with_row)
            ending = isinstance(row, duties.Ending)  # told as one: "answer, by a person"
            yield from (("stop", make) for _name, make in found) if ending else found
        return
    fresh = other(inner)
    if fresh is not None:
        yield name, lambda: put(fresh)
    elif is_dataclass(inner) and not isinstance(inner, type):
        yield from variants(inner, put)


@cache
def changes(slug: str) -> list[Change]:
    """Every way in which exactly one field of a company's policy can be different."""
    base = policy(slug)
    found: list[Change] = []
    for item in fields(base):
        value = getattr(base, item.name)
        if item.name == "laws":
            continue

        def whole(fresh: Any, name: str = item.name) -> Policy:
            return replace(base, **{name: fresh})

        if item.name in Header.__slots__:
            found += [("policy", "", n, make) for n, make in _inside(item.name, value, whole)]
        elif isinstance(value, dict):
            for key, entry in value.items():

                def with_entry(fresh: Any, key: str = key, value: Any = value, put: Any = whole):
                    return put({**value, key: fresh})

                part = PARTS[item.name]
                found += [(part, key, n, make) for n, make in variants(entry, with_entry)]
        elif is_dataclass(value):
            found += [(PARTS[item.name], "", n, make) for n, make in variants(value, whole)]
        elif isinstance(value, tuple) and value:
            found += [(PARTS[item.name], "?", n, make) for n, make in _inside("", value, whole)]
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_a_policy_does_not_differ_from_itself(slug: str) -> None:
    assert differences(policy(slug), policy(slug), "en") == ()
    assert differences(policy(slug), varied(slug, {"\n[queue]": "\n\n[queue]"}), "en") == ()


@pytest.mark.parametrize("every", [13, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("slug", SLUGS)
def test_whichever_field_changes_it_and_nothing_else_is_named(slug: str, every: int) -> None:
    for table, entry, field, make in changes(slug)[::every]:
        found = differences(policy(slug), make(), "en")
        if field in KEYS or (table, field) in SIGNS:
            assert found, (table, entry, field)
            assert {d.table for d in found} == {table}
            continue
        assert [d.table for d in found] == [table]
        assert entry in ("?", found[0].name)
        assert found[0].kind == "changed"
        assert len(found[0].changes) == 1, (table, entry, field)
        change = found[0].changes[0]
        assert WORDS_OF_THE_FILE.get(field, field) in change.place.split(".")
        assert change.place.startswith(found[0].place)
        assert str(change.old) != str(change.new)


def test_there_are_thousands_of_fields_to_change() -> None:
    assert sum(len(changes(slug)) for slug in SLUGS) > 4000


def test_every_field_and_table_has_a_word_for_people() -> None:
    modules = (model, doors, duties, house, clockwords, calendars, schedules, publicholidays)
    kinds = {
        kind
        for module in modules
        for kind in vars(module).values()
        if is_dataclass(kind) and kind.__module__ == module.__name__
    } - {model.Policy, duties.Ending, duties.Stop}
    named = {
        WORDS_OF_THE_FILE.get(item.name, item.name)
        for kind in kinds
        for item in fields(kind)
        if item.compare and item.name not in DERIVED - {"on_holiday", "on_workday"}
    }
    assert named <= set(FIELDS)
    assert set(PARTS.values()) == set(TABLES)


def test_a_shorter_promise_is_told_in_the_readers_words() -> None:
    after = varied(
        "xm", {'channels = ["email", "documents", "vip_email"]\nclock = { from = "received", span = "24 hours"':
               'channels = ["email", "documents", "vip_email"]\nclock = { from = "received", span = "12 hours"'}
    )  # fmt: skip
    (found,) = differences(policy("xm"), after, "es")
    (change,) = found.changes
    assert (found.place, found.title) == ("promise.email_answer", "Primera respuesta por correo")
    assert change.place == "promise.email_answer.clock.span"
    said = [render(side, "es", "UTC") for side in (change.old, change.new) if side is not None]
    assert said == ["24 horas", "12 horas"]


def test_hours_are_told_day_by_day() -> None:
    after = varied("xm", {'sat-sun = "10:00-18:00"': 'sat = "10:00-18:00"'})
    (found,) = differences(policy("xm"), after, "en")
    (change,) = found.changes
    assert change.place == "schedule.social.week.sun"
    assert (str(change.old), str(change.new)) == ("10:00\u201318:00", "closed")


def test_what_is_named_elsewhere_is_told_by_its_title() -> None:
    after = varied("xm", {'best = ["email", "form", "post"]': 'best = ["email", "post"]'})
    (change,) = differences(policy("xm"), after, "zh")[0].changes
    assert str(change.old) == "电子邮件 · 联系表单 · 邮寄信件"
    assert str(change.new) == "电子邮件 · 邮寄信件"


def test_two_names_with_one_title_are_told_apart() -> None:
    one = {"title": {"en": "E-mail"}, "kind": "email", "address": "a@acme.test"}
    both = {"email": one, "second": {**one, "address": "b@acme.test"}}
    topic = {"accepts": ["email"], "best": []}
    before = acme(channel=both, topic={"question": topic})
    after = acme(channel=both, topic={"question": {**topic, "accepts": ["second"]}})
    found = next(d for d in differences(before, after, "en") if d.place == "topic.question")
    told = {c.place: (str(c.old), str(c.new)) for c in found.changes}
    assert told["topic.question.accepts"] == ("email", "second")


def test_an_entry_that_is_new_or_gone_is_named_once() -> None:
    text = (
        '\n[content.videos]\ntitle = { en = "Videos", es = "Vídeos", zh = "视频", ar = "فيديو" }\n'
    )
    after = varied("etoro", {"\n[content.questions]": f"{text}\n[content.questions]"})
    (added,) = differences(policy("etoro"), after, "en")
    assert (added.kind, added.place, added.title) == ("added", "content.videos", "Videos")
    assert {c.place for c in added.changes} == {f"content.videos.title.{c}" for c in LANGUAGES}
    (gone,) = differences(after, policy("etoro"), "en")
    assert (gone.kind, gone.place, gone.changes) == ("removed", "content.videos", ())


def test_a_law_that_is_named_no_more_is_told_with_the_list_of_laws() -> None:
    after = varied("xm", {'packs = ["cy-cysec@1", "eu-gdpr@1"]': 'packs = ["eu-gdpr@1"]'})
    (change,) = differences(policy("xm"), after, "en")[0].changes
    assert change.place == "policy.packs"
    assert (str(change.old), str(change.new)) == ("cy-cysec@1 · eu-gdpr@1", "eu-gdpr@1")
