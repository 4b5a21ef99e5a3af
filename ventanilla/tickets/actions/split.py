"""One question, one request: an agent makes one of a part of what a customer wrote (SB-40)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ventanilla.companies.inforce import InForce, in_force_by_id
from ventanilla.core.lifecycle import DONE
from ventanilla.core.splitting import not_theirs
from ventanilla.core.words import gettext_noop
from ventanilla.people.actions.know import Contact
from ventanilla.people.models import Customer, User
from ventanilla.tickets.actions.receive import Incoming, Received, opening
from ventanilla.tickets.breaches import note_breaches
from ventanilla.tickets.change import Change, changing, settle
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.joined import taken_in
from ventanilla.tickets.letters import address_of
from ventanilla.tickets.models import File, Message, Ticket
from ventanilla.tickets.once import once

RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes a request: messages of the customer, and their words as far as they go there."""

    messages: tuple[int, ...]
    topic: str
    subject: str
    text: str = ""


def split(
    company: int, ticket: int, user: User, part: Part, now: datetime, key: str = ""
) -> Received:
    """Make a request of a part; it arrived when its words did (SB-13), and its clocks count so.

    The words stay where they were written, too. Without ``text`` the messages go whole.

    Raises:
        ValueError: when no message of the customer is chosen, words are not the customer's, the
            policy has no such topic, or the request is solved.
        Ticket.DoesNotExist: when the company has no such ticket.
        KeyReusedError: when the key came before with another content.
    """

    def effect() -> dict[str, object]:
        with changing(company, ticket, now) as change:
            fresh = _split(change, user, part)
        return {"ticket": fresh.id, "number": fresh.number}

    body = {"by": user.pk, "of": part.messages, "topic": part.topic, "text": part.text}
    answer, first = once(company, f"split {ticket:x}", key, body, effect)
    return Received(int(str(answer["ticket"])), str(answer["number"]), first)


def _split(change: Change, user: User, part: Part) -> Ticket:
    chosen = _chosen(change, part)
    words = part.text.strip() or "\n\n".join(message.text for message in chosen)
    if not part.subject.strip():
        raise ValueError(gettext_noop("Give the new request a subject."))
    if not_theirs(words, (message.text for message in chosen)):
        raise ValueError(gettext_noop("Leave only the customer's own words, line by line."))
    old = change.ticket
    home = in_force_by_id(old.company_id).at(chosen[0].at)
    if part.topic not in home.policy.topics:
        raise ValueError(gettext_noop("The policy has no such topic."))
    customer = Customer.objects.get(company_id=old.company_id, id=old.customer)
    incoming = _incoming(old, home, chosen, part, words, user)
    fresh = opening(incoming, customer, change.now)
    said = next(row for row in fresh.rows if isinstance(row, Message))
    fresh.add(*_files(chosen, said))
    _link(change, fresh, user, chosen)
    settle(fresh)
    return fresh.ticket


def _chosen(change: Change, part: Part) -> list[Message]:
    """The customer's messages that were chosen, the oldest first; those taken in count too."""
    if change.condition.state in DONE:
        raise ValueError(gettext_noop("This request is solved already."))
    ticket = change.ticket
    ids = [ticket.id, *(one.id for one in taken_in(ticket.company_id, ticket.id))]
    found = Message.objects.filter(
        company_id=ticket.company_id, ticket__in=ids, kind="in", id__in=part.messages
    )
    chosen = list(found.order_by("at", "id"))
    if not chosen or len(chosen) != len(set(part.messages)):
        raise ValueError(gettext_noop("Choose at least one message of the customer."))
    return chosen


def _incoming(
    old: Ticket, home: InForce, chosen: Sequence[Message], part: Part, words: str, user: User
) -> Incoming:
    first = chosen[0]
    channel = first.channel if first.channel in home.policy.channels else old.channel
    return Incoming(
        company=home,
        channel=channel,
        topic=part.topic,
        contact=Contact(
            address_of(old.company_id, old.customer), first.author_name, old.language, old.zone
        ),
        subject=part.subject.strip(),
        text=words,
        fields=first.fields,
        received_at=first.at,
        verified=old.verified,
        linked=old.id,
        recorder=user.pk,
        split_from=first.id,
    )


def _files(chosen: Sequence[Message], said: Message) -> list[File]:
    """The files of the chosen messages once more; their bytes are kept once."""
    ids = [message.id for message in chosen]
    found = File.objects.filter(company_id=said.company_id, message__in=ids).order_by("id")
    return [
        File(
            company_id=said.company_id,
            id=new_id(),
            ticket=said.ticket,
            message=said.id,
            name=file.name,
            type=file.type,
            size=file.size,
            digest=file.digest,
        )
        for file in found
    ]


def _link(change: Change, fresh: Change, user: User, chosen: Sequence[Message]) -> None:
    """Say on both sides what was split, and what was owed for it already."""
    of = ",".join(str(message.id) for message in chosen)
    number = str(fresh.ticket.id)
    change.record("split", "human", actor=user.pk, ticket=number, of=of)
    fresh.record("split_from", "human", actor=user.pk, ticket=str(change.ticket.id), of=of)
    receipts = (o for o in change.past if o.kind == "notice_sent")
    sent = next((o.at for o in receipts if o.detail.get("notice") == RECEIPT), None)
    if sent is not None:  # the receipt of the request was the receipt of these words, too
        at = max(sent, fresh.ticket.received_at)
        fresh.record("notice_sent", at=at, notice=RECEIPT, ticket=str(change.ticket.id))
    note_breaches(fresh, split="yes")
