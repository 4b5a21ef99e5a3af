"""Closing: after the customer's yes, or after the silence that the policy declares (XM-44)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.facts import Actor
from ventanilla.core.lifecycle import may_close
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.change import Change, changing


def close(company: int, ticket: int, user: User | None, now: datetime) -> None:
    """Close a solved ticket.

    Raises:
        ValueError: when the policy does not allow it yet; the sentence says what is missing.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    with changing(company, ticket, now) as change:
        silent = _silent_long(change, now)
        needs = change.policy.lifecycle.close_needs_confirmation
        if not may_close(change.condition, needs_confirmation=needs, silent_long=silent):
            raise ValueError(
                gettext_noop(
                    "It can be closed once it is solved and the customer has confirmed, "
                    "or has been silent as long as the policy says."
                )
            )
        by: Actor = "human" if user else "system"
        why = "silence" if silent and not change.condition.confirmed else "confirmed"
        change.record("closed", by, actor=user.pk if user else None, why=why)


def _silent_long(change: Change, now: datetime) -> bool:
    """Whether silence since the solution is long enough; never for a complaint (A.6 #14)."""
    silence = change.policy.lifecycle.silence_time
    topic = change.policy.topics.get(change.condition.topic)
    since = change.condition.resolved_at
    if silence is None or since is None or (topic is not None and topic.complaint):
        return False
    return now - since >= silence
