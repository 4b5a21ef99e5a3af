"""One mail, understood: the same plain value whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

type Kind = Literal["person", "bounce", "auto", "complaint-report", "loop"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a mail. ``name`` is what the sender called it, tidied; ``size`` is in bytes."""

    name: str
    type: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Mail:
    """A parsed mail.

    ``sender`` is the one address of the one From header that every reading agrees on, else the
    best other guess with ``verified`` false. ``text`` is all of its words as plain text,
    ``new_text`` what is new in it, ``quoted`` what was cut as history or signature; together
    they lose nothing. ``html`` is sanitised. ``kind`` tells people from machines; ``answerable``
    whether an automatic letter may go back.
    """

    sender: str
    name: str
    verified: bool
    subject: str
    text: str
    new_text: str
    quoted: str
    html: str
    attachments: tuple[Attachment, ...]
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    kind: Kind
    answerable: bool
    recipients: tuple[str, ...] = ()
    language: str = ""
    """The language of Content-Language, where the sender gave one."""


class UnreadableMailError(Exception):
    """A mail that cannot be parsed, or exceeds a cap. The sentence says which, for staff."""
