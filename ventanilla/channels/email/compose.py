"""A letter of the outbox as a mail: the same Message-ID however often it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import NamedTuple

from django.conf import settings

from ventanilla.channels.letters_of_the_house import HOUSE
from ventanilla.channels.paper import file_name, lasts, letter_pdf
from ventanilla.channels.webinars import FILE as CALENDAR
from ventanilla.channels.webinars import LETTERS as WEBINARS
from ventanilla.channels.webinars import calendar_file
from ventanilla.channels.wording import keyed, worded
from ventanilla.companies.inforce import InForce, in_force_by_id
from ventanilla.companies.letters import Letter
from ventanilla.core.policy import Channel, Policy
from ventanilla.tickets.addresses import reply_address
from ventanilla.tickets.models import Message, Outgoing, Ticket

LOOP = "X-Ventanilla-Loop"
MOST_REFERENCES = 20


class _Wire(EmailPolicy):
    """Mail as it is sent: Message-IDs are never coded.

    The standard library takes ``References`` for words and codes any id of more than 77 signs,
    as Outlook's are; then no mail program finds the thread.
    """

    def _fold(self, name: str, value: str, refold_binary: bool = False) -> str:
        if name.lower() in {"references", "in-reply-to"}:
            return f"{name}: " + f"{self.linesep} ".join(str(value).split()) + self.linesep
        return str(super()._fold(name, value, refold_binary))  # type: ignore[misc]


_WIRE = _Wire()


class Enclosure(NamedTuple):
    """A file that goes with a mail."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Composition:
    """A letter with all that its mail needs, looked up once.

    It says what was so when the row was made, whenever it is sent, again or at last. A letter that
    has to last encloses itself as a PDF.
    """

    row: Outgoing
    company: InForce
    ticket: Ticket | None
    letter: Letter
    earlier: list[str]
    enclosed: Enclosure | None

    def mail(self, *, keys: bool = True) -> EmailMessage:
        """The mail. Without ``keys`` it has neither reply address nor a link that opens anything:
        whoever holds them reads and writes as the customer."""
        row, ticket, letter = self.row, self.ticket, self.letter
        if keys and ticket is not None:
            letter = keyed(letter, self.company, ticket, row.recipient)
        mail = EmailMessage(policy=_WIRE)
        mail["From"] = _sender(self.company)
        mail["To"] = row.recipient
        mail["Subject"] = _subject(letter.subject, ticket)
        mail["Message-ID"] = row.reference
        mail["Date"] = format_datetime(row.created_at.astimezone(UTC))
        mail[LOOP] = self.company.slug
        if row.automatic:
            mail["Auto-Submitted"] = "auto-generated" if row.letter in HOUSE else "auto-replied"
            mail["X-Auto-Response-Suppress"] = "All"
        if self.earlier:
            mail["In-Reply-To"] = self.earlier[-1]
            mail["References"] = " ".join(self.earlier[-MOST_REFERENCES:])
        if keys and ticket is not None and answers_by_mail(self.company.policy) is not None:
            mail["Reply-To"] = reply_address(ticket, row.recipient)
        mail.set_content(letter.body, charset="utf-8", cte="quoted-printable")
        mail["Content-Language"] = letter.language  # after the content, which clears such headers
        if self.enclosed is not None:
            maintype, _slash, subtype = self.enclosed.type.partition("/")
            name = self.enclosed.name
            mail.add_attachment(
                self.enclosed.content, maintype=maintype, subtype=subtype, filename=name
            )
            mail["Content-Language"] = letter.language
            mail.set_boundary(f"letter-{row.id:x}")  # the same mail, however often it is sent
        return mail


def composition(row: Outgoing) -> Composition:
    """An outbox row in the language and zone of its recipient."""
    company = in_force_by_id(row.company_id)
    ticket = None
    if row.ticket is not None:
        ticket = Ticket.objects.get(company_id=row.company_id, id=row.ticket)
    letter = worded(row, company, ticket)
    if ticket is None:
        answered = row.values.get("answers")
        seat = None
        if row.letter in WEBINARS:
            seat = Enclosure(CALENDAR, "text/calendar", calendar_file(row))
        return Composition(row, company, None, letter, [answered] if answered else [], seat)
    enclosed = None
    if lasts(row, company.policy):
        made = letter_pdf(row, company, ticket)
        enclosed = Enclosure(file_name(row, ticket), "application/pdf", made)
    return Composition(row, company, ticket, letter, _earlier(row, ticket), enclosed)


def compose(row: Outgoing, *, keys: bool = True) -> EmailMessage:
    """The mail of an outbox row."""
    return composition(row).mail(keys=keys)


def answers_by_mail(policy: Policy) -> Channel | None:
    """The company's mail channel that takes messages; None where it has none (SB-34)."""
    found = policy.channels.values()
    return next((c for c in found if c.kind == "email" and c.inbound), None)


def _sender(company: InForce) -> Address:
    """The address a company writes from: its own mailbox, or the one that takes no mail."""
    policy = company.policy
    mailboxes = [c for c in policy.channels.values() if c.kind == "email"]
    mailbox = answers_by_mail(policy) or next(iter(mailboxes), None)
    address = mailbox.address if mailbox else f"{company.slug}@{settings.MAIL_DOMAIN}"
    if "@" not in address:
        address = f"{company.slug}@{settings.MAIL_DOMAIN}"
    local, _at, domain = address.rpartition("@")
    return Address(policy.company, local, domain)


def _subject(subject: str, ticket: Ticket | None) -> str:
    if ticket is None or ticket.number in subject:
        return subject
    return f"{subject} [{ticket.number}]"


def _earlier(row: Outgoing, ticket: Ticket) -> list[str]:
    """References to what was said before, so that mail programs show one conversation."""
    said = Message.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    said = said.filter(at__lte=row.created_at)  # the same mail, however late it is sent again
    known = said.exclude(reference="").exclude(reference=row.reference).order_by("id")
    return [
        reference
        for reference in known.values_list("reference", flat=True)
        if reference.startswith("<") and reference.endswith(">") and " " not in reference
    ]
