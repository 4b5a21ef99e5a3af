"""Finding the customer behind a mail address, or meeting a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from ventanilla.people.models import Address, Customer

_FIND = """
SELECT c.* FROM people_customer c JOIN people_address a
ON a.company_id = c.company_id AND a.customer = c.id WHERE a.company_id = %s AND a.value = %s
"""


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody introduced themselves at a door."""

    address: str
    name: str = ""
    language: str = "en"
    zone: str = ""
    account: str = ""


def fold_address(address: str) -> str:
    """A mail address as it is compared: no white space around it, lower case."""
    return address.strip().lower()


def find(company: int, address: str) -> Customer | None:
    """The customer who owns an address at a company."""
    found = Customer.objects.raw(_FIND, [company, fold_address(address)])
    return next(iter(found), None)


def know(
    company: int, contact: Contact, fresh_id: int, now: datetime
) -> tuple[Customer, list[Model]]:
    """The customer of this address, and the rows to insert when they are new.

    The name and language of a known customer are not overwritten by what a stranger types.
    """
    known = find(company, contact.address)
    if known is not None:
        return known, []
    customer = Customer(
        company_id=company,
        id=fresh_id,
        name=contact.name[:200],
        language=contact.language,
        zone=contact.zone,
        account=contact.account[:80],
        since=now,
    )
    address = Address(company_id=company, value=fold_address(contact.address), customer=fresh_id)
    return customer, [customer, address]
