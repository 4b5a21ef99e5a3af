"""Letters to the customer as rows of the outbox, in the transaction of what causes them."""

from __future__ import annotations

from django.conf import settings

from ventanilla.people.models import Address
from ventanilla.tickets.change import Change
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Outgoing


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


def address_of(company: int, customer: int) -> str:
    """The mail address of a customer; empty when we know none."""
    found = Address.objects.filter(company_id=company, customer=customer).order_by("value")
    return found.values_list("value", flat=True).first() or ""
