"""Where a ticket stands in the queue, and why.

The policy's comparators, the strongest first, become one small number (``rank``) and one instant
(``sort_at``), so that the database can keep the queue in the shown order. Lane, fair use and
parking change the order; they never change a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from ventanilla.core.lifecycle import Condition
from ventanilla.core.policy import Policy
from ventanilla.core.promises import Standing
from ventanilla.core.words import Phrase, gettext_noop

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Sorts last: no running promise."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue: smaller ``rank`` first, then earlier ``sort_at``."""

    rank: int
    sort_at: datetime
    reasons: tuple[Phrase, ...]


def place(
    policy: Policy, condition: Condition, received: datetime, standing: Standing | None
) -> Place:
    """The place of a ticket among the others of its company (SB-13, SB-19, XM-48).

    The instant is the weakest comparator: a policy that writes ``due`` or ``arrival`` before
    another word is refused when it is read.
    """
    rank, reasons = 0, []
    for word in policy.queue.order:
        if word == "lane":
            rank = rank * 8 + _lane_rank(policy, condition.lane)
            reasons.extend(_lane_reason(policy, condition.lane))
        elif word == "demoted":
            rank = rank * 2 + condition.demoted
            if condition.demoted:
                reasons.append(Phrase(gettext_noop("Behind the others under the fair use rule.")))
        elif word == "parked":
            rank = rank * 2 + (condition.state == "parked")
            if condition.state == "parked":
                reasons.append(Phrase(gettext_noop("Parked until one of its questions is solved.")))
    sort_at, reason = _moment(policy, received, standing)
    return Place(rank, sort_at, (*reasons, reason))


def _lane_rank(policy: Policy, lane: str) -> int:
    """0 for the lane that goes first; lanes are few, eight at the most count."""
    order = sorted({other.ahead for other in policy.lanes.values()}, reverse=True)
    here = policy.lanes.get(lane, policy.default_lane)
    return min(order.index(here.ahead), 7)


def _lane_reason(policy: Policy, lane: str) -> list[Phrase]:
    here = policy.lanes.get(lane, policy.default_lane)
    if here.default:
        return []
    return [Phrase(gettext_noop("Ahead of the others: {lane}."), {"lane": here.name})]


def _moment(
    policy: Policy, received: datetime, standing: Standing | None
) -> tuple[datetime, Phrase]:
    by_due = "due" in policy.queue.order
    if by_due and standing is not None and standing.due is not None:
        words = gettext_noop("By its promise: due {due}.")
        return standing.due, Phrase(words, {"due": standing.due})
    if by_due:
        return NEVER, Phrase(gettext_noop("No promise is running."))
    words = gettext_noop("In order of arrival: received {received}.")
    return received, Phrase(words, {"received": received})
