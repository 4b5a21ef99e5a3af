"""Dissatisfaction found in any request becomes a complaint in one step (RX-39, XM-72, L-09)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import Team, User
from ventanilla.tickets.change import changing
from ventanilla.tickets.complaints import complaint_topic, enter


def raise_complaint(company: int, ticket: int, user: User, now: datetime) -> None:
    """Treat a ticket as a complaint from now on, whatever its channel, topic or state.

    What was solved is open again. The promises of a complaint count from when the customer first
    wrote, so nobody loses days by not having used the word. It goes to the team of the topic.

    Raises:
        ValueError: when it is a complaint already, or the policy has no topic for complaints.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        topic = complaint_topic(change.policy)
        if topic is None:
            raise ValueError(gettext_noop("The policy has no topic for complaints."))
        before = change.policy.topics.get(change.condition.topic)
        if before is not None and before.complaint:
            raise ValueError(gettext_noop("This is a complaint already."))
        if change.condition.state in DONE:
            change.record("reopened", "human", actor=user.pk)
        change.record("complaint_raised", "human", actor=user.pk)
        change.record(
            "topic_changed",
            "human",
            actor=user.pk,
            topic=topic.name,
            before=change.condition.topic,
        )
        enter(change)
        team = topic.team
        mine = Team.objects.filter(company_id=company, slug=team)
        if team and change.condition.team != team and mine.exists():
            change.record("handed_over", "human", actor=user.pk, team=team)
