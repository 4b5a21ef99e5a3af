"""Check an evidence bundle of Ventanilla: python verify_evidence.py [FOLDER]

Needs Python 3.8 or later and nothing else. One line per thing checked; exit status 1 when one is
broken. Hash chains, Merkle proofs (RFC 9162), Ed25519 signatures (RFC 8032), digests of files.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point(data: bytes) -> Any:
    """An encoded point in extended coordinates; None when there is none (RFC 8032, 5.1.3)."""
    y, sign = int.from_bytes(data, "little") & (1 << 255) - 1, data[-1:] > b"\x7f"
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if len(data) != 32 or y >= P or x * x % P != square or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(a: Any, b: Any) -> Any:
    """The sum of two points (RFC 8032, 5.1.4)."""
    low, high = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    t, z = 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    e, f, g, h = (high - low) % P, (z - t) % P, (z + t) % P, (high + low) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, step: Any) -> Any:
    found = (0, 1, 1, 0)
    while number:
        found = add(found, step) if number & 1 else found
        step, number = add(step, step), number >> 1
    return found


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(key: bytes, signature: bytes, text: bytes) -> bool:
    """Whether this public key made a signature of a text (RFC 8032, 5.1.7)."""
    owner, nonce = point(key), point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if owner is None or nonce is None or len(signature) != 64 or scalar >= ORDER:
        return False
    digest = int.from_bytes(sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(scalar, BASE), add(nonce, times(digest, owner))
    return all((left[n] * right[2] - right[n] * left[2]) % P == 0 for n in (0, 1))


def in_tree(leaf: bytes, path: list[str], index: int, size: int, root: str) -> bool:
    """Whether an entry stands at an index of so many under a root (RFC 9162, 2.1.3.2)."""
    here, last, digest = index, size - 1, sha256(b"\0" + leaf).digest()
    for beside in map(bytes.fromhex, path):
        if last <= 0:
            return False
        if here & 1 or here == last:
            digest = sha256(b"\1" + beside + digest).digest()
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            digest = sha256(b"\1" + digest + beside).digest()
        here, last = here >> 1, last >> 1
    return 0 <= index < size and last == 0 and digest.hex() == root


def canonical(value: object) -> bytes:
    """JSON as it is hashed and signed: sorted keys, no white space, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def check_ticket(ticket: Any, anchors: Any, files: Any) -> Iterator[tuple[bool, str]]:
    head, broken, reach, events = b"", 0, 0, ticket["events"]
    own = [ticket["company"], ticket["id"]]
    for seq, event in enumerate(events, 1):
        what = [event[name] for name in ("seq", "kind", "at", "by", "actor", "detail")]
        head = sha256(head + canonical(own + what)).digest()
        if not broken and (event["seq"] != seq or head.hex() != event["hash"]):
            broken = seq
    yield not broken, f"chain of {len(events)} events, first break: {broken or 'none'}"
    for proof in ticket["proofs"]:
        said, seq = anchors[proof["anchor"]]["statement"], proof["seq"]
        leaf = canonical([*own, seq, events[seq - 1]["hash"]])
        whole = in_tree(leaf, proof["path"], proof["index"], said["leaves"], said["root"])
        reach = max(reach, seq) if whole else reach
        yield whole, f"up to event {seq} as in the anchor of {said['upto']}"
    yield reach == ticket["anchored"], f"anchored up to event {reach} of {len(events)}"
    yield events[0]["detail"].get("policy") == str(ticket["policy"]), "its policy version"
    notes = {e["detail"].get("letter"): e["detail"] for e in events if e["kind"] == "notice_sent"}
    for letter in ticket["letters"]:
        note, mine = notes.get(str(letter["id"])), files.get(letter.get("file"))
        sealed = note is not None and (mine is None or note.get("digest", mine) == mine)
        yield sealed or not letter["noted"], f"letter {letter['letter']} {letter['state']}"


def check(folder: Path, key: str, lines: Any) -> Iterator[tuple[bool, str]]:
    text, hexed = (folder / "evidence.json").read_bytes(), (folder / "evidence.sig").read_text()
    book, signature = json.loads(text), bytes.fromhex(hexed)
    whole = hexed == signature.hex() and signed(bytes.fromhex(book["key"]), signature, text)
    yield whole, f"evidence.json is signed by the key {book['key']}"
    yield key.lower() in ("", book["key"]), "key: yours" if key else "key: none given"
    for name, digest in book["files"].items():
        yield sha256((folder / name).read_bytes()).hexdigest() == digest, f"file {name}"
    for name, anchor in book["anchors"].items():
        said, public = anchor["statement"], bytes.fromhex(book["keys"][anchor["statement"]["key"]])
        whole = signed(public, bytes.fromhex(anchor["signature"]), canonical(said))
        named = said["key"] == sha256(public).hexdigest()[:16]
        yield whole and named, f"anchor {name} is signed by the key {public.hex()}"
        yield lines is None or anchor in lines, f"anchor {name}: in the file, if given"
    for ticket in book["tickets"]:
        for whole, words in check_ticket(ticket, book["anchors"], book["files"]):
            yield whole, f"{ticket['number']}: {words}"


def main() -> int:
    parser, broken, lines = argparse.ArgumentParser(), 0, None
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", default="", help="the desk's public key as you know it, in hex")
    parser.add_argument("--anchors", type=Path, help="your own copy of the file of anchors")
    args = parser.parse_args()
    try:
        if args.anchors:
            lines = [json.loads(line) for line in args.anchors.read_text().splitlines()]
        for whole, words in check(args.folder, args.key, lines):
            broken += not whole
            sys.stdout.write(f"{'ok    ' if whole else 'BROKEN'}  {words}\n")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        broken += 1
        sys.stdout.write(f"BROKEN  it cannot be read: {error!r}\n")
    sys.stdout.write(f"{broken} broken.\n" if broken else "All is whole.\n")
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
