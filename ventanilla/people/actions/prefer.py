"""A customer chooses the language and the zone in which a company writes to them (XM-84)."""

from __future__ import annotations

from ventanilla.people.models import Customer


def prefer(customer: Customer, language: str, zone: str) -> None:
    """Write so to this customer from the next request on; an empty zone is the company's.

    Requests that are open keep the language in which they began.
    """
    Customer.objects.filter(company_id=customer.company_id, id=customer.id).update(
        language=language, zone=zone
    )
