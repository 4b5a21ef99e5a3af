"""Fair use: other tickets are answered first, with a reason, and never a clock touched (SB-19)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.facts import Actor
from ventanilla.core.fairuse import Excess
from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import changing


def demote(
    company: int,
    ticket: int,
    user: User | None,
    why: str,
    now: datetime,
    excess: Excess | None = None,
) -> bool:
    """Put a ticket behind the others for a rule of the policy's fair use, with its evidence.

    The policy says how: demoted or parked. False when it stands there already.

    Raises:
        ValueError: when the policy has no fair use, or no such rule, or when it is solved.
    """
    with changing(company, ticket, now) as change:
        fair = change.policy.fair_use
        if fair is None:
            raise ValueError(gettext_noop("The policy has no fair use rule."))
        if why not in {trigger.name for trigger in fair.triggers}:
            raise ValueError(gettext_noop("The policy has no such rule of fair use."))
        if change.condition.state in DONE:
            raise ValueError(gettext_noop("This request is solved already."))
        if change.condition.demoted or change.condition.state == "parked":
            return False
        by: Actor = "human" if user else "system"
        detail = excess.detail() if excess else {"why": why}
        change.record(fair.effect, by, actor=user.pk if user else None, **detail)  # type: ignore[arg-type]
    return True


def restore(company: int, ticket: int, user: User | None, now: datetime) -> bool:
    """Lift it: an agent for good, the desk because it is over. False where there is nothing."""
    with changing(company, ticket, now) as change:
        condition, fair = change.condition, change.policy.fair_use
        if condition.demoted:
            kind = "restored"
        elif condition.state == "parked" and fair is not None and fair.effect == "parked":
            kind = "unparked"
        else:
            return False
        by: Actor = "human" if user else "system"
        change.record(kind, by, actor=user.pk if user else None)
    return True
