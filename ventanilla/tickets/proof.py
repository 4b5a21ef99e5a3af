"""Whether the record is whole: every chain walked to its head, every anchor to its leaves.

What is checked are plain values; the walks read them from the database. Chains alone find whoever
changes an event. The anchors find whoever writes whole chains anew, or takes tickets away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice

from django.db import connection, transaction

from ventanilla.companies.models import Company
from ventanilla.core.anchors import Anchored, Leaf, Statement, Verify, missing, wrongs
from ventanilla.core.chain import Link, first_break
from ventanilla.tickets import anchor as making
from ventanilla.tickets.models import Anchor, AnchorLeaf, Event, Ticket

BATCH = 500

type Hashes = Callable[[Sequence[Leaf]], Mapping[tuple[int, int], bytes]]
"""For leaves of one company the stored hashes of their last events, by (ticket, seq)."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A ticket's events with their stored hashes, and what its own row says of them."""

    company: int
    ticket: int
    number: str
    seq: int
    head: bytes
    links: tuple[tuple[Link, bytes], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A break: in what, and what it means. ``ticket`` is None where an anchor is meant."""

    place: str
    what: str
    ticket: int | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.what}."


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the database for everything read in the block, while the desk goes on."""
    if connection.in_atomic_block:  # of a test, or of a caller who cares for it
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def broken_chains(slug: str = "") -> Iterator[tuple[str, int | None]]:
    """For each ticket its number and the ``seq`` at which its chain breaks (None: whole)."""
    for chain in chains(slug):
        yield chain.number, break_of(chain)


def chains(slug: str = "") -> Iterator[Chain]:
    """Every ticket's chain, by company and ticket."""
    tickets = Ticket.objects.order_by("company_id", "id")
    if slug:
        tickets = tickets.filter(company__slug=slug)
    found = tickets.values_list("company_id", "id", "number", "seq", "head")
    rows = found.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        events = _events(batch)
        for company, ticket, number, seq, head in batch:
            links = events.get((company, ticket), ())
            yield Chain(company, ticket, number, seq, bytes(head), links)


def _events(
    batch: Sequence[tuple[int, int, str, int, bytes | memoryview[int]]],
) -> dict[tuple[int, int], tuple[tuple[Link, bytes], ...]]:
    found = Event.objects.filter(
        company_id__in={row[0] for row in batch}, ticket__in=[row[1] for row in batch]
    ).order_by("company_id", "ticket", "seq")
    linked = ((link_of(event), bytes(event.hash)) for event in found)
    return {
        key: tuple(links)
        for key, links in groupby(linked, lambda pair: (pair[0].company, pair[0].ticket))
    }


def link_of(event: Event) -> Link:
    """What is hashed of an event's row."""
    e = event
    return Link(e.company_id, e.ticket, e.seq, e.kind, e.at, e.by, e.actor, e.detail)


def break_of(chain: Chain) -> int | None:
    """Where a ticket's chain breaks; a tail that was cut off shows at the ticket's own head.

    No ticket is without events: one that has none lost them.
    """
    broken = first_break(chain.links)
    if broken is not None:
        return broken
    length = len(chain.links)
    if not length:
        return 1
    if length != chain.seq or chain.links[-1][1] != chain.head:
        return length + 1
    return None


_STRAYS = """
SELECT c.slug, e.ticket, count(*) FROM tickets_event e
JOIN companies_company c ON c.id = e.company_id
WHERE (%s = '' OR c.slug = %s) AND NOT EXISTS (
    SELECT FROM tickets_ticket t WHERE t.company_id = e.company_id AND t.id = e.ticket)
GROUP BY c.slug, e.ticket ORDER BY c.slug, e.ticket
"""


def strays(slug: str = "") -> Iterator[Finding]:
    """Events of tickets that are gone, or never were."""
    with connection.cursor() as cursor:
        cursor.execute(_STRAYS, [slug, slug])
        for company, ticket, count in cursor.fetchall():
            what = f"{count} events have no ticket: it was taken out, or they were put in"
            yield Finding(f"{company}, ticket id {ticket}", what, ticket)


@dataclass(slots=True)
class AnchorWalk:
    """The anchors of one company, checked one after the other, each with what it stands for.

    ``lines`` are those of the file that is kept elsewhere, read before the database was; ``again``
    reads it anew, for the anchor that was being written out at that moment.
    """

    slug: str
    verify: Verify
    hashes: Hashes
    lines: Sequence[Mapping[str, object]]
    again: Callable[[], Sequence[Mapping[str, object]]]
    checked: int = 0

    def walk(self, anchors: Iterable[Anchored]) -> Iterator[Finding]:
        """Every break, in the order of the anchors; then what only the file has."""
        listed = by_serial(self.lines)
        later: dict[int, list[Mapping[str, object]]] | None = None
        before: Statement | None = None
        for anchor in anchors:
            said = anchor.statement
            self.checked += 1
            for wrong in wrongs(anchor, before, self.verify):
                yield self._finding(said.serial, wrong)
            kept = listed.pop(said.serial, [])
            if not kept:
                later = by_serial(self.again()) if later is None else later
                kept = later.get(said.serial, [])
            if not kept:
                yield self._finding(said.serial, "the file of anchors does not have it")
            elif any(line != anchor.line() for line in kept):
                yield self._finding(said.serial, "the file of anchors says something else")
            yield from self._lost(anchor)
            before = said
        for serial in sorted(listed):
            what = "only the file has it: it was taken out of the database, or a backup put back"
            yield self._finding(serial, what)

    def _finding(self, serial: int, what: str) -> Finding:
        if serial == UNREADABLE:
            return Finding(f"{self.slug}, file of anchors", "a line cannot be read")
        return Finding(f"{self.slug}, anchor {serial}", what)

    def _lost(self, anchor: Anchored) -> Iterator[Finding]:
        leaves = iter(anchor.leaves)
        while batch := list(islice(leaves, BATCH)):
            stored = self.hashes(batch)
            for leaf in batch:
                if what := missing(leaf, stored):
                    place = f"{self.slug}, ticket id {leaf.ticket}"
                    words = f"{what} (anchor {anchor.statement.serial})"
                    yield Finding(place, words, leaf.ticket)


UNREADABLE = -1
"""Where lines stand that are none of ours."""


def by_serial(lines: Iterable[Mapping[str, object]]) -> dict[int, list[Mapping[str, object]]]:
    """The lines of a file by the serial they claim."""
    found: dict[int, list[Mapping[str, object]]] = {}
    for line in lines:
        said = line.get("statement")
        serial = said.get("serial") if isinstance(said, dict) else None
        found.setdefault(serial if isinstance(serial, int) else UNREADABLE, []).append(line)
    return found


def anchors_of(company: int) -> Iterator[Anchored]:
    """A company's anchors with their leaves, the first one first."""
    for row in Anchor.objects.filter(company_id=company).order_by("serial").iterator():
        yield anchored(row)


def anchored(row: Anchor) -> Anchored:
    """An anchor's row with its leaves, by ticket."""
    found = AnchorLeaf.objects.filter(company_id=row.company_id, anchor=row.serial)
    leaves = found.order_by("ticket").values_list("ticket", "seq", "head")
    return Anchored(
        making.statement_of(row),
        bytes(row.signature),
        tuple(Leaf(row.company_id, ticket, seq, bytes(head)) for ticket, seq, head in leaves),
    )


def stored_hashes(leaves: Sequence[Leaf]) -> Mapping[tuple[int, int], bytes]:
    """The hashes of the events that leaves of one company name."""
    found = Event.objects.filter(
        company_id=leaves[0].company,
        ticket__in=[leaf.ticket for leaf in leaves],
        seq__in={leaf.seq for leaf in leaves},
    )
    rows = found.values_list("ticket", "seq", "hash")
    return {(ticket, seq): bytes(value) for ticket, seq, value in rows}


def walks(slug: str = "") -> Iterator[tuple[AnchorWalk, int]]:
    """For each company the walk of its anchors, ready to begin, and its id.

    Make them before ``snapshot``: an anchor is committed first and written to the file after,
    so the file must not be the newer of the two.
    """
    verify = making.verifier(making.public_keys())
    found = Company.objects.order_by("slug")
    for company in found.filter(slug=slug) if slug else found:
        again = partial(making.written, company.slug)
        yield AnchorWalk(company.slug, verify, stored_hashes, again(), again), company.id


def leafless(slug: str = "") -> Iterator[Finding]:
    """Leaves of anchors that are not there."""
    with connection.cursor() as cursor:
        cursor.execute(_LEAFLESS, [slug, slug])
        for company, serial, count in cursor.fetchall():
            yield Finding(f"{company}, anchor {serial}", f"is gone, {count} of its leaves are left")


_LEAFLESS = """
SELECT c.slug, l.anchor, count(*) FROM tickets_anchorleaf l
JOIN companies_company c ON c.id = l.company_id
WHERE (%s = '' OR c.slug = %s) AND NOT EXISTS (
    SELECT FROM tickets_anchor a WHERE a.company_id = l.company_id AND a.serial = l.anchor)
GROUP BY c.slug, l.anchor ORDER BY c.slug, l.anchor
"""
