"""A request goes up the ladder of the policy: to somebody more senior (XM-102, EX-99, RX-30)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import Membership, Team, User
from ventanilla.tickets.actions.note import keep
from ventanilla.tickets.areas import representative_of
from ventanilla.tickets.change import Change, changing


def escalate(company: int, ticket: int, user: User, step: str, why: str, now: datetime) -> None:
    """Give a request to the next more senior hands: the step's team, else whoever leads.

    A step without a team goes to the representative of the area, and management to a supervisor.
    The reason is kept among staff; no clock changes.

    Raises:
        ValueError: when the ladder has no such step inside the company, when the request is
            solved, without a reason, or when there is nobody more senior.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if not why.strip():
        raise ValueError(gettext_noop("Say why it goes up."))
    with changing(company, ticket, now) as change:
        if change.condition.state in DONE:
            raise ValueError(gettext_noop("This request is solved already."))
        found = next((s for s in change.policy.escalation if s.to == step and not s.external), None)
        if found is None:
            raise ValueError(gettext_noop("The ladder of the policy has no such step."))
        message = keep(change, user, why)
        change.record("escalated", "human", actor=user.pk, step=found.kind, message=str(message.id))
        if found.team and Team.objects.filter(company_id=company, slug=found.team).exists():
            change.record("handed_over", "human", actor=user.pk, team=found.team)
        else:
            person = _senior(change, found.kind, user)
            change.record("assigned", "human", actor=user.pk, person=str(person))


def _senior(change: Change, kind: str, user: User) -> int:
    """Whoever is above: for management a supervisor, else the representative of the area."""
    company, condition = change.ticket.company_id, change.condition
    topic = change.policy.topics.get(condition.topic)
    team = condition.team or (topic.team if topic else "")
    if kind != "management" and team:
        person = representative_of(company, team)
        if person not in {user.pk, condition.assignee}:
            return person
    leading = Membership.objects.filter(
        company_id=company, role=Membership.Role.SUPERVISOR, user__is_active=True
    ).exclude(user=condition.assignee)
    found = leading.order_by("user__name").values_list("user_id", flat=True).first()
    if found is None:
        raise ValueError(gettext_noop("Nobody more senior is known. Hand it over to a team."))
    return found
