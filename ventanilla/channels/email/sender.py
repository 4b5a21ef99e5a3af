"""Who wrote a mail: the one address of the one From header, or the best guess, unproved.

``From: victim@bank.com <evil@x.com>`` has been read as either of the two by widely used parsers.
So an address counts as verified only when two readings made apart find it and nothing else: the
standard library's strict one, and a scan of our own that lists every address in the header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import getaddresses

from ventanilla.channels.email.headers import Headers, encoded_words, header_text, one_line

_ATOM = r"[^\s<>()\[\]:;@\\,\"\x00-\x1f\x7f]+"
_ADDRESS = rf"(?:{_ATOM}|\"[^\"\\\r\n<>]{{1,62}}\")@(?:{_ATOM}|\[[0-9A-Fa-f.:IPv]+\])"
_WHOLE = re.compile(rf"{_ADDRESS}\Z")
_ANY = re.compile(_ADDRESS)
_ANGLE = re.compile(r"<([^<>]*)>")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_GROUP = re.compile(r"^[^:<>@\"]*:(.*?);?\s*$", re.DOTALL)
LONGEST = 254
_GUESSES = ("reply-to", "sender", "x-original-from", "x-sender", "return-path")


@dataclass(frozen=True, slots=True)
class Sender:
    address: str
    name: str
    verified: bool


def sender_of(headers: Headers, *, broken: bool) -> Sender:
    """The author. ``broken`` says that the header block held stray lines: nothing is sure then."""
    lines = headers.all("from")
    hint = headers.charset
    if len(lines) == 1 and not broken:
        certain = _certain(_text(lines[0]))
        if certain:
            return Sender(certain, _name(lines[0], certain, hint), True)
    for line in lines:
        guess = _guess(_text(line)) or _guess(header_text(line, hint))
        if guess:
            return Sender(guess, _name(line, guess, hint), False)
    name = next((n for n in (_name(line, "", hint) for line in lines) if n), "")
    for other in _GUESSES:
        for line in headers.all(other):
            guess = _guess(_text(line))
            if guess:
                return Sender(guess, name or _name(line, guess, hint), False)
    return Sender("", name, False)


def addresses(raw: bytes) -> list[str]:
    """Every address of a header such as To, in order, each once."""
    found = _ANY.findall(_without_quotes(_text(raw)))
    return list(dict.fromkeys(address for address in found if valid(address)))


def valid(address: str) -> bool:
    """Whether this is one address that a mail can be sent to: no blanks, no control signs."""
    return (
        len(address) <= LONGEST
        and bool(_WHOLE.match(address))
        and address.isprintable()
        and not address.startswith(("=?", "-"))
        and ".." not in address.rpartition("@")[2]
    )


def _text(raw: bytes) -> str:
    return one_line(raw.decode("utf-8", "replace"))


def _certain(line: str) -> str:
    """The address that both readings find, alone; empty when they differ or there are more."""
    bare = _without_comments(_without_quotes(line))
    found = set(_ANY.findall(bare))
    if ":" in bare.replace("[IPv6:", ""):
        return ""  # a group, or something that looks like one
    if len(found) != 1 or bare.count("@") != bare.count(next(iter(found))):
        return ""
    angles = _ANGLE.findall(bare)
    address = next(iter(found))
    if len(angles) > 1 or (angles and angles[0].strip() != address):
        return ""
    strict = {found for _, found in getaddresses([line], strict=True) if found}
    return address if strict == {address} and valid(address) else ""


def _without_quotes(line: str) -> str:
    """Quoted names hold no addresses; a quoted local part stays."""
    return _QUOTED.sub(lambda found: found[0] if line[found.end() :][:1] == "@" else " ", line)


def _without_comments(line: str) -> str:
    """Text without ``(comments)``, which may nest (RFC 5322 section 3.2.2)."""
    out, depth = [], 0
    for sign in line:
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif not depth:
            out.append(sign)
    return "".join(out)


def _guess(line: str) -> str:
    """The most likely address: in the last angle brackets, else the last one that stands there."""
    bare = _without_comments(_without_quotes(line))
    group = _GROUP.match(bare)
    if group:
        bare = group[1]
    for angle in reversed(_ANGLE.findall(bare)):
        address = angle.strip().removeprefix("mailto:")
        if valid(address):
            return str(address)
    found: list[str] = [
        address for address in _ANY.findall(bare.replace("mailto:", " ")) if valid(address)
    ]
    return found[-1] if found else ""


def _name(raw: bytes, address: str, hint: str) -> str:
    """The name beside the address; none when it is only another address in disguise."""
    line = header_text(raw, hint)
    if "=?" in _text(raw):
        line = one_line(encoded_words(_text(raw), hint))
    name = line
    if address and f"<{address}>" in line.replace("< ", "<").replace(" >", ">"):
        name = line.replace("< ", "<").replace(" >", ">").rpartition(f"<{address}>")[0]
    elif address and address in line:
        before, _, after = line.partition(address)
        name = before.strip(" <") or after.strip(" >()")
    name = name.strip(" <>,;")
    if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1]
    name = re.sub(r"\\(.)", r"\1", name).strip(" \"'")
    name = re.sub("[\u200b\u202a-\u202e\u2060-\u2069\ufeff]", "", name)
    if valid(name) and name.lower() != address.lower():
        return ""
    return "" if name.lower() == address.lower() else name[:200]
