"""A request goes up the ladder of the policy: to somebody more senior (XM-102, EX-99, RX-30)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from ventanilla.core.facts import Actor
from ventanilla.core.ladders import rungs
from ventanilla.core.lifecycle import DONE
from ventanilla.core.policy import Step
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
        found = _step(change, step)
        message = keep(change, user, why)
        change.record("escalated", "human", actor=user.pk, step=found.kind, message=str(message.id))
        _raise(change, found, user.pk)


def ask_escalation(company: int, ticket: int, step: str, now: datetime) -> None:
    """The customer asks for somebody more senior, and gets them at once (XM-89, EX-99).

    Where nobody more senior is known the wish stands in the thread for whoever has the request.

    Raises:
        ValueError: when the ladder has no such step, or it was not opened yet, or was asked for.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        found = _step(change, step)
        rung = next(r for r in rungs(change.policy, change.past, ()) if r.step == found)
        asked = any(
            o.kind == "escalation_asked" and o.detail["step"] == found.kind for o in change.past
        )
        if asked or not rung.open_at(now):
            raise ValueError(gettext_noop("This step cannot be asked for now."))
        who = change.ticket.customer
        change.record("escalation_asked", "customer", actor=who, step=found.kind)
        with suppress(ValueError):
            _raise(change, found, None)


def _step(change: Change, step: str) -> Step:
    """A step inside the company, for a request that is open."""
    if change.condition.state in DONE:
        raise ValueError(gettext_noop("This request is solved already."))
    found = next((s for s in change.policy.escalation if s.to == step and not s.external), None)
    if found is None:
        raise ValueError(gettext_noop("The ladder of the policy has no such step."))
    return found


def _raise(change: Change, step: Step, user: int | None) -> None:
    company = change.ticket.company_id
    by: Actor = "human" if user else "system"
    if step.team and Team.objects.filter(company_id=company, slug=step.team).exists():
        change.record("handed_over", by, actor=user, team=step.team)
    else:
        person = _senior(change, step.kind, user)
        change.record("assigned", by, actor=user, person=str(person))


def _senior(change: Change, kind: str, user: int | None) -> int:
    """Whoever is above: for management a supervisor, else the representative of the area."""
    company, condition = change.ticket.company_id, change.condition
    topic = change.policy.topics.get(condition.topic)
    team = condition.team or (topic.team if topic else "")
    if kind != "management" and team:
        person = representative_of(company, team)
        if person not in {user, condition.assignee}:
            return person
    leading = Membership.objects.filter(
        company_id=company, role=Membership.Role.SUPERVISOR, user__is_active=True
    ).exclude(user=condition.assignee)
    found = leading.order_by("user__name").values_list("user_id", flat=True).first()
    if found is None:
        raise ValueError(gettext_noop("Nobody more senior is known. Hand it over to a team."))
    return found
