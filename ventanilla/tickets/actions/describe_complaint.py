"""What the register keeps of a complaint, put right or filled in by hand (L-01, L-05 Annex)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from ventanilla.people.models import User
from ventanilla.tickets.change import changing
from ventanilla.tickets.complaints import enter, must_be_complaint
from ventanilla.tickets.models import Complaint


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is asked for, the service concerned, who speaks for the customer, the postmark."""

    asked_for: str = ""
    service: str = ""
    spokesperson: str = ""
    authority: str = ""
    posted_on: date | None = None


def describe_complaint(
    company: int, ticket: int, user: User, said: Description, now: datetime
) -> None:
    """Keep the description. The record has which fields changed; their words are not in it.

    Raises:
        ValueError: when the ticket is no complaint.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        must_be_complaint(change)
        enter(change)
        entry = Complaint.objects.get(company_id=company, ticket=ticket)
        values = asdict(said)
        changed = [name for name, value in values.items() if getattr(entry, name) != value]
        if changed:
            Complaint.objects.filter(company_id=company, ticket=ticket).update(**values)
            change.record(
                "complaint_described", "human", actor=user.pk, fields=",".join(sorted(changed))
            )
