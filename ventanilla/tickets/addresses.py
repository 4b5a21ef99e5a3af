"""Signed addresses: the reply address of a mail and the link to a request.

A reply address proves that whoever uses it was sent it, and to which address it was sent: the
signature covers company, ticket and recipient, so a forwarded mail gives a stranger nothing.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core import signing

from ventanilla.people.actions.know import fold_address
from ventanilla.tickets.models import Ticket

LINK_DAYS = 90
_SALT = "request-link"


def _sign(company: int, ticket: int, recipient: str) -> str:
    words = f"reply|1|{company}|{ticket}|{fold_address(recipient)}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), words, sha256).digest()[:16]
    return base64.b32encode(digest).decode().rstrip("=").lower()


def reply_address(ticket: Ticket, recipient: str) -> str:
    """The address to which ``recipient`` answers: ``answer+COMPANY-TICKET-SIGNATURE@domain``."""
    code = f"{ticket.company_id}-{ticket.id:x}-{_sign(ticket.company_id, ticket.id, recipient)}"
    return f"answer+{code}@{settings.MAIL_DOMAIN}"


def answered_ticket(address: str, sender: str) -> tuple[int, int] | None:
    """Company and ticket of a reply address that was sent to this very sender, else None."""
    local, _, domain = address.strip().lower().partition("@")
    name, _, code = local.partition("+")
    parts = code.split("-")
    if name != "answer" or domain != settings.MAIL_DOMAIN or len(parts) != 3:
        return None
    try:
        company, ticket = int(parts[0]), int(parts[1], 16)
    except ValueError:
        return None
    if not hmac.compare_digest(parts[2].encode(), _sign(company, ticket, sender).encode()):
        return None
    return company, ticket


@dataclass(frozen=True, slots=True)
class RequestLink:
    """What a link in a mail opens: one ticket, for the reader of one address."""

    company: int
    ticket: int
    address: str


def link_token(ticket: Ticket, recipient: str) -> str:
    """The token of a link that opens one request for whoever reads mail at ``recipient``."""
    payload = [ticket.company_id, ticket.id, fold_address(recipient)]
    return signing.dumps(payload, salt=_SALT, compress=True)


def read_link(token: str) -> RequestLink | None:
    """The content of a link's token; None when it is not ours or older than 90 days."""
    try:
        company, ticket, address = signing.loads(token, salt=_SALT, max_age=LINK_DAYS * 86400)
    except (signing.BadSignature, ValueError):
        return None
    return RequestLink(company, ticket, address)
