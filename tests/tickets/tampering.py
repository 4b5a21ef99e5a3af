"""What somebody with all rights over the database may do to a record, as values in memory.

Each way takes a copy of the record and a source of chance, and returns the record after it. A way
that cannot be gone with what chance chose returns None.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ventanilla.core.anchors import Anchored, root_of
from ventanilla.core.chain import START, Link, forge
from ventanilla.tickets.anchor import key_id
from ventanilla.tickets.proof import AnchorWalk, Chain, break_of


@dataclass(frozen=True)
class Record:
    """Chains and anchors of one company, and the lines that are kept elsewhere."""

    chains: tuple[Chain, ...]
    anchors: tuple[Anchored, ...]
    lines: tuple[dict, ...]


def breaks(record, verify):
    """Everything ``ventanilla verify`` would say of a record, by the functions it uses."""
    found = [f"{c.number}: {seq}" for c in record.chains if (seq := break_of(c)) is not None]
    stored = {(c.ticket, link.seq): hash_ for c in record.chains for link, hash_ in c.links}
    walk = AnchorWalk("x", verify, lambda _leaves: stored, record.lines, lambda: record.lines)
    return found + [str(finding) for finding in walk.walk(record.anchors)]


def _put(record, place, **changed):
    chains = list(record.chains)
    chains[place] = replace(chains[place], **changed)
    return replace(record, chains=tuple(chains))


def _spot(record, chance):
    place = chance.randrange(len(record.chains))
    chain = record.chains[place]
    return place, chain, chance.randrange(len(chain.links))


def _bit(value, chance):
    turned = bytearray(value)
    turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return bytes(turned)


def _letter(text, chance):
    """A text with one bit of one sign turned; the next sign where that gives none."""
    at = chance.randrange(len(text)) if text else 0
    if not text:
        return "x"
    return text[:at] + chr(ord(text[at]) ^ 1 << chance.randrange(5)) + text[at + 1 :]


def _changed(link, chance):
    column = chance.choice(["kind", "at", "by", "actor", "detail", "company", "ticket", "seq"])
    if column == "at":
        return replace(link, at=link.at + timedelta(microseconds=chance.choice([-1, 1, 2**40])))
    if column == "actor":
        return replace(link, actor=None if link.actor is not None else chance.randrange(9))
    if column == "detail":
        detail = dict(link.detail)
        if not detail:
            return replace(link, detail={"x": ""})
        name = chance.choice(sorted(detail))
        value = detail.pop(name)
        if chance.random() < 0.3:
            return replace(link, detail={**detail, _letter(name, chance): value})
        return replace(link, detail={**detail, name: _letter(value, chance)})
    value = getattr(link, column)
    turned = value ^ 1 << chance.randrange(12) if isinstance(value, int) else _letter(value, chance)
    return replace(link, **{column: turned})


def flip(record, chance):
    """A bit of one column of one event."""
    place, chain, at = _spot(record, chance)
    links = list(chain.links)
    links[at] = (_changed(links[at][0], chance), links[at][1])
    return _put(record, place, links=tuple(links))


def flip_hash(record, chance):
    place, chain, at = _spot(record, chance)
    links = list(chain.links)
    links[at] = (links[at][0], _bit(links[at][1], chance))
    return _put(record, place, links=tuple(links))


def flip_ticket(record, chance):
    """The ticket's own row: how many events it has, or the hash of the last."""
    place, chain, _at = _spot(record, chance)
    if chance.random() < 0.5:
        return _put(record, place, seq=chain.seq ^ 1 << chance.randrange(8))
    return _put(record, place, head=_bit(chain.head, chance))


def take_out(record, chance):
    """An event, leaving a gap or closing it."""
    place, chain, at = _spot(record, chance)
    links = chain.links[:at] + chain.links[at + 1 :]
    if chance.random() < 0.5:
        links = _numbered(links)
    return _put(record, place, links=links)


def swap(record, chance):
    """Two events, with their hashes or without, with their numbers or without."""
    place, chain, at = _spot(record, chance)
    other = chance.randrange(len(chain.links))
    if other == at:
        return None
    links = list(chain.links)
    one, two = links[at], links[other]
    if chance.random() < 0.5:
        one, two = (one[0], two[1]), (two[0], one[1])
    links[at], links[other] = two, one
    return _put(record, place, links=_numbered(links) if chance.random() < 0.5 else tuple(links))


def put_in(record, chance):
    """An event that fits to those before it; those after it are numbered on, or not."""
    place, chain, at = _spot(record, chance)
    at += chance.randrange(2)
    before = chain.links[at - 1][1] if at else START
    model = chain.links[max(at - 1, 0)][0]
    fresh = replace(model, kind=chance.choice(["replied", "closed", "resolved"]), seq=at + 1)
    links = (*chain.links[:at], (fresh, forge(before, fresh)), *chain.links[at:])
    return _put(record, place, links=_numbered(links) if chance.random() < 0.5 else links)


def cut(record, chance):
    """The tail of a chain."""
    place, chain, at = _spot(record, chance)
    return _put(record, place, links=chain.links[:at])


def cut_cleanly(record, chance):
    """The tail of a chain, with the ticket's row made to fit."""
    place, chain, at = _spot(record, chance)
    links = chain.links[:at]
    return _put(record, place, links=links, seq=at, head=links[-1][1] if links else b"")


def write_anew(record, chance):
    """A chain that says something else, every hash of it reckoned again."""
    place, chain, at = _spot(record, chance)
    links = [link for link, _hash in chain.links]
    links[at] = replace(_changed(links[at], chance), company=chain.company, ticket=chain.ticket)
    return _put(record, place, **_whole(links))


def write_anew_shorter(record, chance):
    """A chain without one of its events, every hash of it reckoned again."""
    place, chain, at = _spot(record, chance)
    links = [link for n, (link, _hash) in enumerate(chain.links) if n != at]
    return _put(record, place, **_whole(links))


def take_ticket(record, chance):
    """A ticket with all of its events."""
    place, _chain, _at = _spot(record, chance)
    return replace(record, chains=record.chains[:place] + record.chains[place + 1 :])


def take_anchor(record, chance):
    """An anchor with its leaves, the last or another."""
    at = chance.randrange(len(record.anchors))
    return replace(record, anchors=record.anchors[:at] + record.anchors[at + 1 :])


def take_anchors(record, chance):
    """The newest anchors."""
    return replace(record, anchors=record.anchors[: chance.randrange(len(record.anchors))])


def flip_anchor(record, chance):
    """One column of an anchor or of a leaf."""
    at = chance.randrange(len(record.anchors))
    anchor = record.anchors[at]
    said, leaves = anchor.statement, list(anchor.leaves)
    which = chance.randrange(6)
    if which == 0:
        anchor = replace(anchor, signature=_bit(anchor.signature, chance))
    elif which == 1:
        anchor = replace(anchor, statement=replace(said, root=_bit(said.root, chance)))
    elif which == 2:
        moved = said.upto + timedelta(hours=chance.choice([-1, 1]))
        anchor = replace(anchor, statement=replace(said, upto=moved))
    elif which == 3:
        del leaves[chance.randrange(len(leaves))]
    else:
        one = chance.randrange(len(leaves))
        leaf = leaves[one]
        leaves[one] = (
            replace(leaf, seq=leaf.seq ^ 1)
            if which == 4
            else replace(leaf, head=_bit(leaf.head, chance))
        )
    anchors = list(record.anchors)
    anchors[at] = replace(anchor, leaves=tuple(leaves))
    return replace(record, anchors=tuple(anchors))


def forge_all(record, chance):
    """A chain written anew, and every anchor made again, signed with a key of the forger's own."""
    record = write_anew(record, chance)
    heads = {(c.ticket, link.seq): hash_ for c in record.chains for link, hash_ in c.links}
    key = Ed25519PrivateKey.generate()
    anchors, before = [], b""
    for anchor in record.anchors:
        leaves = tuple(replace(leaf, head=heads[leaf.ticket, leaf.seq]) for leaf in anchor.leaves)
        name = key_id(key.public_key().public_bytes_raw())
        said = replace(anchor.statement, root=root_of(leaves), before=before, key=name)
        anchors.append(Anchored(said, key.sign(said.canonical()), leaves))
        before = said.digest()
    lines = tuple(a.line() for a in anchors) if chance.random() < 0.5 else record.lines
    return replace(record, anchors=tuple(anchors), lines=lines)


def change_lines(record, chance):
    """A line of the file that is kept elsewhere."""
    at = chance.randrange(len(record.lines))
    lines = list(record.lines)
    if chance.random() < 0.5:
        del lines[at]
    else:
        said = dict(lines[at]["statement"])
        name = chance.choice(["root", "before", "upto", "key"])
        said[name] = _letter(said[name], chance)
        lines[at] = {**lines[at], "statement": said}
    return replace(record, lines=tuple(lines))


def _numbered(links):
    return tuple((replace(link, seq=n), hash_) for n, (link, hash_) in enumerate(links, 1))


def _whole(links: list[Link]):
    head, found = START, []
    for seq, link in enumerate(links, 1):
        numbered = replace(link, seq=seq)
        head = forge(head, numbered)
        found.append((numbered, head))
    return {"links": tuple(found), "seq": len(found), "head": head}


WAYS = (
    flip, flip_hash, flip_ticket, take_out, swap, put_in, cut, cut_cleanly, write_anew,
    write_anew_shorter, take_ticket, take_anchor, take_anchors, flip_anchor, forge_all,
    change_lines,
)  # fmt: skip
