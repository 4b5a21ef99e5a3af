"""Which conversation a mail continues, and whether its writer is proved to be the customer."""

from __future__ import annotations

import re

from ventanilla.channels.email.mail import Mail
from ventanilla.channels.email.mailboxes import is_reply_address
from ventanilla.companies.inforce import InForce
from ventanilla.people.actions.know import find
from ventanilla.tickets.addresses import answered_ticket
from ventanilla.tickets.models import Message, Outgoing, Ticket

_RETURNED = frozenset({"message/rfc822", "message/global", "text/rfc822-headers"})
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^<>\s]{1,390}>)", re.IGNORECASE | re.MULTILINE)


def find_thread(mailbox: str, mail: Mail, company: InForce) -> tuple[Ticket, bool] | None:
    """The ticket a mail continues, and whether its writer is proved to be the customer.

    A signed reply address sent to this very sender proves it; so does a Message-ID of the thread
    together with the customer's own address. Anybody else with a thread's Message-ID or address
    is heard as a stranger. A number in the subject proves nothing and is not looked at.
    """
    if is_reply_address(mailbox):
        signed = answered_ticket(mailbox, mail.sender)
        if signed is not None and signed[0] == company.id:
            ticket = Ticket.objects.filter(company_id=company.id, id=signed[1]).first()
            if ticket is not None:
                return ticket, mail.verified
    named = [reference for reference in (mail.in_reply_to, *mail.references) if reference]
    if mail.kind == "bounce":
        named += _returned(mail)
    number = _ticket_of(company, named) if named else None
    if number is None:
        return None
    ticket = Ticket.objects.get(company_id=company.id, id=number)
    customer = find(company.id, mail.sender)
    own = mail.verified and customer is not None and customer.id == ticket.customer
    return ticket, own


def _ticket_of(company: InForce, named: list[str]) -> int | None:
    """The ticket in which one of these mails was received, or from which it was sent."""
    said = Message.objects.filter(company_id=company.id, reference__in=named).order_by("-id")
    found = said.values_list("ticket", flat=True).first()
    if found is not None:
        return found
    sent = Outgoing.objects.filter(
        company_id=company.id, reference__in=named, ticket__isnull=False
    ).order_by("-id")
    return sent.values_list("ticket", flat=True).first()


def _returned(mail: Mail) -> list[str]:
    """The Message-IDs of what a bounce brings back: it tells which letter did not arrive."""
    found = []
    for file in mail.attachments:
        if file.type in _RETURNED:
            head = file.content.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
            found += [match.decode("latin-1") for match in _MESSAGE_ID.findall(head)]
    return found[:10]
