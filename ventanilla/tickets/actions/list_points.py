"""What a complaint raises is listed, so that the decision can answer every point (RX-15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.complaints import must_be_open_complaint
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Point

MOST_POINTS = 50


def list_points(company: int, ticket: int, user: User, texts: Iterable[str], now: datetime) -> None:
    """Write down the points of a complaint, in the place of those listed before.

    Raises:
        ValueError: without any point, with more than fifty, when the ticket is no complaint, or
            when it was decided already.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    points = [text.strip() for text in texts if text.strip()]
    if not points:
        raise ValueError(gettext_noop("List the points that the customer raised."))
    if len(points) > MOST_POINTS:
        raise ValueError(gettext_noop("A complaint has fifty points at most. Join some of them."))
    with changing(company, ticket, now) as change:
        must_be_open_complaint(change)
        Point.objects.filter(company_id=company, ticket=ticket).delete()
        change.add(*(point_row(change, place, text) for place, text in enumerate(points, 1)))
        change.record("points_listed", "human", actor=user.pk, count=str(len(points)))


def point_row(change: Change, place: int, text: str, answer: str = "") -> Point:
    """The row of one point of the ticket that is being changed."""
    ticket = change.ticket
    return Point(
        company_id=ticket.company_id,
        id=new_id(),
        ticket=ticket.id,
        place=place,
        text=text,
        answer=answer,
    )
