"""The evidence of tickets as plain values: what happened, what was owed and why, and the proofs.

A bundle is one JSON document, signed by the desk, and the files that it names by their SHA-256:
the policies word for word and the letters. ``standalone/verify_evidence.py`` checks it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist

from ventanilla.companies.models import Company, PolicyVersion
from ventanilla.core.clocks import Clock, reckon
from ventanilla.core.facts import Occurrence
from ventanilla.core.merkle import Levels, levels, path_in
from ventanilla.core.promises import Standing
from ventanilla.tickets.anchor import key_id, line_of, public_keys, signing_key
from ventanilla.tickets.joined import relatives
from ventanilla.tickets.models import Anchor, AnchorLeaf, Event, Outgoing, PromiseRow, Ticket
from ventanilla.tickets.proof import anchored
from ventanilla.tickets.queries import Whole, whole

VERIFIER = Path(__file__).with_name("standalone") / "verify_evidence.py"
UNNOTED = frozenset({"code", "link"})
"""Letters that somebody asked for at a page: they belong to no change of a ticket."""
_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)

type Render = Callable[[Outgoing], bytes]
"""The mail of an outbox row as it is sent."""


@dataclass(slots=True)
class Book:
    """A bundle that is being filled: the document's parts, and the files beside it by name."""

    now: datetime
    render: Render
    files: dict[str, bytes] = field(default_factory=dict)
    anchors: dict[str, dict[str, object]] = field(default_factory=dict)
    policies: dict[str, dict[str, object]] = field(default_factory=dict)
    trees: dict[tuple[int, int], tuple[Anchor, Levels, list[int]]] = field(default_factory=dict)


def bundle(tickets: Sequence[Ticket], now: datetime, render: Render) -> dict[str, bytes]:
    """Every file of the bundle of some tickets, by its name, the signature too.

    What became one is shown as one: a merged ticket brings the one in which it goes on, and the
    other way round.
    """
    book = Book(now, render)
    parts = [_ticket(ticket, book) for ticket in relatives(tickets)]
    book.files[VERIFIER.name] = VERIFIER.read_bytes()
    key = signing_key()
    public = key.public_key().public_bytes_raw()
    keys = {**public_keys(), key_id(public): public}
    document = {
        "format": "ventanilla evidence 1",
        "made_at": _instant(now),
        "key": public.hex(),
        "keys": {name: value.hex() for name, value in keys.items()},
        "files": {name: sha256(value).hexdigest() for name, value in book.files.items()},
        "anchors": book.anchors,
        "policies": book.policies,
        "tickets": parts,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1).encode()
    signature = key.sign(text).hex().encode()
    return {**book.files, "evidence.json": text, "evidence.sig": signature}


def _ticket(ticket: Ticket, book: Book) -> dict[str, object]:
    found = whole(ticket, book.now)
    proofs = list(_proofs(ticket, book))
    company = Company.objects.get(id=ticket.company_id)
    return {
        "company": ticket.company_id,
        "company_slug": company.slug,
        "id": ticket.id,
        "number": ticket.number,
        "policy": ticket.policy,
        "policy_file": _policy(company, ticket.policy, book),
        "events": [_event(event) for event in found.events],
        "anchored": max((seq for seq, _proof in proofs), default=0),
        "proofs": [proof for _seq, proof in proofs],
        "promises": _promises(ticket, found.standings, found.occurrences),
        "letters": _letters(found, company, book),
    }


def _event(event: Event) -> dict[str, object]:
    """An event as it is hashed (``core.chain.Link``), with its hash."""
    return {
        "seq": event.seq,
        "kind": event.kind,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": event.by,
        "actor": event.actor,
        "detail": event.detail,
        "hash": bytes(event.hash).hex(),
    }


def _proofs(ticket: Ticket, book: Book) -> Iterator[tuple[int, dict[str, object]]]:
    """For each anchor that has the ticket, the path from its leaf to the root."""
    mine = AnchorLeaf.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    for leaf in mine.order_by("anchor"):
        row, tree, tickets = _tree(ticket.company_id, leaf.anchor, book)
        name = f"{ticket.company_id}/{row.serial}"
        book.anchors[name] = line_of(row)
        index = bisect_left(tickets, ticket.id)
        way = [digest.hex() for digest in path_in(tree, index)]
        yield leaf.seq, {"anchor": name, "seq": leaf.seq, "index": index, "path": way}


def _tree(company: int, serial: int, book: Book) -> tuple[Anchor, Levels, list[int]]:
    known = book.trees.get((company, serial))
    if known is None:
        row = Anchor.objects.get(company_id=company, serial=serial)
        leaves = anchored(row).leaves
        tree = levels([leaf.canonical() for leaf in leaves])
        known = book.trees[company, serial] = (row, tree, [leaf.ticket for leaf in leaves])
    return known


def _policy(company: Company, serial: int, book: Book) -> str:
    """Put the policy version into the bundle, word for word; gives the name of its file."""
    name = f"policies/{company.slug}-{serial}.toml"
    if name not in book.policies:
        row = PolicyVersion.objects.get(company_id=company.id, serial=serial)
        book.files[name] = row.source.encode()
        for slug, text in row.packs.items():
            book.files[f"policies/{company.slug}-{serial}-{slug}.toml"] = text.encode()
        book.policies[name] = {
            "company": company.slug,
            "serial": serial,
            "version": row.version,
            "effective": row.effective.isoformat(),
            "loaded_at": _instant(row.loaded_at),
        }
    return name


def _promises(
    ticket: Ticket, standings: Sequence[Standing], occurrences: Sequence[Occurrence]
) -> list[dict[str, object]]:
    """Each promise as it was recorded; where it still stands, with its working-out."""
    known = {standing.promise.name: standing for standing in standings}
    rows = PromiseRow.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    return [_promise(row, known.get(row.name), occurrences) for row in rows.order_by("name")]


def _promise(
    row: PromiseRow, standing: Standing | None, occurrences: Sequence[Occurrence]
) -> dict[str, object]:
    said: dict[str, object] = {
        "name": row.name,
        "policy": row.policy,
        "state": row.state,
        "started_at": _instant(row.started_at),
        "due_at": _instant(row.due_at),
        "first_due_at": _instant(row.first_due_at),
        "stopped_at": _instant(row.stopped_at),
        "guarantee": row.guarantee,
    }
    if standing is None or standing.promise.clock is None:
        return said
    clock = standing.promise.clock
    said["rows"] = list(standing.promise.rows)
    past = [o for o in occurrences if standing.stopped is None or o.at < standing.stopped]
    reckoning = reckon(clock, past or occurrences)
    said["working"] = [str(line) for line in reckoning.working]
    said["earlier"] = [[_instant(due), str(reason)] for due, reason in reckoning.earlier]
    last = max(filter(None, (reckoning.due, row.due_at, row.first_due_at)), default=None)
    if last is not None:
        said["calendar"] = list(_calendar(clock, standing.started, last))
    return said


def _calendar(clock: Clock, start: datetime, due: datetime) -> Iterator[dict[str, object]]:
    """Each day from the start to the due, as the clock saw it: business day or not, why, hours."""
    schedule = clock.schedule
    zone = schedule.zone if schedule is not None and clock.calendar is None else clock.zone
    day: date = start.astimezone(zone).date()
    until = (due - _MOMENT).astimezone(zone).date()
    while day <= until:
        said: dict[str, object] = {"day": day.isoformat(), "zone": zone.key}
        calendar = clock.calendar or (schedule.calendar if schedule else None)
        if calendar is not None:
            why = calendar.why_closed(day)
            said |= {"business_day": why is None, "why": str(why) if why else ""}
        if schedule is not None:
            said["open"] = [[_instant(low), _instant(high)] for low, high in schedule.windows(day)]
        yield said
        day += _DAY


def _letters(found: Whole, company: Company, book: Book) -> list[dict[str, object]]:
    ticket = found.ticket
    rows = Outgoing.objects.filter(company_id=ticket.company_id, ticket=ticket.id).order_by("id")
    sealed = {event.detail.get("letter") for event in found.events if "digest" in event.detail}
    return [
        _letter(row, f"letters/{company.slug}-{row.id}", str(row.id) in sealed, book)
        for row in rows
    ]


def _letter(row: Outgoing, stem: str, sealed: bool, book: Book) -> dict[str, object]:
    """A letter; one that was sent with the file that went out.

    Those from before files were kept (not ``sealed`` by a digest) are written again from their row.
    """
    said: dict[str, object] = {
        "id": row.id,
        "letter": row.letter,
        "automatic": row.automatic,
        "state": row.state,
        "recipient": row.recipient,
        "language": row.language,
        "message_id": row.reference,
        "sent_at": _instant(row.sent_at),
        "noted": row.state == "sent" and row.letter not in UNNOTED,
        "trouble": row.trouble,
    }
    if row.copy is not None:
        content = bytes(row.copy)
        name = f"{stem}.pdf" if content.startswith(b"%PDF") else f"{stem}.eml"
        book.files[name] = content
        said["file"] = name
    elif sealed:
        said["trouble"] = "erased"
    elif row.state == "sent":
        try:
            book.files[f"{stem}.eml"] = book.render(row)
            said["file"] = f"{stem}.eml"
        except (OSError, LookupError, ValueError, ObjectDoesNotExist) as error:
            said["trouble"] = f"cannot be written again: {error}"
    return said


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at is not None else None
