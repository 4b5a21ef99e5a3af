"""What a mail may be at most. Whatever is more waits in quarantine, where a person can open it.

The figures come from measurements: without them one mail of 410 KiB takes 3.7 GB in a parser.
They are checked on the raw bytes, before anything is decoded.
"""

from __future__ import annotations

from collections.abc import Sequence

from ventanilla.channels.email.mail import UnreadableMailError

MAIL = 25 * 1024 * 1024
HEADER_BLOCK = 64 * 1024
HEADER = 16 * 1024
ENCODED_WORDS = 200
PARTS = 500
DEPTH = 30
RECIPIENTS = 100
REFERENCES = 100
HEADERS = 2000


def check_size(raw: bytes) -> None:
    """Raises: UnreadableMailError, for an empty mail or one of more than 25 MB."""
    if len(raw) > MAIL:
        raise UnreadableMailError(f"the mail has {len(raw)} bytes; {MAIL} are read")
    if not raw.strip(b"\r\n\t \x00"):
        raise UnreadableMailError("the mail is empty")


def check_block(size: int) -> None:
    """Raises: UnreadableMailError, for a block of headers of more than 64 KiB."""
    if size > HEADER_BLOCK:
        raise UnreadableMailError(f"its headers have more than {HEADER_BLOCK} bytes")


def check_headers(items: Sequence[tuple[str, bytes]]) -> None:
    """Raises: UnreadableMailError, for too many headers, or one that is too long or too coded."""
    if len(items) > HEADERS:
        raise UnreadableMailError(f"it has more than {HEADERS} headers")
    for name, value in items:
        if len(value) > HEADER:
            raise UnreadableMailError(f"its header {name[:40]} has more than {HEADER} bytes")
        if value.count(b"=?") > ENCODED_WORDS:
            raise UnreadableMailError(
                f"its header {name[:40]} has more than {ENCODED_WORDS} encoded words"
            )


def check_tree(parts: int, depth: int) -> None:
    """Raises: UnreadableMailError, for more than 500 parts or a depth of more than 30."""
    if parts > PARTS:
        raise UnreadableMailError(f"it has more than {PARTS} parts")
    if depth > DEPTH:
        raise UnreadableMailError(f"its parts are nested deeper than {DEPTH}")


def check_count(what: str, found: int, most: int) -> None:
    """Raises: UnreadableMailError, when there are more than ``most``."""
    if found > most:
        raise UnreadableMailError(f"it has more than {most} {what}")
