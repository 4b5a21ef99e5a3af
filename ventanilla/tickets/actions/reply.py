"""An agent answers: message, event, promise kept and the mail to send, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets import files
from ventanilla.tickets.areas import must_be_checked
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.letters import address_of, enqueue, on_paper
from ventanilla.tickets.models import Message
from ventanilla.tickets.once import once


def reply(
    company: int,
    ticket: int,
    user: User,
    text: str,
    now: datetime,
    *,
    wait: bool = False,
    letter: str = "answer",
    uploads: tuple[files.Upload, ...] = (),
    key: str = "",
) -> None:
    """Send words to the customer; with ``wait``, the ticket then waits for them.

    ``letter`` is the kind of letter that carries them: a plain answer, or an acknowledgement by
    a person (``ack``), which some promises wait for (RX-06, XM-74).

    Raises:
        ValueError: when there are no words to send.
        UncheckedError: when the area concerned has to check the answer first (RX-32).
        Ticket.DoesNotExist: when the company has no such ticket.
        KeyReusedError: when the key came before with another content.
    """
    if not text.strip():
        raise ValueError(gettext_noop("A reply needs words."))

    def effect() -> dict[str, object]:
        with changing(company, ticket, now) as change:
            if letter == "answer":
                must_be_checked(change, user.pk, "answer")
            say(change, user, text, letter, uploads, wait=wait)
        return {}

    once(company, f"reply {ticket:x}", key, body_of(user, text, letter, uploads), effect)


def body_of(
    user: User, text: str, letter: str, uploads: tuple[files.Upload, ...]
) -> dict[str, object]:
    """What must be equal for two presses of one button to be the same."""
    sent = [(upload.name, len(upload.content)) for upload in uploads]
    return {"text": text, "by": user.pk, "letter": letter, "files": sent}


def say(
    change: Change,
    user: User,
    text: str,
    letter: str,
    uploads: tuple[files.Upload, ...] = (),
    *,
    wait: bool = False,
    parts: Mapping[str, str] | None = None,
    kind: str = "replied",
) -> Message:
    """Write an agent's words to the customer into a change, with the letter that carries them.

    ``parts`` are the fields of a typed letter, in the words in which they are sent. ``kind`` is
    the event: a letter that only announces something is ``letter_written``, which answers nothing.
    """
    ticket = change.ticket
    message = Message(
        company_id=ticket.company_id,
        id=new_id(),
        ticket=ticket.id,
        kind="out",
        author=user.pk,
        author_name=user.name,
        channel=ticket.channel,
        language=ticket.language,
        text=text.strip(),
        parts=dict(parts or {}),
        at=change.now,
    )
    change.add(message, *files.rows(ticket.company_id, ticket.id, message.id, uploads))
    paper = {"paper": "yes"} if on_paper(change) else {}
    change.record(
        kind,
        "human",
        user.pk,
        None,
        message=str(message.id),
        notice=letter,
        wait="yes" if wait else "no",
        **paper,
    )
    address = address_of(ticket.company_id, ticket.customer)
    if address:
        row = enqueue(change, letter, address, automatic=False, message=message.id)
        message.reference = row.reference
    return message
