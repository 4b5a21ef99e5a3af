"""The customer writes again: into the ticket, or into a new one when it ended too long ago."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ventanilla.companies.inforce import in_force_by_id
from ventanilla.core.lifecycle import DONE, may_reopen
from ventanilla.people.actions.know import Contact
from ventanilla.people.models import Customer
from ventanilla.tickets import files
from ventanilla.tickets.actions.receive import SNIPPET, Incoming, receive
from ventanilla.tickets.change import Change, MergedError, changing, span_of
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.joined import goes_on_in
from ventanilla.tickets.models import Message, Ticket
from ventanilla.tickets.once import once


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote into a ticket that exists.

    ``own`` says whether the writer is proved to be the customer; words of anybody else are kept
    for staff to see and change nothing.
    """

    contact: Contact
    text: str
    channel: str
    own: bool
    received_at: datetime
    quoted: str = ""
    uploads: tuple[files.Upload, ...] = ()
    reference: str = ""
    inbound: int | None = None
    automatic: bool = False
    receipt: bool = True
    fields: dict[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        return {"text": self.text, "files": [(u.name, len(u.content)) for u in self.uploads]}


@dataclass(frozen=True, slots=True)
class Followed:
    """Where the words went: the same ticket, or a new one linked to it."""

    ticket: int
    number: str
    fresh_ticket: bool = False


def follow_up(company: int, ticket: int, words: Words, now: datetime, key: str = "") -> Followed:
    """Add a customer's words; with a ``key``, once however often it is repeated.

    Words for a merged ticket go to the one in which it goes on (SB-41), unless that is undone. A
    ticket that is waiting goes on, one that was ended a short while ago is opened again, and
    for one ended longer ago than the policy says a new ticket is opened and linked (XM-45).

    Raises:
        Ticket.DoesNotExist: when the company has no such ticket.
        KeyReusedError: when the key came before with another content.
    """

    def effect() -> dict[str, object]:
        done = _add(company, ticket, words, now)
        return {"ticket": done.ticket, "number": done.number, "fresh_ticket": done.fresh_ticket}

    answer, _ = once(company, f"follow-up {ticket:x}", key, words.body(), effect)
    return Followed(int(str(answer["ticket"])), str(answer["number"]), bool(answer["fresh_ticket"]))


def _add(company: int, ticket: int, words: Words, now: datetime) -> Followed:
    while True:
        try:
            return _add_to(company, goes_on_in(company, ticket), words, now)
        except MergedError:  # while we looked
            continue


def _add_to(company: int, ticket: int, words: Words, now: datetime) -> Followed:
    with changing(company, ticket, now) as change:
        too_late = change.condition.state in DONE and not may_reopen(
            change.condition, words.received_at, span_of(change)
        )
        if not (words.own and too_late):
            _append(change, words)
            return Followed(ticket, change.ticket.number)
        old = change.ticket
    fresh = receive(_linked(old, words), now)
    return Followed(fresh.ticket, fresh.number, True)


def _append(change: Change, words: Words) -> None:
    ticket = change.ticket
    kind = "in" if words.own else "other"
    name = words.contact.name or (_name_of(ticket) if words.own else "")
    message = Message(
        company_id=ticket.company_id,
        id=new_id(),
        ticket=ticket.id,
        kind=kind,
        author=ticket.customer if words.own else None,
        author_name=name or words.contact.address,
        channel=words.channel,
        language=words.contact.language,
        text=words.text,
        quoted=words.quoted,
        fields=words.fields,
        at=words.received_at,
        inbound=words.inbound,
        reference=words.reference[:400],
    )
    change.add(message)
    change.add(*files.rows(ticket.company_id, ticket.id, message.id, words.uploads))
    if not words.own or words.automatic:
        what = "automatic_message" if words.automatic else "other_message"
        change.record(
            what, "outside", at=words.received_at, message=str(message.id), channel=words.channel
        )
        return
    asked = change.condition.state == "waiting"
    if change.condition.state in DONE:
        change.record("reopened", "customer", actor=ticket.customer)
    change.record(
        "customer_message",
        "customer",
        actor=ticket.customer,
        at=words.received_at,
        message=str(message.id),
        channel=words.channel,
    )
    if asked:
        change.record("completed", "customer", actor=ticket.customer, at=words.received_at)
    ticket.snippet = " ".join(words.text.split())[:SNIPPET]


def _name_of(ticket: Ticket) -> str:
    found = Customer.objects.filter(company_id=ticket.company_id, id=ticket.customer)
    return found.values_list("name", flat=True).first() or ""


def _linked(old: Ticket, words: Words) -> Incoming:
    company = in_force_by_id(old.company_id)
    topic = old.topic if old.topic in company.policy.topics else next(iter(company.policy.topics))
    return Incoming(
        company=company,
        channel=words.channel,
        topic=topic,
        contact=words.contact,
        subject=old.subject,
        text=words.text,
        quoted=words.quoted,
        uploads=words.uploads,
        reference=words.reference,
        inbound=words.inbound,
        received_at=words.received_at,
        verified=words.own,
        linked=old.id,
        receipt=words.receipt,
    )
