"""What a ticket is about, put right: its promises are judged anew over all that happened."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import changing
from ventanilla.tickets.complaints import enter, is_complaint


def change_topic(company: int, ticket: int, user: User, topic: str, now: datetime) -> None:
    """Give a ticket another topic of its policy.

    Raises:
        ValueError: when the policy has no such topic.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        if topic not in change.policy.topics:
            raise ValueError(gettext_noop("The policy has no such topic."))
        if change.condition.topic != topic:
            change.record(
                "topic_changed", "human", actor=user.pk, topic=topic, before=change.condition.topic
            )
            if is_complaint(change):
                enter(change)
