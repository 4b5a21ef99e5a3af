"""The chain of events: each hash covers the event and the hash before it.

An event that is changed, taken out, put in or moved breaks every hash after it. Events hold ids
and codes only, so a person's words can be erased while the chain stays whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

START = b""
"""The hash before the first event of a ticket."""


@dataclass(frozen=True, slots=True)
class Link:
    """What is hashed of one event."""

    company: int
    ticket: int
    seq: int
    kind: str
    at: datetime
    by: str
    actor: int | None
    detail: Mapping[str, object]

    def canonical(self) -> bytes:
        """The event as JSON with sorted keys, UTC microseconds and no white space, in UTF-8."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        parts = [
            self.company,
            self.ticket,
            self.seq,
            self.kind,
            at,
            self.by,
            self.actor,
            dict(self.detail),
        ]
        return json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def forge(before: bytes, link: Link) -> bytes:
    """The SHA-256 of an event that follows ``before``: 32 bytes."""
    return sha256(before + link.canonical()).digest()


def first_break(links: Iterable[tuple[Link, bytes]]) -> int | None:
    """The ``seq`` of the first event that does not follow from those before it.

    ``links`` are one ticket's events in the order of ``seq`` with their stored hashes.
    """
    before = START
    for wanted, (link, stored) in enumerate(links, start=1):
        if link.seq != wanted or forge(before, link) != stored:
            return wanted
        before = stored
    return None
