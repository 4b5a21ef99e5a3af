"""Moving a ticket to another lane; a lane that is paid for needs its payment first (SB-08..10)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import changing


def change_lane(
    company: int, ticket: int, user: User | None, lane: str, now: datetime, paid: str = ""
) -> None:
    """Move a ticket to a lane. ``paid`` is the reference of the payment a paid lane needs.

    Raises:
        ValueError: when the policy has no such lane, forbids it for this topic, or wants payment.
    """
    with changing(company, ticket, now) as change:
        wanted = change.policy.lanes.get(lane)
        if wanted is None:
            raise ValueError(gettext_noop("The policy has no such lane."))
        if change.condition.topic in wanted.never:
            raise ValueError(gettext_noop("This topic may not be moved to that lane."))
        if wanted.charge is not None and not paid:
            raise ValueError(
                gettext_noop("This lane is charged for before a request is moved there.")
            )
        if paid:
            change.record("charged", "system", reference=paid, lane=lane)
        if user is None:
            change.record("lane_changed", "customer", actor=change.ticket.customer, lane=lane)
        else:
            change.record("lane_changed", "human", actor=user.pk, lane=lane)
