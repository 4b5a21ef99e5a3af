"""Which addresses are the desk's, and which company each belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from ventanilla.companies.inforce import InForce, companies
from ventanilla.core.policy import Channel


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A company's mail channel behind an address."""

    company: InForce
    channel: Channel


def tidy(address: str) -> str:
    """An address as it is compared: lower case, without ``+tag`` for ordinary mailboxes."""
    local, _, domain = address.strip().lower().rpartition("@")
    if local.startswith("answer+"):
        return f"{local}@{domain}"
    return f"{local.partition('+')[0]}@{domain}"


def mailbox_of(address: str) -> Mailbox | None:
    """The company and channel whose published or own address this is."""
    wanted = tidy(address)
    for company in companies():
        for channel in company.policy.channels.values():
            known = {tidy(name) for name in (channel.address, channel.published) if "@" in name}
            if channel.kind == "email" and wanted in known:
                return Mailbox(company, channel)
    return None


def is_reply_address(address: str) -> bool:
    """Whether this looks like one of our reply addresses; its signature is looked at later."""
    local, _, domain = address.strip().lower().rpartition("@")
    return local.startswith("answer+") and domain == settings.MAIL_DOMAIN.lower()


def is_ours(address: str) -> bool:
    """Whether mail to this address is taken in at all."""
    return is_reply_address(address) or mailbox_of(address) is not None


def company_of_reply(address: str) -> InForce | None:
    """The company a reply address names, whether or not its signature holds."""
    local = address.strip().lower().partition("@")[0]
    number = local.removeprefix("answer+").partition("-")[0]
    found = (c for c in companies() if str(c.id) == number)
    return next(found, None)


def company_of(address: str) -> InForce | None:
    """The company behind a mailbox or a reply address."""
    box = mailbox_of(address)
    return box.company if box else company_of_reply(address)


def nearest_company(address: str) -> InForce | None:
    """Whose quarantine shows a mail to an address that nobody has, or has any more.

    The company with a mailbox in that domain; else the first one: somebody must see it.
    """
    domain = address.strip().lower().rpartition("@")[2]
    known = companies()
    for company in known:
        for channel in company.policy.channels.values():
            if channel.kind == "email" and channel.address.lower().rpartition("@")[2] == domain:
                return company
    return min(known, key=lambda company: company.id, default=None)


def is_own(address: str) -> bool:
    """Whether the desk itself writes from this address: its words must never come back in."""
    domain = address.strip().lower().rpartition("@")[2]
    return bool(domain) and (domain == settings.MAIL_DOMAIN.lower() or is_ours(address))
