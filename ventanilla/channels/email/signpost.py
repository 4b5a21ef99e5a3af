"""An address that takes no messages says which way does, in the customer's language."""

from __future__ import annotations

from datetime import datetime, timedelta

from ventanilla.channels.email.language import guess
from ventanilla.channels.email.mail import Mail
from ventanilla.channels.email.mailboxes import Mailbox, mailbox_of
from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Policy
from ventanilla.people.actions.know import fold_address
from ventanilla.tickets.actions.send_letter import send_letter
from ventanilla.tickets.models import Outgoing

ONCE_IN = timedelta(days=1)


def point_the_way(mailbox: str, mail: Mail, company: InForce, now: datetime) -> None:
    """An address that takes no messages answers with the way that does, once (SB-33, SB-34)."""
    box = mailbox_of(mailbox) or _closed_box(company)
    letter = (box.channel.bounce if box else "").removeprefix("notice.")
    if letter and mail.answerable and not _told_lately(company, letter, mail.sender, now):
        language = language_of(mail, company.policy)
        send_letter(company.id, letter, mail.sender, language, now, answers=mail.message_id)


def _told_lately(company: InForce, letter: str, address: str, now: datetime) -> bool:
    """Whether this address was shown the way within a day: once is help, twice is noise."""
    return Outgoing.objects.filter(
        company_id=company.id,
        recipient=fold_address(address),
        letter=letter,
        created_at__gt=now - ONCE_IN,
    ).exists()


def _closed_box(company: InForce) -> Mailbox | None:
    found = (c for c in company.policy.channels.values() if c.kind == "email" and c.bounce)
    channel = next(found, None)
    return Mailbox(company, channel) if channel else None


def language_of(mail: Mail, policy: Policy) -> str:
    """The language the sender names, else the one they write, else the company's first."""
    known = (*policy.languages, *policy.spoken)
    named = mail.language.split("-", 1)[0].lower()
    for code in (named, guess(mail.new_text), guess(mail.subject)):
        if code in known:
            return code
    return policy.languages[0]
