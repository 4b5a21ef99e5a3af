"""Mails for the tests, built byte by byte: a library would only build the correct ones."""

from __future__ import annotations

import base64

HEAD = {
    "From": "Ana Beltrán <ana@correo.test>",
    "To": "support@xm.test",
    "Subject": "No puedo entrar",
    "Message-ID": "<one@correo.test>",
    "Date": "Mon, 23 Nov 2026 10:00:00 +0100",
}
BODY = "Desde ayer no puedo entrar."


def mail(body: bytes | str = BODY, head: str | bytes = "", *, drop: str = "", **more: str) -> bytes:
    """A mail: the usual headers with changes (``In_Reply_To=...``), then ``head`` as it stands."""
    fields = {**HEAD, **{name.replace("_", "-"): value for name, value in more.items()}}
    lines = [f"{name}: {value}" for name, value in fields.items() if name not in drop.split()]
    top = "\r\n".join(lines).encode() + b"\r\n"
    extra = head if isinstance(head, bytes) else head.replace("\n", "\r\n").encode()
    if extra and not extra.endswith(b"\r\n"):
        extra += b"\r\n"
    content = body if isinstance(body, bytes) else body.replace("\n", "\r\n").encode()
    return top + extra + b"\r\n" + content


def part(kind: str, body: bytes | str, *head: str) -> bytes:
    """One part of a multipart."""
    lines = [f"Content-Type: {kind}", *head] if kind else list(head)
    content = body if isinstance(body, bytes) else body.replace("\n", "\r\n").encode()
    return "\r\n".join([*lines, "", ""]).encode() + content


def multi(
    kind: str, *parts: bytes, boundary: str = "bb", end: str = "--bb--\r\n", **more: str
) -> bytes:
    """A multipart mail."""
    return mail(
        glue(*parts, boundary=boundary, end=end),
        f'MIME-Version: 1.0\nContent-Type: {kind}; boundary="{boundary}"',
        **more,
    )


def glue(*parts: bytes, boundary: str = "bb", end: str | None = None) -> bytes:
    closing = f"--{boundary}--\r\n" if end is None else end
    mark = f"--{boundary}\r\n".encode()
    return b"".join(mark + one + b"\r\n" for one in parts) + closing.encode()


def coded(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
