"""What every act on a complaint asks first, and its entry in the register."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.db import connection

from ventanilla.core.lifecycle import DONE
from ventanilla.core.numbers import register_number
from ventanilla.core.policy import Policy, Topic
from ventanilla.core.words import gettext_noop
from ventanilla.tickets.change import Change
from ventanilla.tickets.letters import address_of, on_paper
from ventanilla.tickets.models import Complaint


def complaint_topic(policy: Policy) -> Topic | None:
    """The topic under which a company handles complaints; None where its policy has none."""
    return next((topic for topic in policy.topics.values() if topic.complaint), None)


def must_be_complaint(change: Change) -> None:
    """Refuse what only a complaint has.

    Raises:
        ValueError: when the ticket is none.
    """
    if not is_complaint(change):
        raise ValueError(gettext_noop("This request is no complaint. Change its topic first."))


def must_be_open_complaint(change: Change) -> None:
    """Refuse what only an undecided complaint can have.

    Raises:
        ValueError: when the ticket is no complaint, or is solved already.
    """
    must_be_complaint(change)
    if change.condition.state in DONE:
        raise ValueError(gettext_noop("This request is solved already."))


def must_have_address(change: Change) -> None:
    """Refuse a letter in writing to somebody whose address is not known.

    Whoever wrote by post is answered by post where they gave no mail address.

    Raises:
        ValueError: when there is no address.
    """
    if not on_paper(change) and not address_of(change.ticket.company_id, change.ticket.customer):
        raise ValueError(gettext_noop("No address of this customer is known to write to."))


def is_complaint(change: Change) -> bool:
    """Whether the ticket's topic is one of complaints."""
    topic = change.policy.topics.get(change.condition.topic)
    return topic is not None and topic.complaint


def enter(change: Change, posted_on: date | None = None) -> None:
    """Enter a complaint in the register, once, with the next number of the form prescribed.

    The year is that of the entry, in the company's zone. No number where no record of the policy
    or its laws has a form, or the form wants a code that the policy does not have.
    """
    ticket = change.ticket
    mine = Complaint.objects.filter(company_id=ticket.company_id, ticket=ticket.id)
    if not change.fresh and mine.exists():
        return
    number = _next_number(change)
    row = Complaint(
        company_id=ticket.company_id,
        ticket=ticket.id,
        number=number,
        registered_at=change.now,
        posted_on=posted_on,
    )
    if change.fresh:
        change.add(row)
    else:
        row.save(force_insert=True)
    change.record("complaint_registered", number=number)


_COUNT = """
INSERT INTO tickets_series (company_id, name, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (company_id, name, year) DO UPDATE SET last = tickets_series.last + 1
RETURNING last
"""


def _next_number(change: Change) -> str:
    policy = change.policy
    record = next((record for record in policy.records.values() if record.number), None)
    if record is None or ("{code" in record.number and not policy.register_code):
        return ""
    year = change.now.astimezone(ZoneInfo(policy.zone)).year
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [change.ticket.company_id, record.name, year])
        sequence: int = cursor.fetchone()[0]
    return register_number(record.number, policy.register_code, year, sequence)
