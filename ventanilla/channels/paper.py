"""A letter on paper: the words of the mail, set as a PDF that can be kept, printed and posted."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from ventanilla.channels.wording import worded
from ventanilla.companies.inforce import InForce, in_force_by_id, policy_of
from ventanilla.core.policy import Policy
from ventanilla.people.models import Customer
from ventanilla.tickets.models import Complaint, Event, Message, Outgoing, Ticket
from ventanilla.ui import times
from ventanilla.ui.print import pdf

HEADING = 60
"""Signs of a block's first line up to which it is taken for its heading."""
_SENTENCE = re.compile(r"[.,:;!?…。，：；！？،؛؟]\s*$")


def lasts(row: Outgoing, policy: Policy) -> bool:
    """Whether a letter has to last: its policy says durable, or it has prescribed parts."""
    if row.message is None:
        return False
    notice = policy.notices.get(row.letter)
    if notice is not None and notice.medium == "durable":
        return True
    mine = Message.objects.filter(company_id=row.company_id, id=row.message)
    return bool(mine.values_list("parts", flat=True).first())


def letter_of(ticket: Ticket, message: int) -> Outgoing:
    """The letter that a message of staff went out as, whether by mail or on paper.

    Raises:
        Http404: when no such letter of this ticket has to last.
    """
    mine = {"company_id": ticket.company_id, "ticket": ticket.id}
    row = Outgoing.objects.filter(**mine, message=message).first()
    if row is None:
        said = Event.objects.filter(**mine, detail__message=str(message), detail__has_key="notice")
        event = said.order_by("seq").first()
        if event is None:
            raise Http404(str(message))
        row = Outgoing(
            **mine,
            message=message,
            letter=event.detail["notice"],
            language=ticket.language,
            created_at=event.at,
        )
    elif row.recipient and not lasts(row, policy_of(ticket.company_id, ticket.policy)):
        raise Http404(str(message))
    return row


def paper(ticket: Ticket, message: int) -> HttpResponse:
    """A letter as a download, for whoever may read its ticket: as it was sent, once it was.

    Raises:
        Http404: when there is no such letter.
    """
    row = letter_of(ticket, message)
    made = as_sent(row) or printed(row)
    name = file_name(row, ticket)
    head = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=head)


def as_sent(row: Outgoing) -> bytes | None:
    """The PDF that went out, by mail or by post; None before that."""
    copy = bytes(row.copy or b"")
    if copy.startswith(b"%PDF"):
        return copy
    enclosed = message_from_bytes(copy, policy=default).iter_attachments()
    return next((part.get_content() for part in enclosed), None)


def printed(row: Outgoing) -> bytes:
    """The letter as it is printed now."""
    ticket = Ticket.objects.get(company_id=row.company_id, id=row.ticket or 0)
    return letter_pdf(row, in_force_by_id(row.company_id), ticket)


def file_name(row: Outgoing, ticket: Ticket) -> str:
    """The name of the letter's file: the request, then the kind of letter."""
    return f"{ticket.number}-{row.letter}.pdf"


def letter_pdf(row: Outgoing, company: InForce, ticket: Ticket) -> bytes:
    """The letter as PDF. It holds no key: paper is read by whoever finds it."""
    letter = worded(row, company, ticket)
    policy = company.policy
    zone = ZoneInfo(ticket.zone or policy.zone)
    language = "zh-hans" if letter.language == "zh" else letter.language
    customer = Customer.objects.get(company_id=row.company_id, id=ticket.customer)
    entry = Complaint.objects.filter(company_id=row.company_id, ticket=ticket.id).first()
    with translation.override(language):
        facts = [
            (_("Request number"), ticket.number),
            (_("Date"), times.full_day(row.created_at.astimezone(zone).date(), language)),
        ]
        if entry is not None and entry.number:
            facts.insert(1, (_("Number in the register"), entry.number))
        if entry is not None and entry.spokesperson:
            facts.append((_("Represented by"), entry.spokesperson))
    values = {
        "title": letter.subject,
        "company": policy.company,
        "sender": policy.legal_name if policy.legal_name != policy.company else "",
        "recipient": "\n".join(line for line in (customer.name, row.recipient) if line),
        "foot": f"{policy.company} · {ticket.number}",
        "facts": facts,
        "sections": sections(letter.body),
    }
    return pdf("letter", values, letter.language, row.created_at)


def sections(body: str) -> list[dict[str, str]]:
    """The blocks of a letter; a short first line that is no sentence stands above its block."""
    found = []
    for block in re.split(r"\n\s*\n", body.strip()):
        first, _newline, rest = block.partition("\n")
        heads = bool(rest.strip()) and len(first) <= HEADING and not _SENTENCE.search(first)
        found.append(
            {"heading": first.strip(), "text": rest.strip()}
            if heads
            else {"heading": "", "text": block.strip()}
        )
    return found
