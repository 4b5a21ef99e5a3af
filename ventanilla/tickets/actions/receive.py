"""A request comes in: the ticket exists at once, with its number, promises and receipt."""

from __future__ import annotations

import secrets
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from ventanilla.companies.inforce import InForce
from ventanilla.core.lifecycle import Condition
from ventanilla.core.numbers import make_number
from ventanilla.people.actions.know import Contact, know
from ventanilla.people.models import Customer
from ventanilla.tickets import files
from ventanilla.tickets.change import Change, settle
from ventanilla.tickets.complaints import enter, is_complaint
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.letters import enqueue
from ventanilla.tickets.models import Message, Ticket
from ventanilla.tickets.once import once

SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as a door understood it, the same from every door.

    ``known`` names the articles that its sender was shown before writing, and which they read.
    ``received_at`` is when it reached the company (a letter: when it arrived, not when it was
    scanned); ``verified`` whether the sender was proved to own the address; ``recorder`` the member
    of staff who wrote it down, ``posted_on`` the day of its postmark; ``split_from`` the message
    whose words these are.
    """

    company: InForce
    channel: str
    topic: str
    contact: Contact
    subject: str
    text: str
    received_at: datetime
    quoted: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    uploads: tuple[files.Upload, ...] = ()
    reference: str = ""
    inbound: int | None = None
    verified: bool = False
    linked: int | None = None
    receipt: bool = True
    recorder: int | None = None
    posted_on: date | None = None
    known: dict[str, str] = field(default_factory=dict)
    split_from: int | None = None

    def body(self) -> dict[str, object]:
        """What must be equal for two requests with one key to be the same."""
        return {
            "topic": self.topic,
            "address": self.contact.address,
            "subject": self.subject,
            "text": self.text,
            "fields": self.fields,
            "files": [(upload.name, len(upload.content)) for upload in self.uploads],
        }


@dataclass(frozen=True, slots=True)
class Received:
    """The answer to whoever sent a request."""

    ticket: int
    number: str
    fresh: bool
    due: datetime | None = None


def receive(incoming: Incoming, now: datetime, key: str = "") -> Received:
    """Open a ticket; with a ``key``, once however often it is repeated.

    Raises:
        KeyReusedError: when the key came before with another content.
    """
    try:
        return _receive(incoming, now, key)
    except IntegrityError:
        # Somebody unknown wrote twice at once, and one of the two made them known; or, once in
        # thousands of millions, the number was taken. Looking again answers both.
        return _receive(incoming, now, key)


def _receive(incoming: Incoming, now: datetime, key: str) -> Received:
    if not key:
        # Alone, one statement is a transaction; within another, a part that can be undone.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            ticket = _open(incoming, now)
        return Received(ticket.id, ticket.number, True, ticket.due_at)

    def effect() -> dict[str, object]:
        ticket = _open(incoming, now)
        due = ticket.due_at.isoformat() if ticket.due_at else None
        return {"ticket": ticket.id, "number": ticket.number, "due": due}

    answer, fresh = once(incoming.company.id, "receive", key, incoming.body(), effect)
    due = datetime.fromisoformat(str(answer["due"])) if answer.get("due") else None
    return Received(int(str(answer["ticket"])), str(answer["number"]), fresh, due)


def _open(incoming: Incoming, now: datetime) -> Ticket:
    """Write everything of a new ticket, in one statement and so in one transaction."""
    customer, rows = know(incoming.company.id, incoming.contact, new_id(), now)
    change = opening(incoming, customer, now, *rows)
    settle(change)
    return change.ticket


def opening(incoming: Incoming, customer: Customer, now: datetime, *rows: Model) -> Change:
    """A new ticket of a customer as a change that is not written yet (``settle`` does it)."""
    company = incoming.company
    ticket = _ticket(incoming, customer, now)
    change = Change(ticket, company.policy, now, [], Condition(), fresh=True)
    change.add(*rows)
    message = _message(incoming, ticket, customer)
    change.add(message, *files.rows(company.id, ticket.id, message.id, incoming.uploads))
    change.record(
        "received",
        "customer",
        actor=customer.id,
        at=incoming.received_at,
        channel=incoming.channel,
        topic=incoming.topic,
        lane=ticket.lane,
        message=str(message.id),
        policy=str(company.serial),
    )
    if incoming.recorder is None:
        change.record("recorded", at=now)
    else:
        change.record("recorded", "human", actor=incoming.recorder, at=now)
    if incoming.known:
        shown, read = incoming.known.get("shown", ""), incoming.known.get("read", "")
        change.record("answers_shown", "customer", actor=customer.id, shown=shown, read=read)
    if is_complaint(change):
        enter(change, incoming.posted_on)
    if incoming.receipt and incoming.contact.address:
        enqueue(change, "receipt", incoming.contact.address, automatic=True)
        change.record("notice_queued", notice="receipt")
    return change


def _ticket(incoming: Incoming, customer: Customer, now: datetime) -> Ticket:
    company = incoming.company
    policy = company.policy
    lane = customer.lane if customer.lane in policy.lanes else policy.default_lane.name
    language = incoming.contact.language
    return Ticket(
        company_id=company.id,
        id=new_id(),
        number=make_number(company.slug[:2].upper(), secrets.choice),
        topic=incoming.topic,
        lane=lane,
        channel=incoming.channel,
        language=language,
        zone=incoming.contact.zone or customer.zone,
        policy=company.serial,
        customer=customer.id,
        subject=incoming.subject[:300],
        snippet=" ".join(incoming.text.split())[:SNIPPET],
        verified=incoming.verified,
        linked=incoming.linked,
        received_at=incoming.received_at,
        recorded_at=now,
        changed_at=now,
        sort_at=now,
        thread_key=secrets.token_hex(8),
    )


def _message(incoming: Incoming, ticket: Ticket, customer: Customer) -> Message:
    return Message(
        company_id=ticket.company_id,
        id=new_id(),
        ticket=ticket.id,
        kind="in",
        author=customer.id,
        author_name=incoming.contact.name or customer.name,
        channel=incoming.channel,
        language=incoming.contact.language,
        text=incoming.text,
        quoted=incoming.quoted,
        fields=incoming.fields,
        at=incoming.received_at,
        inbound=incoming.inbound,
        reference=incoming.reference[:400],
        split_from=incoming.split_from,
    )
