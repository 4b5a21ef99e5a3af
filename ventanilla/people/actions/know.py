"""Finding the customer behind a mail address, or meeting a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Model

from ventanilla.people.models import Address, Customer

_NAMES = ("id", "name", "language", "zone", "lane", "account", "since")
_FIND = f"""
SELECT {", ".join(_NAMES)} FROM people_customer
WHERE company_id = %(company)s AND id = (
    SELECT customer FROM people_address WHERE company_id = %(company)s AND value = %(address)s)
"""  # noqa: S608 - names of columns only
"""Two look-ups by key, whatever PostgreSQL believes of tables that it has not counted yet; a join
looked through all customers of a young desk."""


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
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"company": company, "address": fold_address(address)})
        row = cursor.fetchone()
    return Customer(company_id=company, **dict(zip(_NAMES, row, strict=True))) if row else None


def know(
    company: int, contact: Contact, fresh_id: int, now: datetime
) -> tuple[Customer, list[Model]]:
    """The customer of this address, and the rows to insert when they are new.

    Whoever wrote on paper and gave no mail address is met anew each time.
    Who gives no name is known by the first part of their address, as a mail program shows them.
    The name and language of a known customer are not overwritten by what a stranger types.
    """
    folded = fold_address(contact.address)
    known = find(company, folded) if folded else None
    if known is not None:
        return known, []
    customer = Customer(
        company_id=company,
        id=fresh_id,
        name=(contact.name or folded.partition("@")[0])[:200],
        language=contact.language,
        zone=contact.zone,
        account=contact.account[:80],
        since=now,
    )
    address = Address(company_id=company, value=folded, customer=fresh_id)
    return customer, [customer, address] if folded else [customer]
