"""What an anchor says: the heads of all chains that grew, as one root, chained to the one before.

An anchor commits every event of its tickets: the hash of the last covers all before it. Kept or
sent elsewhere, and signed, it convicts whoever later writes the record anew, hashes and all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from ventanilla.core import merkle

FIRST = b""
"""What the first anchor of a company has in place of the digest before it."""

type Verify = Callable[[str, bytes, bytes], bool]
"""Whether a key, by its id, made this signature of this text."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """How far a ticket's chain had come: the ``seq`` and the hash of its last event."""

    company: int
    ticket: int
    seq: int
    head: bytes

    def canonical(self) -> bytes:
        """The leaf as it enters the tree: JSON without white space, the hash in hexadecimal."""
        parts = [self.company, self.ticket, self.seq, self.head.hex()]
        return json.dumps(parts, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed. ``serial`` counts from 1 in each company; ``before`` is the digest of the
    statement before it, and empty in the first."""

    company: int
    serial: int
    upto: datetime
    """Everything that was committed before this hour is covered by this anchor or an earlier."""
    leaves: int
    root: bytes
    before: bytes
    key: str
    """Id of the public key: the first 16 hexadecimal digits of its SHA-256."""

    def plain(self) -> dict[str, object]:
        """The statement as JSON writes it: bytes in hexadecimal, the hour in UTC."""
        return {
            "company": self.company,
            "serial": self.serial,
            "upto": self.upto.astimezone(UTC).isoformat(timespec="microseconds"),
            "leaves": self.leaves,
            "root": self.root.hex(),
            "before": self.before.hex(),
            "key": self.key,
        }

    def canonical(self) -> bytes:
        """The text that is signed: JSON with sorted keys and no white space."""
        return json.dumps(self.plain(), sort_keys=True, separators=(",", ":")).encode()

    def digest(self) -> bytes:
        """The SHA-256 by which the next anchor names this one: 32 bytes."""
        return sha256(self.canonical()).digest()


@dataclass(frozen=True, slots=True)
class Anchored:
    """An anchor as it is kept: statement, Ed25519 signature (64 bytes), leaves by ticket."""

    statement: Statement
    signature: bytes
    leaves: tuple[Leaf, ...]

    def line(self) -> dict[str, object]:
        """What is written elsewhere: one JSON object, without the leaves."""
        return signed(self.statement, self.signature)


def signed(said: Statement, signature: bytes) -> dict[str, object]:
    """A signed statement as one JSON object."""
    return {"statement": said.plain(), "signature": signature.hex()}


def root_of(leaves: Sequence[Leaf]) -> bytes:
    """The root over the leaves, which stand in the order of their tickets."""
    return merkle.root([leaf.canonical() for leaf in leaves])


def wrongs(anchor: Anchored, before: Statement | None, verify: Verify) -> list[str]:
    """What is wrong with an anchor by itself and after the one before it; nothing, if whole."""
    said, found = anchor.statement, []
    if said.serial != (before.serial + 1 if before else 1):
        found.append("anchors before it are missing")
    elif said.before != (before.digest() if before else FIRST):
        found.append("it does not follow from the anchor before it")
    if not verify(said.key, anchor.signature, said.canonical()):
        found.append(f"its signature is not that of a known key (key {said.key})")
    if said.leaves != len(anchor.leaves) or said.root != root_of(anchor.leaves):
        found.append("its leaves do not give its root")
    return found


def missing(leaf: Leaf, stored: Mapping[tuple[int, int], bytes]) -> str:
    """What became of an anchored chain; empty when it is there. ``stored``: (ticket, seq): hash."""
    found = stored.get((leaf.ticket, leaf.seq))
    if found is None:
        return f"event {leaf.seq} was anchored and is gone"
    if found != leaf.head:
        return f"the chain up to event {leaf.seq} is not the one that was anchored"
    return ""
