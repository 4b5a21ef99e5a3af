"""What a person reads whose policy file has a mistake: place, what was found, what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.policies import SOURCE, acme, changed, tables
from ventanilla.core.policy import PolicyErrors, parse_policy, read_policy

TITLE = {"en": "Title"}


def complaints(table: dict[str, Any]) -> list[str]:
    with pytest.raises(PolicyErrors) as caught:
        read_policy(table, SOURCE)
    return [str(error) for error in caught.value.errors]


def test_the_small_policy_has_no_mistake() -> None:
    assert acme().company == "Acme"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"channel": {"email": {"kind": "emial"}}},
            'channel.email.kind: found "emial"; allowed: web-form, email, chat, phone, callback, '
            'social, post, help-centre, telegram, portal. Did you mean "email"?',
        ),
        (
            {"channel": {"email": {"address": ""}}},
            "channel.email.address: found an empty text; this must not be empty.",
        ),
        (
            {"channel": {"email": {"adress": "x@acme.test"}}},
            "channel.email.adress: found an unknown word; allowed here: ",
        ),
        (
            {"channel": {"email": {"schedule": "offise"}}},
            'channel.email.schedule: found "offise"; allowed: the schedule tables of this file: '
            'always, office. Did you mean "office"?',
        ),
        (
            {"promise": {"answer": {"topics": ["questoin"]}}},
            'promise.answer.topics: found "questoin"; allowed: the topic tables of this file: '
            'question, complaint. Did you mean "question"?',
        ),
        (
            {"promise": {"answer": {"channels": ["fax"]}}},
            'promise.answer.channels: found "fax"; allowed: the channel tables of this file: '
            "email, form.",
        ),
        (
            {"promise": {"answer": {"clock": {"calendar": "en"}}}},
            'promise.answer.clock.calendar: found "en"; known calendars: es, none.',
        ),
        (
            {"promise": {"answer": {"clock": {"span": "5 busines_days"}}}},
            'promise.answer.clock.span: found "busines_days"; allowed: ',
        ),
        (
            {"promise": {"answer": {"stop": {"event": "first_anser"}}}},
            'promise.answer.stop.event: found "first_anser"; allowed: ',
        ),
        (
            {"promise": {"answer": {"strength": "sometimes"}}},
            'promise.answer.strength: found "sometimes"; allowed: guarantee, none.',
        ),
        (
            {"promise": {"answer": {"rows": ["eight"]}}},
            'promise.answer.rows: found "eight"; row ids such as "XM-08" or "XM-21..25" are '
            "needed here.",
        ),
        (
            {"topic": {"question": {"best": ["phone"]}}},
            'topic.question.best: found "phone"; a recommended channel must be accepted too: '
            "email, form.",
        ),
        (
            {"topic": {"question": {"details": ["acount"]}}},
            'topic.question.details: found "acount"; allowed: account. Did you mean "account"?',
        ),
        (
            {"detail": {"account": {"pattern": "["}}},
            'detail.account.pattern: found "["; a regular expression is needed here (',
        ),
        (
            {"detail": {"account": {"refuse": "email"}}},
            "detail.account.refuse_error: found nothing; say what to type instead, in words.",
        ),
        (
            {"notice": {"receipt": {"fields": ["numbr"]}}},
            'notice.receipt.fields: found "numbr"; allowed: number, ',
        ),
        (
            {"policy": {"zone": "Europe/Madird"}},
            'policy.zone: found "Europe/Madird"; an IANA zone such as Europe/Madrid is needed '
            'here. Did you mean "Europe/Madrid"?',
        ),
        (
            {"channel": {"email": {"title": {"fr": "Courriel"}}}},
            'channel.email.title.fr: found "fr"; languages of this policy: en.',
        ),
        (
            {"lane": {"fast": {"title": TITLE, "default": True}}},
            "lane: found default lanes: standard, fast; exactly one lane has default = true.",
        ),
        (
            {"assumption": [{"about": "policy.zoen", "chosen": "x", "why": "y"}]},
            'assumption[0].about: found "policy.zoen"; it must be the place of a value in this '
            'file. Did you mean "zone"?',
        ),
        (
            {"lifecycle": {"silence": "2 months"}},
            'lifecycle.silence: found "2 months"; elapsed time such as "14 days" is needed here.',
        ),
        ({"chanel": {}}, "chanel: found an unknown word; allowed here: "),
    ],
)
def test_a_mistake_is_told_with_its_place(change: dict[str, Any], sentence: str) -> None:
    found = complaints(changed(**change))
    assert len(found) == 1
    assert found[0].startswith(f"{SOURCE}: {sentence}")


def test_a_missing_address_of_an_open_channel_is_a_mistake() -> None:
    table = tables()
    del table["channel"]["email"]["address"]
    assert complaints(table) == [
        f"{SOURCE}: channel.email.address: found nothing; a text is needed here."
    ]


def test_a_promise_without_a_clock_must_say_that_it_binds_nobody() -> None:
    table = tables()
    del table["promise"]["answer"]["clock"]
    assert complaints(table) == [
        f'{SOURCE}: promise.answer.clock: found nothing; a clock, or strength = "none", is needed.'
    ]


def test_every_mistake_is_told_and_none_twice() -> None:
    table = changed(
        channel={"email": {"kind": "emial"}, "form": {"addres": "x"}},
        promise={"answer": {"topics": ["questoin"], "channels": ["email"]}},
        topic={"question": {"title": ""}},
    )
    places = [line.split(": ")[1] for line in complaints(table)]
    assert places == [
        "channel.email.kind",
        "channel.form.addres",
        "topic.question.title",
        "promise.answer.topics",
    ]


def test_a_wrong_schedule_is_told_once_and_not_again_by_each_clock_that_counts_by_it() -> None:
    table = tables()
    table["schedule"] = {"office": {"week": {"mon": "9-18"}}}
    name = next(iter(table["promise"]))
    table["promise"][name]["clock"] = {
        "from": "received",
        "span": "4 open_hours",
        "schedule": "office",
    }
    (only,) = complaints(table)
    assert "schedule.office.week.mon" in only
    table["promise"][name]["clock"]["schedule"] = "offise"
    assert any('"offise"' in line for line in complaints(table))


def test_a_broken_header_is_told_alone() -> None:
    table = tables()
    del table["policy"]["version"]
    assert complaints(table) == [f"{SOURCE}: policy.version: found nothing; a text is needed here."]


def test_a_file_that_is_no_toml_is_told_with_its_line() -> None:
    with pytest.raises(PolicyErrors, match="line 2"):
        parse_policy('[policy]\ncompany = "A\n', SOURCE)


def test_a_table_that_is_none_is_told() -> None:
    assert complaints(changed(channel={"email": "help@acme.test"})) == [
        f"{SOURCE}: channel.email: found 'help@acme.test'; a table is needed here."
    ]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"extension": {"x": {"of": "anser", "reasons": ["c"], "notice": "extension"}}}, "of"),
        ({"extension": {"x": {"of": "answer", "reasons": ["c"], "notice": "none"}}}, "notice"),
        ({"measure": {"x": {"title": TITLE, "of": "promise.anser"}}}, "of"),
        ({"payment": {"x": {"title": TITLE, "method": "m", "direction": "deposit",
                            "calendar": "cn"}}}, "calendar"),
        ({"gate": {"x": {"act": "answer", "needs": ["login"], "channels": ["chat"]}}}, "channels"),
        ({"forbid": {"x": {"act": "open_case", "notice": "merged"}}}, "notice"),
        ({"reply": {"change": "notice.channel_change"}}, "change"),
        ({"lane": {"x": {"title": TITLE, "never": ["nothing"]}}}, "never"),
        ({"escalation": {"step": [{"to": "x", "title": TITLE, "kind": "court",
                                   "opens_on": ["promise.anser broken"]}]}}, "opens_on"),
        ({"channel": {"email": {"bounce": "notice.use_form"}}}, "bounce"),
        ({"topic": {"question": {"outside_hours": "callback"}}}, "outside_hours"),
        ({"topic": {"complaint": {"detect_in": ["inquiry"]}}}, "detect_in"),
    ],
)  # fmt: skip
def test_a_reference_into_nothing_is_a_mistake(change: dict[str, Any], place: str) -> None:
    found = complaints(changed(**change))
    assert len(found) == 1
    assert f".{place}: found" in found[0]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            {"measure": {"x": {"period": "5 business_days"}}},
            'period: found "5 business_days"; days',
        ),
        ({"measure": {"x": {"period": "24 hours"}}}, 'period: found "24 hours"; days'),
        ({"measure": {"x": {"population": "lanes"}}}, 'population: found "lanes"; allowed: all,'),
        ({"measure": {"x": {"show": ["p90"]}}}, 'show: found "p90"; allowed: share_kept, p50,'),
        (
            {"promise": {"answer": {"strength": {"usually": 0.9, "over": "40 open_hours"}}}},
            'over: found "40 open_hours"; days, weeks, months or years',
        ),
    ],
)
def test_what_cannot_be_measured_is_a_mistake(change: dict[str, Any], found: str) -> None:
    if "measure" in change:
        change["measure"]["x"] |= {"title": TITLE, "of": "answer"}
    (complaint,) = complaints(changed(**change))
    assert found in complaint
