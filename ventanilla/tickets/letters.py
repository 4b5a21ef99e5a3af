"""Letters to the customer as rows of the outbox, in the transaction of what causes them."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from ventanilla.core.policy import Notice, Policy
from ventanilla.core.promises import Standing
from ventanilla.people.models import Address
from ventanilla.tickets.change import Change
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Outgoing

FILLED = frozenset(
    {
        "number",
        "name",
        "received_at",
        "promise",
        "link",
        "handler",
        "topic",
        "body",
        "details",
        "answers",
    }
)
"""The fields of a letter that the desk and the writer's own words fill."""


def awaited(policy: Policy, standings: Iterable[Standing]) -> list[Notice]:
    """The letters by a person, other than the answer, that a promise still open waits for.

    Only those that words alone complete: a letter with prescribed parts (a decision with points,
    actions, outcome) cannot be written as a plain reply.
    """
    names = [
        ending.name
        for standing in standings
        if standing.open
        for ending in standing.promise.stop.any
        if ending.kind == "notice" and ending.by == "human" and ending.name != "answer"
    ]
    return [n for name in dict.fromkeys(names) if (n := sendable(policy, name)) is not None]


def sendable(policy: Policy, name: str) -> Notice | None:
    """The letter of a name, when an agent's words alone complete it."""
    notice = policy.notices.get(name)
    return notice if notice is not None and FILLED.issuperset(notice.fields) else None


def enqueue(
    change: Change,
    letter: str,
    recipient: str,
    *,
    automatic: bool,
    message: int | None = None,
    **values: str,
) -> Outgoing:
    """Put a letter into the outbox; its Message-ID is fixed now and for ever.

    ``values`` holds codes and instants. Personal words stay in the message the row names.
    """
    ticket = change.ticket
    fresh = new_id()
    row = Outgoing(
        company_id=ticket.company_id,
        id=fresh,
        ticket=ticket.id,
        message=message,
        letter=letter,
        automatic=automatic,
        recipient=recipient,
        language=ticket.language,
        values=values,
        next_at=change.now,
        created_at=change.now,
        reference=f"<{ticket.thread_key}.{fresh:x}@{settings.MAIL_DOMAIN}>",
    )
    change.add(row)
    return row


def on_paper(change: Change) -> bool:
    """Whether letters are printed: the request came by post and no mail address is known."""
    ticket = change.ticket
    channel = change.policy.channels.get(ticket.channel)
    by_post = channel is not None and channel.kind == "post"
    return by_post and not address_of(ticket.company_id, ticket.customer)


def address_of(company: int, customer: int) -> str:
    """The mail address of a customer; empty when we know none."""
    found = Address.objects.filter(company_id=company, customer=customer).order_by("value")
    return found.values_list("value", flat=True).first() or ""
