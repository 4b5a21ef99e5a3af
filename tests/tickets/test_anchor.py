"""Each hour the heads of all chains that grew are signed, once, and written elsewhere."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from threading import Event

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import IntegrityError, connection

from ventanilla.channels.work import loops
from ventanilla.tickets import anchor as making
from ventanilla.tickets.actions.note import note
from ventanilla.tickets.anchor import anchor_due, file_of, public_keys, signing_key, written
from ventanilla.tickets.models import Anchor, AnchorLeaf, Ticket

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.ANCHORS = tmp_path / "far" / "anchors"
    settings.ANCHOR_KEY = tmp_path / "keys" / "anchor.pem"


def leaves(serial):
    found = AnchorLeaf.objects.filter(anchor=serial).order_by("ticket")
    return list(found.values_list("ticket", "seq"))


def test_an_hour_is_anchored_once_and_only_where_something_changed(ask):
    xm = ask("xm", "general", "form", NINE)
    etoro = ask("etoro", "comment", "form", NINE)
    assert anchor_due(NINE + HOUR) == 2
    assert anchor_due(NINE + HOUR + timedelta(minutes=59)) == 0
    assert anchor_due(NINE + 2 * HOUR) == 0
    rows = Anchor.objects.all()
    assert {(row.company_id, row.serial, row.upto) for row in rows} == {
        (xm.company_id, 1, NINE + HOUR),
        (etoro.company_id, 1, NINE + HOUR),
    }


def test_an_anchor_holds_only_the_tickets_that_grew(ask, marta):
    old, other = ask("xm", "general", "form", NINE), ask("xm", "general", "form", NINE)
    anchor_due(NINE + HOUR)
    assert leaves(1) == sorted([(old.id, old.seq), (other.id, other.seq)])
    note(old.company_id, old.id, marta, "Mirar.", NINE + 3 * HOUR)
    assert anchor_due(NINE + 4 * HOUR) == 1
    assert leaves(2) == [(old.id, old.seq + 1)]
    first, second = Anchor.objects.order_by("serial")
    assert bytes(second.before) == making.statement_of(first).digest()


def test_a_change_that_was_committed_late_is_in_the_next(ask):
    ask("xm", "general", "form", NINE)
    anchor_due(NINE + HOUR)
    late = ask("xm", "general", "form", NINE + timedelta(minutes=59))
    ask("xm", "general", "form", NINE + HOUR)
    anchor_due(NINE + 2 * HOUR)
    assert (late.id, late.seq) in leaves(2)


def test_what_was_written_with_a_wrong_clock_waits_a_day_at_most(ask):
    ask("xm", "general", "form", NINE)
    anchor_due(NINE + HOUR)
    wrong = ask("xm", "general", "form", NINE - timedelta(days=400))
    assert anchor_due(NINE + 2 * HOUR) == 0
    assert anchor_due(NINE + timedelta(days=1)) == 1
    assert leaves(2) == [(wrong.id, wrong.seq)]


def test_whoever_looks_often_asks_once_an_hour(ask, django_assert_num_queries):
    ask("xm", "general", "form", NINE)
    looked = {}
    anchor_due(NINE + HOUR, looked)
    with django_assert_num_queries(0):
        anchor_due(NINE + HOUR + timedelta(minutes=1), looked)
    ask("xm", "general", "form", NINE + HOUR)
    assert anchor_due(NINE + 2 * HOUR, looked) == 1


def test_every_anchor_is_a_line_of_the_file(ask):
    ask("xm", "general", "form", NINE)
    anchor_due(NINE + HOUR)
    ask("xm", "general", "form", NINE + HOUR)
    anchor_due(NINE + 2 * HOUR)
    lines = [json.loads(line) for line in file_of("xm").read_text().splitlines()]
    assert [line["statement"]["serial"] for line in lines] == [1, 2]
    assert lines == [making.line_of(row) for row in Anchor.objects.order_by("serial")]
    (public,) = public_keys().values()
    assert [path.read_text().strip() for path in file_of("xm").parent.glob("*.pub")] == [
        public.hex()
    ]


def test_what_a_crash_kept_out_of_the_file_is_written_at_the_next_look(ask):
    ask("xm", "general", "form", NINE)
    anchor_due(NINE + HOUR)
    ask("xm", "general", "form", NINE + HOUR)
    anchor_due(NINE + 2 * HOUR)
    path = file_of("xm")
    whole = path.read_bytes()
    first, second = whole.splitlines(keepends=True)
    for left in (first, b"", first + second[:40], first[:-1], second[:0] + first + b"{"):
        path.write_bytes(left)
        anchor_due(NINE + 2 * HOUR)
        assert written("xm") == [json.loads(first), json.loads(second)], left
    anchor_due(NINE + 2 * HOUR)
    assert len(written("xm")) == 2


def test_the_key_is_made_once_for_its_owner_only(settings):
    one, two = signing_key(), signing_key()
    assert one.private_bytes_raw() == two.private_bytes_raw()
    assert stat.S_IMODE(settings.ANCHOR_KEY.stat().st_mode) == 0o600
    assert [path.name for path in settings.ANCHOR_KEY.parent.iterdir()] == ["anchor.pem"]


def test_a_key_of_another_kind_is_refused(settings):
    settings.ANCHOR_KEY.parent.mkdir()
    text = X25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    settings.ANCHOR_KEY.write_bytes(text)
    with pytest.raises(ValueError, match="Ed25519"):
        signing_key()


def test_while_another_worker_makes_an_anchor_nobody_else_does(ask, settings):
    company = ask("xm", "general", "form", NINE).company_id
    with psycopg.connect(_address()) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s, %s)", [making.LOCK, company])
        assert anchor_due(NINE + HOUR) == 0
    assert anchor_due(NINE + HOUR) == 1


def _address():
    given = connection.settings_dict
    words = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER"}
    return " ".join(f"{word}={given[name]}" for word, name in words.items() if given[name])


def test_an_hour_cannot_be_anchored_twice_whatever_the_locks(ask):
    ask("xm", "general", "form", NINE)
    anchor_due(NINE + HOUR)
    row = Anchor.objects.get()
    row.serial = 2
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_the_worker_makes_anchors(ask):
    ask("xm", "general", "form")
    (job,) = [loop for loop in loops(Event()) if loop.name == "anchors"]
    assert job.job() == 1
    assert Anchor.objects.count() == 1
    assert Ticket.objects.count() == 1
