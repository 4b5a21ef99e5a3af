"""The content of a part: transfer encodings undone, flowed lines joined, uuencode taken out."""

from __future__ import annotations

import binascii
import re

from ventanilla.channels.email.charsets import decode, tidy_text
from ventanilla.channels.email.headers import parameter, unbase64
from ventanilla.channels.email.structure import Part

_BASE64_ONLY = re.compile(rb"[A-Za-z0-9+/=\s\x00]*")


def content(part: Part) -> bytes:
    """The bytes of a part without their transfer encoding; a false label leaves them alone."""
    encoding = part.headers.token("content-transfer-encoding").strip(" ;\"'")
    body = part.body
    if encoding == "base64":
        return _base64(body)
    if encoding in {"quoted-printable", "quotedprintable"}:
        return binascii.a2b_qp(body)
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        _, files = uuencoded(body.decode("latin-1").replace("\r\n", "\n"))
        return files[0][1] if files else body
    return body


def _base64(body: bytes) -> bytes:
    """Base64, and whatever a list server wrote in clear after it."""
    if _BASE64_ONLY.fullmatch(body):
        return unbase64(body)
    lines = body.split(b"\n")
    end = next((n for n, line in enumerate(lines) if not _BASE64_ONLY.fullmatch(line)), len(lines))
    head, tail = lines[:end], lines[end:]
    if any(line.strip() for line in head):
        ended = b"".join(head).rstrip().endswith(b"=") or not b"".join(head).strip()
        rest = b"\n".join(tail)
        if ended or b" " in rest.strip():
            return unbase64(b"".join(head)) + b"\n" + rest
        return unbase64(body)
    return body


def text_of(part: Part, hint: str = "") -> str:
    """A text part as text that can be stored, its flowed lines joined."""
    text = tidy_text(decode(content(part), part.charset or hint, hint))
    if parameter(part.params, "format").lower() == "flowed":
        return unflow(text, delsp=parameter(part.params, "delsp").lower() == "yes")
    return text


def unflow(text: str, *, delsp: bool) -> str:
    """Join the soft line ends of format=flowed (RFC 3676 section 4.2)."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        words = line.lstrip(">")
        depth = len(line) - len(words)
        words = words[1:] if words.startswith(" ") else words
        joins = open_depth == depth and words.rstrip("\r") != "-- "
        if joins:
            out[-1] += words
        else:
            out.append(f"{'>' * depth} {words}" if depth else words)
        soft = words.endswith(" ") and words != "-- "
        open_depth = depth if soft else -1
        if soft and delsp:
            out[-1] = out[-1][:-1]
    return "\n".join(out)


_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} ([^\n]{1,200})\n", re.MULTILINE)


_CLOSE = re.compile(r"^(?:end|====)[ \t]*$", re.MULTILINE)
_MOST_FILES = 100


def uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Text without the uuencoded files in it, and those files by name.

    A block that does not end or does not decode stays where it is, as text.
    """
    if "begin" not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    place = 0
    begins = list(_BEGIN.finditer(text))
    for found, following in zip(begins, [*begins[1:], None], strict=False):
        limit = following.start() if following else len(text)
        close = _CLOSE.search(text, found.end(), limit)
        if close is None or len(files) >= _MOST_FILES:
            continue
        data = _unuu(text[found.end() : close.start()], base64=found[0].startswith("begin-b"))
        if data is None:
            continue
        kept.append(text[place : found.start()])
        files.append((found[1].strip(), data))
        place = close.end()
    kept.append(text[place:])
    return "".join(kept), files


def _unuu(block: str, *, base64: bool) -> bytes | None:
    if base64:
        return unbase64(block.encode("ascii", "replace"))
    out = []
    for line in block.split("\n"):
        if not line.strip() or line.strip() == "`":
            continue
        data = line.encode("ascii", "replace")
        try:
            out.append(binascii.a2b_uu(data))
        except binascii.Error:
            # Some encoders pad wrongly; the first sign says how many bytes are meant.
            size = (((data[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(data[:size]))
            except binascii.Error:
                return None
    return b"".join(out)
