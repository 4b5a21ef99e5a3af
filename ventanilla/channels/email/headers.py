"""Headers into text: RFC 2047 as it is written in the wild, RFC 2231, and raw 8-bit.

Nothing here recurses or looks ahead without bound, and nothing that leaves here holds a line
break or a control sign: an encoded line break cannot start another header.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from ventanilla.channels.email.charsets import decode

_WORD = re.compile(r"=\?([^?\s=]{1,80})\?([bBqQ])\?(.*?)\?=(?![0-9A-F]{2}[^\s?]*\?=)", re.DOTALL)
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_NAME_IN = re.compile(r"[!-9;-~]+$")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of one entity, in their order, as (lower-case name, raw unfolded value)."""

    items: tuple[tuple[str, bytes], ...]
    charset: str = ""
    """The charset of the body: a hint for headers that carry none."""

    def all(self, name: str) -> list[bytes]:
        return [value for found, value in self.items if found == name]

    def raw(self, name: str) -> bytes:
        """The first header of a name; empty without one."""
        return next((value for found, value in self.items if found == name), b"")

    def has(self, name: str) -> bool:
        return any(found == name for found, _ in self.items)

    def text(self, name: str) -> str:
        """The first header of a name, decoded, on one line."""
        return header_text(self.raw(name), self.charset)

    def token(self, name: str) -> str:
        """The same in lower case without comments' trouble: for headers that machines write."""
        return one_line(self.raw(name).decode("latin-1")).lower()


def one_line(text: str) -> str:
    """Text on one line: control signs and runs of white space become one blank."""
    text = _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()
    return text.encode("utf-8", "replace").decode("utf-8")


def header_text(raw: bytes, hint: str = "") -> str:
    """A header's words, decoded (RFC 2047 section 6.2, and what mailers make of it)."""
    return one_line(encoded_words(decode(raw, "utf-8", hint), hint))


def encoded_words(text: str, hint: str = "") -> str:
    """Replace encoded words by what they say; white space between two of them goes.

    Neighbours of one charset are joined before decoding, since mailers cut signs in half.
    """
    if "=?" not in text:
        return text
    out: list[str] = []
    kept: list[bytes] = []
    label, end = "", 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        charset = word[1].lower()
        if kept and not between.strip() and charset == label:
            kept.append(_payload(word[2], word[3]))
        else:
            if kept:
                out.append(decode(b"".join(kept), label, hint))
            if between.strip() or not kept:
                out.append(between)
            kept, label = [_payload(word[2], word[3])], charset
        end = word.end()
    if kept:
        out.append(decode(b"".join(kept), label, hint))
    out.append(text[end:])
    return "".join(out)


def _payload(kind: str, text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    if kind in "bB":
        return unbase64(data)
    return binascii.a2b_qp(data.replace(b"\n", b" "), header=True)


def unbase64(data: bytes) -> bytes:
    """Base64 as it comes: foreign signs are skipped, padding is made up, the end may be cut."""
    out = []
    for piece in re.split(rb"=+", data):
        clean = _NOT_BASE64.sub(b"", piece)
        if len(clean) % 4 == 1:
            clean = clean[:-1]
        if clean:
            out.append(base64.b64decode(clean + b"=" * (-len(clean) % 4)))
    return b"".join(out)


_PARAMETER = re.compile(rb";\s*([^\s=;\"]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"?|([^;\"]*))", re.DOTALL)


def parameters(raw: bytes) -> dict[str, bytes]:
    """The parameters after the first ``;`` of a header, raw; the first of a name counts."""
    found: dict[str, bytes] = {}
    for match in _PARAMETER.finditer(raw):
        name = match[1].decode("latin-1").lower()
        if match[2] is not None:
            # A backslash before anything but a quote is a path of Windows, not an escape.
            value = re.sub(rb"\\([\"\\])", rb"\1", match[2])
        else:
            value = match[3].strip()
        found.setdefault(name, value)
    return found


def parameter(params: dict[str, bytes], name: str, hint: str = "") -> str:
    """One parameter as text: RFC 2231 (``name*``, ``name*0*``) before the plain one."""
    extended = params.get(f"{name}*")
    if extended is not None:
        charset, data = _extended(extended)
        return one_line(decode(data, charset, hint))
    if f"{name}*0" in params or f"{name}*0*" in params:
        return one_line(_continued(params, name, hint))
    if name in params:
        return header_text(params[name], hint)
    return ""


def _extended(value: bytes) -> tuple[str, bytes]:
    charset, mark, rest = value.partition(b"'")
    language, second, data = rest.partition(b"'")
    del language
    if not mark or not second:
        return "", _unpercent(value)
    return charset.decode("latin-1"), _unpercent(data)


def _continued(params: dict[str, bytes], name: str, hint: str) -> str:
    """``name*0*=utf-8''a; name*1=b``: pieces in order, percent signs only where a star says so."""
    charset, pieces = "", []
    for place in range(500):
        starred = params.get(f"{name}*{place}*")
        plain = params.get(f"{name}*{place}")
        if starred is not None:
            if place == 0:
                charset, data = _extended(starred)
            else:
                data = _unpercent(starred)
            pieces.append(data)
        elif plain is not None:
            pieces.append(plain)
        else:
            break
    joined = b"".join(pieces)
    return encoded_words(decode(joined, charset, hint), hint)


def _unpercent(data: bytes) -> bytes:
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), data)


_MESSAGE_ID = re.compile(r"<([^<>\s]{1,998})>")
LONGEST_ID = 400


def message_ids(raw: bytes) -> list[str]:
    """Every ``<id>`` of a header (RFC 5322 section 3.6.4), in order, each once."""
    text = one_line(raw.decode("utf-8", "replace"))
    found = [f"<{match}>"[:LONGEST_ID] for match in _MESSAGE_ID.findall(text)]
    return list(dict.fromkeys(found))


def message_id(raw: bytes) -> str:
    """The id of a mail; one without brackets gets them, one with blanks is none."""
    found = message_ids(raw)
    if found:
        return found[0]
    bare = one_line(raw.decode("utf-8", "replace")).strip("<>")
    return f"<{bare}>"[:LONGEST_ID] if bare and " " not in bare else ""
