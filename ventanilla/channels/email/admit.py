"""Quarantine: staff take a mail in by hand that no parser could read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ventanilla.channels.email.child import parse_apart
from ventanilla.channels.email.headers import Headers
from ventanilla.channels.email.intake import first_box, incoming_of, topic_of
from ventanilla.channels.email.mail import UnreadableMailError
from ventanilla.channels.email.mailboxes import (
    Mailbox,
    company_of,
    mailbox_of,
    nearest_company,
)
from ventanilla.channels.email.reasons import UNSIGNED, reason_of
from ventanilla.channels.email.sender import Sender, sender_of
from ventanilla.channels.email.structure import Part, read
from ventanilla.channels.models import Inbound
from ventanilla.people.actions.know import Contact, fold_address
from ventanilla.tickets.actions.receive import Incoming, receive
from ventanilla.tickets.files import Upload
from ventanilla.tickets.models import Ticket
from ventanilla.ui.phrases import render

_HEAD = 64 * 1024


def admit(row_id: int, now: datetime) -> str:
    """Open a ticket for a held mail, with the mail itself as a file; returns its number.

    Asked again it gives the same ticket. Nothing is answered automatically: staff do that.

    Raises:
        Inbound.DoesNotExist: when no such mail was held.
    """
    with transaction.atomic():
        row = Inbound.objects.select_for_update().get(
            id=row_id, state__in=["quarantine", "released"]
        )
        if row.ticket is not None and row.company is not None:
            return Ticket.objects.get(company_id=row.company, id=row.ticket).number
        received = receive(_incoming(row), now)
        Inbound.objects.filter(id=row.id).update(state="released", ticket=received.ticket)
    return received.number


def _incoming(row: Inbound) -> Incoming:
    raw = bytes(row.raw)
    headers = _headers(raw)
    company = company_of(row.mailbox) or nearest_company(row.mailbox)
    if company is None:
        raise Inbound.DoesNotExist(row.id)
    box = mailbox_of(row.mailbox)
    box = box if box and box.channel.inbound else first_box(company) or box
    channel = box.channel.name if box else next(iter(company.policy.channels))
    box = box or Mailbox(company, company.policy.channels[channel])
    if row.trouble == UNSIGNED:  # it could be read; only its envelope was odd
        return replace(incoming_of(row, parse_apart(raw), box), receipt=False)
    sender = sender_of(headers, broken=True) if headers.items else Sender("", "", False)
    language = company.policy.languages[0]
    with translation.override("zh-hans" if language == "zh" else language):
        text = _("This mail could not be read (%(why)s). It is attached as it came.")
        title = _("A mail that could not be read")
    address = sender.address or row.sender or f"mail-{row.id}@unknown.invalid"
    return Incoming(
        company=company,
        channel=channel,
        topic=topic_of(company.policy, channel),
        contact=Contact(fold_address(address), sender.name, language),
        subject=headers.text("subject")[:300] or title,
        text=text % {"why": render(reason_of(row.trouble), language, company.policy.zone)},
        uploads=(Upload(f"mail-{row.id}.eml", "message/rfc822", raw),),
        inbound=row.id,
        received_at=row.received_at,
        receipt=False,
    )


def _headers(raw: bytes) -> Headers:
    """The headers of a mail whose body may be beyond every cap; none when they are too."""
    head = raw[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n"
    try:
        part: Part = read(head)
    except UnreadableMailError:
        lines = [line for line in head.split(b"\n") if len(line) < 2000][:50]
        try:
            part = read(b"\n".join(lines) + b"\n\n")
        except UnreadableMailError:
            return Headers(())
    return part.headers
