"""A letter of the outbox as a mail: the same Message-ID however often it is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ventanilla.channels.letters_of_the_house import HOUSE, house_letter
from ventanilla.companies.inforce import InForce, in_force_by_id
from ventanilla.companies.letters import Letter, write
from ventanilla.core.policy import Channel, Policy
from ventanilla.core.promises import shown
from ventanilla.people.models import Customer
from ventanilla.tickets.addresses import link_token, reply_address
from ventanilla.tickets.models import Message, Outgoing, Ticket
from ventanilla.tickets.queries import standings_of
from ventanilla.ui import times

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


def compose(row: Outgoing) -> EmailMessage:
    """The mail of an outbox row, in its recipient's language and zone.

    It says what was so when the row was made, whenever it is sent, again or at last.
    """
    company = in_force_by_id(row.company_id)
    ticket = None
    if row.ticket is not None:
        ticket = Ticket.objects.get(company_id=row.company_id, id=row.ticket)
    letter = _letter(row, company, ticket)
    mail = EmailMessage(policy=_WIRE)
    mail["From"] = _sender(company, row.language)
    mail["To"] = row.recipient
    mail["Subject"] = _subject(letter.subject, ticket)
    mail["Message-ID"] = row.reference
    mail["Date"] = format_datetime(row.created_at.astimezone(UTC))
    mail[LOOP] = company.slug
    if row.automatic:
        mail["Auto-Submitted"] = "auto-generated" if row.letter in HOUSE else "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    if ticket is not None:
        _thread(mail, row, ticket)
        if answers_by_mail(company.policy) is not None:
            mail["Reply-To"] = reply_address(ticket, row.recipient)
    elif answered := row.values.get("answers"):
        mail["In-Reply-To"] = mail["References"] = answered
    mail.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    mail["Content-Language"] = letter.language  # after the content, which clears such headers
    return mail


def answers_by_mail(policy: Policy) -> Channel | None:
    """The company's mail channel that takes messages; None where it has none (SB-34)."""
    found = policy.channels.values()
    return next((c for c in found if c.kind == "email" and c.inbound), None)


def _sender(company: InForce, language: str) -> Address:
    """The address a company writes from: its own mailbox, or the one that takes no mail."""
    policy = company.policy
    mailboxes = [c for c in policy.channels.values() if c.kind == "email"]
    mailbox = answers_by_mail(policy) or next(iter(mailboxes), None)
    address = mailbox.address if mailbox else f"{company.slug}@{settings.MAIL_DOMAIN}"
    if "@" not in address:
        address = f"{company.slug}@{settings.MAIL_DOMAIN}"
    del language
    local, _at, domain = address.rpartition("@")
    return Address(policy.company, local, domain)


def _subject(subject: str, ticket: Ticket | None) -> str:
    if ticket is None or ticket.number in subject:
        return subject
    return f"{subject} [{ticket.number}]"


def _thread(mail: EmailMessage, row: Outgoing, ticket: Ticket) -> None:
    """References to what was said before, so that mail programs show one conversation."""
    said = Message.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    said = said.filter(at__lte=row.created_at)  # the same mail, however late it is sent again
    known = said.exclude(reference="").exclude(reference=row.reference).order_by("id")
    earlier = [
        reference
        for reference in known.values_list("reference", flat=True)
        if reference.startswith("<") and reference.endswith(">") and " " not in reference
    ]
    if earlier:
        mail["In-Reply-To"] = earlier[-1]
        mail["References"] = " ".join(earlier[-MOST_REFERENCES:])


def _letter(row: Outgoing, company: InForce, ticket: Ticket | None) -> Letter:
    form = settings.PUBLIC_URL + reverse("portal:ask", args=[company.slug])
    values = {**row.values, "company": company.policy.company, "form_link": form}
    if ticket is not None:
        values |= _values(row, company, ticket)
    if row.letter in HOUSE:
        return house_letter(row.letter, row.language, values)
    return write(company.slug, row.letter, row.language, values)


def _values(row: Outgoing, company: InForce, ticket: Ticket) -> dict[str, str]:
    language = "zh-hans" if row.language == "zh" else row.language
    zone = ZoneInfo(ticket.zone or company.policy.zone)
    topic = company.policy.topics.get(ticket.topic)
    token = link_token(ticket, row.recipient)
    path = reverse("portal:open", args=[company.slug, token])
    customer = Customer.objects.get(company_id=row.company_id, id=ticket.customer)
    message = None
    if row.message is not None:
        message = Message.objects.get(company_id=row.company_id, id=row.message)
    with translation.override(language):
        return {
            "number": ticket.number,
            "name": customer.name or row.recipient.split("@")[0],
            "topic": topic.title.for_(row.language) if topic else "",
            "promise": _promise(ticket, language, zone, row.created_at),
            "link": settings.PUBLIC_URL + path,
            "received_at": times.long_day_and_time(ticket.received_at, language, zone),
            "body": message.text if message else "",
            "details": message.text if message else "",
            "handler": message.author_name if message else "",
            **(message.parts if message else {}),
        }


def _promise(ticket: Ticket, language: str, zone: ZoneInfo, at: datetime) -> str:
    """Day, date and time of the next answer in the customer's zone, or that it takes its turn."""
    standing = shown(standings_of(ticket, at))
    if standing is None or standing.due is None:
        return _("as soon as it is your turn")
    when = times.long_day_and_time(standing.due, language, zone)
    where = times.zone_name(zone.key, language)
    return _("%(when)s (%(place)s time)") % {"when": when, "place": where}
