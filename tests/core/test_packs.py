"""Law packs: every file of ``laws/``, and its figures as due instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.core.packs import CY, EN, ES, MX, SLUGS, SV, TITLE, firm, pack, under
from tests.core.policies import acme
from ventanilla.core.clocks import due, reckon
from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import fold
from ventanilla.core.policy import Policy, with_packs
from ventanilla.core.policy.laws import LANGUAGES
from ventanilla.core.policy.lint_publication import texts_of
from ventanilla.core.promises import Standing, foretell, judge, published, shown


def due_of(policy: Policy, name: str, start: str, *later: Occurrence) -> str:
    """When a promise of a pack falls due, as ISO text in the company's zone."""
    clock = policy.promises[name].clock
    assert clock is not None
    found = due(clock, [Occurrence(clock.start, datetime.fromisoformat(start)), *later])
    assert found is not None
    return found.astimezone(clock.zone).isoformat(timespec="minutes")


def at(text: str, kind: str, by: Any = "human", **detail: str) -> Occurrence:
    return Occurrence(kind, datetime.fromisoformat(text), by, detail)


# ------------------------------------------------------------------ the files


def test_there_is_a_pack_for_each_of_the_seventeen_laws() -> None:
    assert sorted(pack(slug).law.id for slug in SLUGS) == [f"L-{n:02d}" for n in range(1, 18)]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_pack_says_where_it_comes_from_and_that_a_lawyer_must_confirm_it(slug: str) -> None:
    law = pack(slug).law
    assert law.source
    assert law.effective >= date(1971, 1, 1)
    assert not law.confirm.missing(LANGUAGES)
    assert not law.scope.missing(LANGUAGES)
    assert "lawyer" in law.confirm.for_("en")
    assert "abogado" in law.confirm.for_("es")
    assert "律师" in law.confirm.for_("zh")
    assert "محامٍ" in law.confirm.for_("ar")
    assert law.unconfirmed


@pytest.mark.parametrize("slug", SLUGS)
def test_every_text_of_a_pack_is_there_in_four_languages(slug: str) -> None:
    assert [place for place, text in texts_of(pack(slug)) if text and text.missing(LANGUAGES)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_pack_joins_a_company_and_names_its_law_everywhere(slug: str) -> None:
    joined = under(slug, CY)
    found = [p for p in joined.promises.values() if p.rule]
    assert {p.name for p in found} == {d.promise.name for d in pack(slug).promises.values()}
    for promise in found:
        assert promise.name.startswith(f"{slug}.")
        assert promise.rule in promise.rows
        assert not promise.shown
    assert len({p.name for p in joined.promises.values()} & set(firm(CY).promises)) == 1


# ------------------------------------------------------------------ the figures

FIGURES = [
    ("D-11", "cy-cysec.acknowledge", CY, "CY", "2026-04-08T15:00+03:00", "2026-04-14T00:00+03:00"),
    ("D-12", "cy-cysec.decision", CY, "CY", "2026-12-31T09:00+02:00", "2027-03-01T00:00+02:00"),
    ("D-15", "cy-cysec.ombudsman", CY, "CY", "2026-10-31T10:00+02:00", "2027-03-01T00:00+02:00"),
    ("D-48", "uk-fca-disp.decision", EN, "GB", "2026-05-08T14:00+01:00", "2026-07-04T00:00+01:00"),
    # Good Friday, Easter Monday and the two May holidays are off in England
    ("L-02", "uk-fca-disp.payment", EN, "GB", "2026-04-02T14:00+01:00", "2026-04-28T00:00+01:00"),
    ("L-02", "uk-fca-disp.ombudsman", EN, "GB", "2026-08-31T14:00+01:00", "2027-03-01T00:00+00:00"),
    # 3 January 2027 is a Sunday: an EU act rolls to Monday
    ("L-05", "eu-mica.decision", CY, "CY", "2026-11-03T10:00+02:00", "2027-01-05T00:00+02:00"),
    ("D-52", "eu-psd2.answer", CY, "CY", "2026-12-18T16:30+02:00", "2027-01-14T00:00+02:00"),
    ("L-06", "eu-psd2.final", CY, "CY", "2026-06-01T10:00+03:00", "2026-07-21T00:00+03:00"),
    ("D-38", "es-ley-10-2025.answer", ES, "ES",
     "2026-12-01T10:00+01:00", "2026-12-24T00:00+01:00"),
    ("D-39", "es-ley-10-2025.answer", ES, "ES/MD",
     "2026-12-01T10:00+01:00", "2026-12-25T00:00+01:00"),
    # with Saturdays: 2-5, 7, 9-12, 14-19 December
    ("L-09", "es-ley-10-2025.answer_saturdays", ES, "ES",
     "2026-12-01T10:00+01:00", "2026-12-20T00:00+01:00"),
    ("L-09", "es-ley-10-2025.billing", ES, "ES",
     "2027-01-04T10:00+01:00", "2027-01-10T00:00+01:00"),
    ("L-09", "es-ley-10-2025.continuity", ES, "ES",
     "2027-01-04T10:00+01:00", "2027-01-04T12:00+01:00"),
    ("L-09", "es-ley-10-2025.complete", ES, "ES",
     "2027-01-04T10:00+01:00", "2027-01-20T00:00+01:00"),
    ("L-10", "es-ley-44-2002.decision", CY, "CY",
     "2027-01-31T10:00+02:00", "2027-03-01T00:00+02:00"),
    ("L-10", "es-ley-44-2002.notify", CY, "CY",
     "2027-02-10T10:00+02:00", "2027-02-21T00:00+02:00"),
    ("L-10", "es-ley-44-2002.complete", CY, "CY",
     "2027-02-10T10:00+02:00", "2027-02-21T00:00+02:00"),
    ("L-10", "es-ley-44-2002.object", CY, "CY",
     "2027-02-10T10:00+02:00", "2027-02-21T00:00+02:00"),
    ("L-12", "eu-consumer-adr.answer_body", CY, "CY",
     "2028-09-01T10:00+03:00", "2028-09-30T00:00+03:00"),
    ("D-43", "eu-gdpr.response", CY, "CY", "2026-01-31T23:50+02:00", "2026-03-03T00:00+02:00"),
    ("D-49", "mx-condusef.answer", MX, "MX", "2026-10-26T12:00-06:00", "2026-12-09T00:00-06:00"),
    ("D-50", "mx-condusef.clarification", MX, "MX",
     "2026-11-10T09:00-06:00", "2026-12-26T00:00-06:00"),
    ("L-17", "br-decree-11034.answer", "America/Sao_Paulo", "BR",
     "2026-12-20T12:00-03:00", "2026-12-28T00:00-03:00"),
    ("L-17", "br-decree-11034.history", "America/Sao_Paulo", "BR",
     "2026-12-20T12:00-03:00", "2026-12-26T00:00-03:00"),
    ("L-11", "eu-dsa.appeal", CY, "CY", "2026-08-31T12:00+03:00", "2027-03-02T00:00+02:00"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "name", "zone", "holidays", "start", "end"), FIGURES)
def test_a_figure_of_a_law(
    row: str, name: str, zone: str, holidays: str, start: str, end: str
) -> None:
    joined = under(name.partition(".")[0], zone, holidays)
    assert due_of(joined, name, start) == end, row


REPORTS = [
    ("D-16", "cy-cysec.monthly", CY, "2026-10-31T23:59+02:00", "2026-11-06T00:00+02:00"),
    ("D-07", "sv-cnad.quarterly", SV, "2027-01-01T00:00-06:00", "2027-01-30T00:00-06:00"),
    ("D-46", "eu-gdpr.breach", CY, "2026-10-30T10:20+02:00", "2026-11-02T11:00+02:00"),
    ("L-09", "es-ley-10-2025.yearly", ES, "2027-12-31T23:59+01:00", "2028-04-01T00:00+02:00"),
    ("L-16", "mx-condusef.reune", MX, "2027-01-01T00:00-06:00", "2027-01-16T00:00-06:00"),
]


@pytest.mark.parametrize(("row", "name", "zone", "start", "end"), REPORTS)
def test_a_duty_without_a_request(row: str, name: str, zone: str, start: str, end: str) -> None:
    clock = under(name.partition(".")[0], zone).reports[name].clock
    assert clock is not None
    found = due(clock, [at(start, clock.start)])
    assert found == datetime.fromisoformat(end), row


def test_a_return_is_due_also_when_there_is_nothing_to_tell() -> None:
    assert under("cy-cysec", CY).reports["cy-cysec.monthly"].nil
    half_yearly = under("uk-fca-disp", EN).reports["uk-fca-disp.half_yearly"]
    assert (half_yearly.nil, half_yearly.binds_from) == (True, date(2027, 1, 1))


def test_a_register_is_kept_as_long_as_the_law_says() -> None:
    assert under("cy-cysec", CY).records["cy-cysec.complaints"].keep == "5 years"
    found = under("uk-fca-disp", EN).records["uk-fca-disp.complaints"]
    assert (found.keep, found.start) == ("3 years", "received")


# ------------------------------------------------------------------ pauses


def test_spain_starts_its_clock_at_completion() -> None:
    joined = under("es-ley-10-2025", ES, "ES")
    asked = at("2026-11-03T10:00+01:00", "details_asked")
    completed = at("2026-11-10T17:00+01:00", "completed", "customer")
    start, name = "2026-11-02T10:00+01:00", "es-ley-10-2025.answer"
    assert due_of(joined, name, start, asked, completed) == "2026-12-02T00:00+01:00"  # D-41
    clock = joined.promises[name].clock
    assert clock is not None
    assert due(clock, [at(start, "received"), asked]) is None


def test_interrupting_is_read_as_suspending_which_ends_sooner_than_beginning_anew() -> None:
    joined = under("es-ley-44-2002", CY)
    asked = at("2027-01-10T10:00+02:00", "details_asked")
    completed = at("2027-01-14T10:00+02:00", "completed", "customer")
    found = due_of(joined, "es-ley-44-2002.decision", "2027-01-04T10:00+02:00", asked, completed)
    assert found == "2027-02-09T00:00+02:00"  # 4 February and the four days asked for


@pytest.mark.parametrize(
    "name", ["uk-fca-disp.decision", "eu-mica.decision", "eu-psd2.answer", "cy-cysec.decision"]
)
def test_laws_without_a_pause_run_on_while_the_customer_is_asked(name: str) -> None:
    joined = under(name.partition(".")[0], CY)
    start = "2026-11-03T10:00+02:00"
    asked = at("2026-11-04T10:00+02:00", "details_asked")
    assert due_of(joined, name, start, asked) == due_of(joined, name, start)


def test_a_day_the_authority_closes_moves_the_due_and_keeps_the_old_one() -> None:
    closed = pack(
        "mx-condusef",
        old="closures = []",
        new='closures = [{ day = "2026-11-20", published = 2026-11-10, name = "CONDUSEF" }]',
    )
    clock = with_packs(firm(MX, "MX"), [closed]).promises["mx-condusef.answer"].clock
    assert clock is not None
    found = reckon(clock, [at("2026-10-26T12:00-06:00", "received")])
    assert found.due == datetime(2026, 12, 10, 6, tzinfo=UTC)
    assert [earlier for earlier, _ in found.earlier] == [datetime(2026, 12, 9, 6, tzinfo=UTC)]


def test_an_eu_act_has_no_working_saturday_even_where_the_company_has() -> None:
    small = firm(CY)
    busy = with_packs(
        acme(
            policy={"zone": CY, "calendar": "home"},
            calendar={"home": {"holidays": "CY", "weekend": ["sun"]}},
            topic={"privacy": {"title": TITLE, "accepts": ["form"], "subject": "privacy"}},
        ),
        [pack("eu-gdpr")],
    )
    start = "2026-01-31T23:50+02:00"  # 28 February 2026 is a Saturday
    assert due_of(busy, "eu-gdpr.response", start) == "2026-03-03T00:00+02:00"
    assert small.calendars["home"].weekend == frozenset({5, 6})


# ------------------------------------------------------------------ which run, for whom


def judged(policy: Policy, start: str, *later: Occurrence, **case: str) -> dict[str, Standing]:
    first = at(start, "received", "customer", topic=case.get("topic", "complaint"), lane="standard")
    past = [first, *later]
    now = max(o.at for o in past) + timedelta(hours=1)
    if "now" in case:
        now = datetime.fromisoformat(case["now"])
    found = judge(policy, fold(past), case.get("channel", "email"), past, now)
    return {standing.promise.name: standing for standing in found}


@pytest.mark.parametrize(
    ("start", "binds"),
    [
        ("2026-12-27T23:59+01:00", False),
        ("2026-12-28T00:00+01:00", True),
        ("2026-12-27T23:30+00:00", True),  # already the 28th in Madrid
    ],
)
def test_a_law_binds_from_its_day_in_the_zone_of_the_firm(start: str, binds: bool) -> None:
    found = judged(under("es-ley-10-2025", ES, "ES"), start)
    assert ("es-ley-10-2025.answer" in found) == binds
    assert "answer" in found


def test_the_published_promise_and_the_law_run_side_by_side_and_the_earlier_comes_first() -> None:
    found = judged(under("cy-cysec", CY), "2026-04-08T15:00+03:00")
    assert {"answer", "cy-cysec.acknowledge", "cy-cysec.decision"} <= set(found)
    first = shown(found.values())
    assert first is not None
    assert (first.promise.name, first.promise.rule) == ("cy-cysec.acknowledge", "L-01")
    assert [s.promise.name for s in published(found.values())] == ["answer"]


def test_who_is_about_to_write_is_told_the_published_promise_only() -> None:
    noon = datetime(2026, 4, 8, 12, tzinfo=UTC)
    told = foretell(under("cy-cysec", CY), "complaint", "standard", "email", noon)
    assert [s.promise.name for s in told] == ["answer"]


def test_a_law_runs_for_the_requests_it_speaks_of_and_no_others() -> None:
    question = judged(under("cy-cysec", CY), "2026-04-08T15:00+03:00", topic="question")
    assert set(question) == {"answer"}
    privacy = judged(under("eu-gdpr", CY), "2026-04-08T15:00+03:00", topic="privacy")
    assert "eu-gdpr.response" in privacy
    calls = under("es-ley-10-2025", ES, "ES")
    by_phone = judged(calls, "2027-01-08T15:00+01:00", channel="phone")
    by_mail = judged(calls, "2027-01-08T15:00+01:00")
    assert "es-ley-10-2025.telephone" in by_phone
    assert "es-ley-10-2025.telephone" not in by_mail


def test_a_law_about_requests_that_no_topic_is_for_does_not_run_for_all_of_them() -> None:
    bare = with_packs(acme(), [pack("eu-gdpr")])
    assert not any(promise.rule for promise in bare.promises.values())


def test_the_window_of_the_customer_opens_with_the_decision_and_moves_nothing() -> None:
    sent = at("2026-10-31T10:00+02:00", "decision_sent", "human", outcome="not_upheld")
    joined = under("cy-cysec", CY)
    found = judged(joined, "2026-10-20T10:00+03:00", sent)
    window = found["cy-cysec.ombudsman"]
    assert window.due == datetime(2027, 2, 28, 22, tzinfo=UTC)  # D-15
    assert window.promise.of_others
    first = shown([window])
    assert first is None


def test_a_window_that_closes_is_nobodys_broken_word_and_stays_open_after_the_ticket() -> None:
    sent = at("2026-10-31T10:00+02:00", "decision_sent", "human", outcome="not_upheld")
    closed = at("2026-11-02T10:00+02:00", "closed")
    joined = under("cy-cysec", CY)
    open_yet = judged(joined, "2026-10-20T10:00+03:00", sent, closed)
    assert open_yet["cy-cysec.ombudsman"].state == "running"
    later = judged(joined, "2026-10-20T10:00+03:00", sent, closed, now="2027-06-01T00:00+03:00")
    assert later["cy-cysec.ombudsman"].state == "void"
    gone = at("2026-12-01T10:00+02:00", "external_step_opened", "customer")
    used = judged(joined, "2026-10-20T10:00+03:00", sent, closed, gone)
    assert used["cy-cysec.ombudsman"].state == "kept"


def test_an_extension_of_a_law_needs_the_letter_it_is_told_by() -> None:
    assert "cy-cysec.delay" in under("cy-cysec", CY).extensions
    without = acme(topic={"complaint": {"complaint": False}})
    assert with_packs(without, [pack("cy-cysec")]).extensions == without.extensions
