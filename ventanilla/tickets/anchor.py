"""Making anchors: each hour the heads of all chains that grew, as one signed root, kept elsewhere.

An anchor is committed first and then written to a file per company in the folder
``VENTANILLA_ANCHORS``, with ``fsync``: what a crash kept out of the file is written at the next
look. Put that folder where whoever holds the database cannot write.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import connection, transaction

from ventanilla.companies.inforce import companies
from ventanilla.core.anchors import FIRST, Leaf, Statement, Verify, root_of, signed
from ventanilla.tickets.models import Anchor

SLACK = timedelta(hours=2)
"""A change says when it began, and may be committed later: each look goes back so much further."""
LOCK = 7_401
"""The first half of the advisory lock under which a company's anchor is made."""
TAIL_BYTES = 8192

_CHAINS = """
INSERT INTO tickets_anchorleaf (company_id, anchor, ticket, seq, head)
SELECT t.company_id, %s, t.id, t.seq, t.head FROM tickets_ticket t
WHERE t.company_id = %s AND t.changed_at >= %s AND NOT EXISTS (
    SELECT FROM tickets_anchorleaf l WHERE l.company_id = t.company_id
    AND l.ticket = t.id AND l.seq = t.seq AND l.head = t.head)
RETURNING ticket, seq, head
"""
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)


def anchor_due(now: datetime, looked: dict[int, datetime] | None = None) -> int:
    """Anchor each company whose last full hour is not anchored yet; returns how many were made.

    Where nothing changed no anchor is made. ``looked`` remembers until which hour that was seen,
    so that a caller who comes often asks once an hour.
    """
    upto = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    looked = {} if looked is None else looked
    made = 0
    for company in companies():
        if looked.get(company.id) != upto:
            made += _anchor(company.id, upto)
            write_out(company.id, company.slug)
            looked[company.id] = upto
    return made


@transaction.atomic
def _anchor(company: int, upto: datetime) -> bool:
    """Make a company's anchor of an hour, unless it is there or another worker is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, company])
        if not cursor.fetchone()[0]:
            return False
    last = Anchor.objects.filter(company_id=company).order_by("-serial").first()
    if last is not None and last.upto >= upto:
        return False
    serial = last.serial + 1 if last else 1
    leaves = _grown(company, serial, last.upto if last else None, upto)
    if not leaves:
        return False
    key = signing_key()
    said = Statement(
        company=company,
        serial=serial,
        upto=upto,
        leaves=len(leaves),
        root=root_of(leaves),
        before=statement_of(last).digest() if last else FIRST,
        key=key_id(key.public_key().public_bytes_raw()),
    )
    Anchor.objects.create(
        company_id=company,
        serial=serial,
        upto=upto,
        leaves=said.leaves,
        root=said.root,
        before=said.before,
        key=said.key,
        signature=key.sign(said.canonical()),
    )
    return True


def _grown(company: int, serial: int, last: datetime | None, upto: datetime) -> list[Leaf]:
    """Keep the head of every chain that no anchor has yet; by ticket.

    The first anchor of a day looks at all tickets, whenever they say that they changed: what
    was written with a wrong clock waits a day at most.
    """
    since = LONG_AGO if last is None or last.date() != upto.date() else last - SLACK
    with connection.cursor() as cursor:
        cursor.execute(_CHAINS, [serial, company, since])
        rows = sorted(cursor.fetchall())
    return [Leaf(company, ticket, seq, bytes(head)) for ticket, seq, head in rows]


def statement_of(row: Anchor) -> Statement:
    """What an anchor's row says."""
    return Statement(
        company=row.company_id,
        serial=row.serial,
        upto=row.upto,
        leaves=row.leaves,
        root=bytes(row.root),
        before=bytes(row.before),
        key=row.key,
    )


def line_of(row: Anchor) -> dict[str, object]:
    """An anchor as it is written elsewhere."""
    return signed(statement_of(row), bytes(row.signature))


def file_of(slug: str) -> Path:
    """Where a company's anchors are written: a JSON object a line."""
    return Path(settings.ANCHORS) / f"{slug}.jsonl"


def write_out(company: int, slug: str) -> None:
    """Append the anchors that the company's file does not have yet, and the public key beside it.

    A line that a crash tore stays as it is: it is the beginning of the line after it.
    """
    rows = Anchor.objects.filter(company_id=company).order_by("serial")
    if not rows.exists():
        return
    path = file_of(slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    keep_public_key(path.parent)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two workers write one after the other
        last, torn = _last_of(file.seek(0, os.SEEK_END), path)
        fresh = [json.dumps(line_of(row), sort_keys=True) for row in rows.filter(serial__gt=last)]
        if fresh:
            file.write((("\n" if torn else "") + "\n".join(fresh) + "\n").encode())
            file.flush()
            os.fsync(file.fileno())
    _sync_folder(path.parent)


def _last_of(size: int, path: Path) -> tuple[int, bool]:
    """The serial of the last whole line of a file (0: none), and whether its end is torn off."""
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL_BYTES))
        *lines, rest = file.read().split(b"\n")
    for line in reversed(lines):
        with suppress(ValueError, KeyError, TypeError):
            return int(json.loads(line)["statement"]["serial"]), bool(rest)
    return 0, bool(rest)


def written(slug: str) -> list[dict[str, object]]:
    """The lines of a company's file; one that is no JSON object is ``{}``.

    One with which the next line begins was torn by a crash, and is left out.
    """
    path = file_of(slug)
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    found: list[dict[str, object]] = []
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else b""
        if not line or after.startswith(line):
            continue
        try:
            read = json.loads(line)
        except ValueError:
            read = {}
        found.append(read if isinstance(read, dict) else {})
    return found


def signing_key() -> Ed25519PrivateKey:
    """The desk's own key, made at first use; its file is readable by its owner only.

    Raises:
        ValueError: the file holds no Ed25519 key in PEM.
    """
    path = Path(settings.ANCHOR_KEY)
    if not path.exists():
        _make_key(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path}: an Ed25519 key is needed to sign anchors.")
    return key


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    text = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(fresh, path)  # the first process wins; nobody reads half a key
    fresh.unlink()
    _sync_folder(path.parent)


def key_id(public: bytes) -> str:
    """The short name of a public key of 32 bytes: 16 hexadecimal digits."""
    return sha256(public).hexdigest()[:16]


def keep_public_key(folder: Path) -> None:
    """Put the public half of our key beside the anchors, for whoever checks them without us."""
    public = signing_key().public_key().public_bytes_raw()
    path = folder / f"{key_id(public)}.pub"
    if not path.exists():
        path.write_text(public.hex() + "\n", encoding="ascii")


def public_keys() -> dict[str, bytes]:
    """Every key that may have signed an anchor, by its id: those beside the anchors, and ours."""
    found: dict[str, bytes] = {}
    for path in sorted(Path(settings.ANCHORS).glob("*.pub")):
        with suppress(ValueError):
            public = bytes.fromhex(path.read_text(encoding="ascii").strip())
            found[key_id(public)] = public
    if Path(settings.ANCHOR_KEY).exists():
        public = signing_key().public_key().public_bytes_raw()
        found[key_id(public)] = public
    return found


def verifier(keys: dict[str, bytes]) -> Verify:
    """Checks Ed25519 signatures (RFC 8032) by these keys; an unknown key signed nothing."""

    def verify(key: str, signature: bytes, text: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(keys[key]).verify(signature, text)
        except (KeyError, ValueError, InvalidSignature):
            return False
        return True

    return verify


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
