"""A page held against its law packs, and what a pack itself may not say."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.core.packs import CY, ROOT, SLUGS, TITLE, firm, pack, text_of
from tests.core.policies import acme
from ventanilla.core.policy import (
    Policy,
    PolicyErrors,
    lint,
    packs_of,
    parse_policy,
    with_packs,
)
from ventanilla.core.tables import PolicyError, TableReader


def company(slug: str) -> Policy:
    """One of the five companies with the packs it names."""
    source = f"companies/{slug}/policy.toml"
    policy = parse_policy((ROOT / source).read_text(encoding="utf-8"), source)
    texts = {name.partition("@")[0]: text_of(name.partition("@")[0]) for name in policy.packs}
    return with_packs(policy, packs_of(policy, texts, source))


def codes(policy: Policy) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for finding in lint(policy):
        found.setdefault(finding.code, []).append((finding.place, finding.rows))
    return found


@pytest.mark.promise("XM-74")
def test_xm_promises_its_acknowledgment_later_than_the_law() -> None:
    """A.6 #13: five business days on the page, five days in L-01."""
    xm = company("xm")
    (finding,) = [found for found in lint(xm) if found.code == "law-stricter"]
    assert finding.place == "promise.complaint_ack"
    assert finding.rows == ("XM-74", "L-01")
    assert (finding.text.values["page"], finding.text.values["law"]) == (
        "5 business_days",
        "5 days",
    )
    assert "law-differs" not in codes(xm)  # one finding is enough
    assert xm.promises["complaint_ack"].law  # what the file notes stays


def test_every_pack_named_says_that_a_lawyer_must_confirm_it() -> None:
    for slug in ("xm", "etoro", "exness", "roxom", "shop"):
        policy = company(slug)
        found = [place for place, _ in codes(policy)["law-unconfirmed"]]
        assert found == [f"laws/{name}" for name in policy.packs]


def test_the_page_is_linted_as_if_there_were_no_packs() -> None:
    """The law's own promises are no contradictions of the page."""
    xm = company("xm")
    bare = parse_policy((ROOT / "companies/xm/policy.toml").read_text("utf-8"), "xm/policy.toml")
    own = {f for f in map(str, (f.code + f.place for f in lint(bare))) if "law" not in f}
    assert {f.code + f.place for f in lint(xm) if not f.code.startswith("law")} == own


def promise(**parts: Any) -> dict[str, Any]:
    base = {
        "title": TITLE,
        "clock": {"from": "received", "span": "1 month", "pause": "never"},
        "stop": {"notice": "decision", "by": "human"},
        "duty": "resolution",
        "topics": ["complaint"],
        "rows": ["XM-75"],
    }
    return {**base, **parts}


def found(code: str, slug: str = "cy-cysec", **parts: Any) -> list[tuple[str, tuple[str, ...]]]:
    return codes(with_packs(firm(CY, **parts), [pack(slug)])).get(code, [])


def test_a_page_that_pauses_where_the_law_does_not() -> None:
    pausing = {"from": "received", "span": "1 month", "pause": "suspend"}
    place = [("promise.solved.clock.pause", ("XM-75", "L-01"))]
    assert found("law-never-pauses", promise={"solved": promise(clock=pausing)}) == place
    assert found("law-never-pauses", promise={"solved": promise()}) == []


def test_a_page_whose_extension_has_no_end_where_the_law_has_one() -> None:
    base = {"of": "solved", "reasons": ["x"], "notice": "extension", "rows": ["RX-10"]}
    solved = {"solved": promise()}
    free = {"long": {**base, "cap": "none"}}
    where = [("extension.long", ("RX-10", "L-01"))]
    assert found("law-caps-extension", promise=solved, extension=free) == where
    four = {"long": {**base, "cap": "4 months"}}
    assert found("law-caps-extension", promise=solved, extension=four) == where
    three = {"long": {**base, "cap": "3 months"}}
    assert found("law-caps-extension", promise=solved, extension=three) == []
    assert found("law-caps-extension", "es-ley-44-2002", promise=solved, extension=three)


def test_a_duty_that_the_page_is_silent_about() -> None:
    silent = [place for place, _ in found("law-unpublished")]
    assert silent == ["promise.cy-cysec.acknowledge", "promise.cy-cysec.decision"]
    assert [p for p, _ in found("law-unpublished", promise={"solved": promise()})] == silent[:1]


def test_a_page_that_gives_as_much_as_the_law_or_more_is_no_finding() -> None:
    assert found("law-stricter", promise={"solved": promise()}) == []
    later = {"from": "received", "span": "9 weeks", "pause": "never"}
    assert found("law-stricter", promise={"solved": promise(clock=later)})


def test_letters_and_steps_that_a_law_asks_for() -> None:
    assert ("notice.ack.fields", ("L-01",)) in found("law-letter-fields")
    assert found("law-step-missing") == [("escalation", ("L-01",))]
    lacking = codes(with_packs(acme(), [pack("cy-cysec")]))["law-letter-missing"]
    assert [place for place, _ in lacking] == ["notice.ack", "notice.decision"]


def test_a_law_that_no_topic_is_for() -> None:
    places = codes(with_packs(acme(), [pack("eu-gdpr")]))["law-unmatched"]
    assert places == [("promise.eu-gdpr.response", ("L-13",))]


# ------------------------------------------------------------------ mistakes


def mistake(slug: str, old: str, new: str) -> PolicyError:
    with pytest.raises(PolicyErrors) as caught:
        pack(slug, old=old, new=new)
    assert len(caught.value.errors) == 1, str(caught.value)
    return caught.value.errors[0]


def test_a_mistake_names_file_place_what_was_found_and_what_is_allowed() -> None:
    error = mistake("cy-cysec", 'arithmetic = "national"', 'arithmetic = "natonal"')
    assert str(error) == (
        'laws/cy-cysec.toml: law.arithmetic: found "natonal"; allowed: eu, national.'
        ' Did you mean "national"?'
    )


@pytest.mark.parametrize(
    ("slug", "old", "new", "place"),
    [
        ("cy-cysec", 'slug = "cy-cysec"', 'slug = "cysec"', "law.slug"),
        ("cy-cysec", 'id = "L-01"', 'id = "CY"', "law.id"),
        ("eu-gdpr", 'roll = "eu", pause', "pause", "promise.response.clock"),
        ("eu-gdpr", 'about = "privacy"', 'about = "privac"', "promise.response.about"),
        ("eu-gdpr", 'duty = "response"', 'topics = ["x"]', "promise.response.topics"),
        ("cy-cysec", 'of = "promise.decision"', 'of = "decisoin"', "extension.delay.of"),
        ("cy-cysec", "[record.complaints]", "[records.complaints]", "records"),
    ],
)
def test_what_a_pack_may_not_say(slug: str, old: str, new: str, place: str) -> None:
    assert mistake(slug, old, new).place == f"laws/{slug}.toml: {place}"


def test_a_pack_of_another_version_is_refused() -> None:
    policy = acme(policy={"packs": ["cy-cysec@2"]})
    with pytest.raises(PolicyErrors) as caught:
        packs_of(policy, {"cy-cysec": text_of("cy-cysec")}, "acme/policy.toml")
    said = str(caught.value)
    assert 'acme/policy.toml: policy.packs[0]: found "cy-cysec@2"' in said
    assert 'Did you mean "cy-cysec@1"?' in said


def test_a_pack_is_named_with_its_version() -> None:
    with pytest.raises(PolicyErrors, match="packs"):
        acme(policy={"packs": ["cy-cysec"]})


def test_business_days_of_a_pack_need_one_calendar_of_the_company() -> None:
    topic = {"privacy": {"title": TITLE, "accepts": ["form"], "subject": "privacy"}}
    several = acme(calendar={"cy": {"holidays": "CY"}}, topic=topic)
    with pytest.raises(PolicyErrors, match=r"policy\.calendar: found several calendars"):
        with_packs(several, [pack("eu-gdpr")])
    chosen = acme(policy={"calendar": "cy"}, calendar={"cy": {"holidays": "CY"}}, topic=topic)
    clock = with_packs(chosen, [pack("eu-gdpr")]).promises["eu-gdpr.response"].clock
    assert clock is not None
    assert clock.calendar is chosen.calendars["cy"]


def test_every_key_of_a_pack_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[TableReader] = []
    original = TableReader.__post_init__

    def remember(reader: TableReader) -> None:
        original(reader)
        asked.append(reader)

    monkeypatch.setattr(TableReader, "__post_init__", remember)
    for slug in SLUGS:
        pack(slug)
    pages = "".join((ROOT / "docs" / name).read_text("utf-8") for name in ("laws.md", "policy.md"))
    described = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", pages))))
    for reader in asked:
        if not reader.place.endswith(".when"):
            assert reader.seen <= described, reader.place


def test_every_pack_is_listed_with_its_law() -> None:
    page = (ROOT / "docs" / "laws.md").read_text("utf-8")
    for slug in SLUGS:
        (line,) = [
            line for line in page.splitlines() if line.startswith("|") and f"`{slug}`" in line
        ]
        assert pack(slug).law.id in line
