"""Whatever is done to the record behind the desk's back, chains and anchors find it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.tickets import tampering
from ventanilla.tickets import anchor as making
from ventanilla.tickets import proof
from ventanilla.tickets.actions import note, reply, resolve
from ventanilla.tickets.anchor import anchor_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("elsewhere")]
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def desk(ask, marta):
    """Two days at XM, anchored every few hours: answers, notes, solutions."""
    tickets = []
    for hour in range(8):
        now = MONDAY + timedelta(hours=5 * hour)
        ticket = ask("xm", "general", "form", now)
        tickets.append(ticket)
        company, number = ticket.company_id, ticket.id
        note.note(company, number, marta, "Mirar.", now + timedelta(minutes=3))
        for earlier in tickets[-3:-1]:
            reply.reply(company, earlier.id, marta, "Ya está.", now + timedelta(minutes=9))
        if hour % 3 == 2:
            resolve.resolve(company, tickets[-2].id, marta, "", now + timedelta(minutes=20))
        anchor_due(now + timedelta(hours=2))
    return tickets


@pytest.fixture
def record(desk):
    company = desk[0].company_id
    return tampering.Record(
        tuple(proof.chains("xm")),
        tuple(proof.anchors_of(company)),
        tuple(making.written("xm")),
    )


def verdict(record):
    return tampering.breaks(record, making.verifier(making.public_keys()))


def test_a_record_that_nobody_touched_is_whole(record):
    assert len(record.chains) == 8
    assert len(record.anchors) == 8
    assert verdict(record) == []


@pytest.mark.parametrize("number", [1_000, pytest.param(5_000, marks=pytest.mark.slow)])
def test_each_of_many_random_tamperings_is_found(record, number):
    chance = random.Random(20261122)
    verify = making.verifier(making.public_keys())
    done, missed = Counter(), []
    while sum(done.values()) < number:
        way = tampering.WAYS[sum(done.values()) % len(tampering.WAYS)]
        after = way(record, chance)
        if after is None or after == record:
            continue
        done[way.__name__] += 1
        if not tampering.breaks(after, verify):
            missed.append(way.__name__)
    assert missed == []
    assert sum(done.values()) == number
    assert min(done.values()) >= number // len(tampering.WAYS)


def test_an_anchor_that_was_being_written_out_meanwhile_is_no_finding(record):
    verify = making.verifier(making.public_keys())

    def found(again):
        walk = proof.AnchorWalk("xm", verify, proof.stored_hashes, record.lines[:-1], again)
        return [str(finding) for finding in walk.walk(record.anchors)]

    assert found(lambda: record.lines) == []
    (finding,) = found(lambda: record.lines[:-1])
    assert finding == "xm, anchor 8: the file of anchors does not have it."


@pytest.mark.parametrize("way", ["cut_cleanly", "write_anew", "write_anew_shorter", "take_ticket"])
def test_without_anchors_whoever_writes_whole_chains_is_not_found(record, way):
    """So the anchors are what finds them, and not some luck of these tests."""
    bare = tampering.Record(record.chains, (), ())
    chance = random.Random(7)
    found = [verdict(after) for _n in range(20) if (after := getattr(tampering, way)(bare, chance))]
    assert [] in found
