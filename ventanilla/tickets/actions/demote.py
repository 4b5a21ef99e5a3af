"""Fair use: other tickets are answered first, with a reason, and never a clock touched (SB-19)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.facts import Actor
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import changing


def demote(company: int, ticket: int, user: User | None, why: str, now: datetime) -> None:
    """Put a ticket behind the others for a rule of the policy's fair use.

    Raises:
        ValueError: when the policy has no fair use, or no such rule.
    """
    with changing(company, ticket, now) as change:
        fair_use = change.policy.fair_use
        if fair_use is None:
            raise ValueError(gettext_noop("The policy has no fair use rule."))
        if why not in {trigger.rule for trigger in fair_use.triggers}:
            raise ValueError(gettext_noop("The policy has no such rule of fair use."))
        by: Actor = "human" if user else "system"
        change.record("demoted", by, actor=user.pk if user else None, why=why)


def restore(company: int, ticket: int, user: User, now: datetime) -> None:
    """Lift the demotion."""
    with changing(company, ticket, now) as change:
        if change.condition.demoted:
            change.record("restored", "human", actor=user.pk)
