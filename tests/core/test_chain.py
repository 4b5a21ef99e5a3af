"""Whatever is done to a record afterwards, the chain says where."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.chain import START, Link, first_break, forge

CODES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LINKS = st.builds(
    Link,
    company=st.just(1),
    ticket=st.just(7),
    seq=st.just(0),
    kind=st.sampled_from(["received", "replied", "closed"]),
    at=st.datetimes(timezones=st.just(UTC)),
    by=st.sampled_from(["customer", "human", "system"]),
    actor=st.none() | st.integers(1, 9),
    detail=st.dictionaries(CODES, CODES, max_size=3),
)
RECORDS = st.lists(LINKS, min_size=1, max_size=6)


def chained(links: list[Link]) -> list[tuple[Link, bytes]]:
    head, found = START, []
    for seq, link in enumerate(links, start=1):
        numbered = replace(link, seq=seq)
        head = forge(head, numbered)
        found.append((numbered, head))
    return found


@given(RECORDS)
def test_a_record_as_it_was_written_is_whole(links: list[Link]) -> None:
    assert first_break(chained(links)) is None


OTHER: dict[str, Any] = {
    "company": lambda link: link.company + 1,
    "ticket": lambda link: link.ticket + 1,
    "seq": lambda link: link.seq + 1,
    "kind": lambda link: link.kind + "x",
    "at": lambda link: link.at + timedelta(microseconds=1 if link.at.year < 9999 else -1),
    "by": lambda link: link.by + "x",
    "actor": lambda link: 1 if link.actor is None else None,
    "detail": lambda link: {**link.detail, "more": ""} if "more" not in link.detail else {},
}


@given(RECORDS, st.data(), st.sampled_from(sorted(OTHER)))
def test_any_change_of_any_field_is_found_at_its_place(
    links: list[Link], data: st.DataObject, field: str
) -> None:
    record = chained(links)
    place = data.draw(st.integers(0, len(record) - 1))
    link, stored = record[place]
    record[place] = (replace(link, **{field: OTHER[field](link)}), stored)
    assert first_break(record) == place + 1


@given(RECORDS, st.data())
def test_a_changed_hash_is_found(links: list[Link], data: st.DataObject) -> None:
    record = chained(links)
    place = data.draw(st.integers(0, len(record) - 1))
    byte = data.draw(st.integers(0, 31))
    stored = bytearray(record[place][1])
    stored[byte] ^= 1
    record[place] = (record[place][0], bytes(stored))
    assert first_break(record) == place + 1


@given(st.lists(LINKS, min_size=2, max_size=6), st.data())
def test_an_event_taken_out_is_found(links: list[Link], data: st.DataObject) -> None:
    record = chained(links)
    place = data.draw(st.integers(0, len(record) - 2))
    assert first_break(record[:place] + record[place + 1 :]) == place + 1


@given(st.lists(LINKS, min_size=2, max_size=6), st.data())
def test_an_event_taken_out_and_the_rest_renumbered_is_found(
    links: list[Link], data: st.DataObject
) -> None:
    record = chained(links)
    place = data.draw(st.integers(0, len(record) - 2))
    rest = record[:place] + record[place + 1 :]
    renumbered = [(replace(link, seq=n), stored) for n, (link, stored) in enumerate(rest, 1)]
    assert first_break(renumbered) == place + 1


@given(RECORDS, LINKS, st.data())
def test_an_event_put_in_is_found(links: list[Link], extra: Link, data: st.DataObject) -> None:
    record = chained(links)
    place = data.draw(st.integers(0, len(record)))
    before = record[place - 1][1] if place else START
    forged = replace(extra, seq=place + 1)
    longer = [*record[:place], (forged, forge(before, forged)), *record[place:]]
    assert first_break(longer) == (place + 2 if place < len(record) else None)


@given(st.lists(LINKS, min_size=2, max_size=6), st.data())
def test_two_events_that_changed_places_are_found(links: list[Link], data: st.DataObject) -> None:
    record = chained(links)
    one = data.draw(st.integers(0, len(record) - 2))
    record[one], record[one + 1] = record[one + 1], record[one]
    assert first_break(record) == one + 1


@given(LINKS, st.integers(-12, 12))
def test_the_same_instant_in_another_zone_is_the_same_event(link: Link, hours: int) -> None:
    if not datetime.min.year + 1 < link.at.year < datetime.max.year:
        return
    moved = replace(link, at=link.at.astimezone(timezone(timedelta(hours=hours))))
    assert forge(START, moved) == forge(START, link)


@given(LINKS)
def test_the_order_of_the_details_does_not_matter(link: Link) -> None:
    turned = replace(link, detail=dict(reversed(link.detail.items())))
    assert forge(START, turned) == forge(START, link)
