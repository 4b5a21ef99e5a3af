"""What state a ticket is in: a fold over its events, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ventanilla.core.facts import Occurrence
from ventanilla.core.merging import effective

QUEUED = frozenset({"new", "open"})
HELD = frozenset({"waiting", "parked"})
DONE = frozenset({"resolved", "closed", "merged"})
"""Nothing is left to do here. What was merged goes on in another request (``merged_into``)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A ticket as its events leave it."""

    state: str = "new"
    topic: str = ""
    lane: str = ""
    assignee: int | None = None
    team: str = ""
    demoted: bool = False
    demoted_why: str = ""
    answered_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    confirmed: bool = False
    reopened: int = 0
    outcome: str = ""
    cause: str = ""
    parked_why: str = ""
    merged_into: int | None = None


def fold(occurrences: Sequence[Occurrence]) -> Condition:
    """The condition after all events, in the order in which they were recorded."""
    condition = Condition()
    for occurrence in effective(occurrences):
        condition = step(condition, occurrence)
    return condition


def step(now: Condition, event: Occurrence) -> Condition:
    """The condition after one more event; events without effect on the state leave it."""
    change = _STEPS.get(event.kind)
    return change(now, event) if change else now


def _received(now: Condition, event: Occurrence) -> Condition:
    return replace(now, topic=event.detail.get("topic", ""), lane=event.detail.get("lane", ""))


def _customer_wrote(now: Condition, event: Occurrence) -> Condition:
    """What waited for the customer's words goes on; every other state is staff's to leave.

    A new request stays new: more words of its customer are not somebody who looked at it. A
    parked one stays parked (SB-42): it waits for one of its questions to be answered, which its
    customer's words do not do, and writing again must win no place in the queue (SB-13, SB-41).
    Only ``unparked`` takes it back.
    """
    del event
    return replace(now, state="open") if now.state == "waiting" else now


def _staff_wrote(now: Condition, event: Occurrence) -> Condition:
    if now.answered_at is None and event.by == "human":
        now = replace(now, answered_at=event.at)
    waiting = event.detail.get("wait") == "yes"
    if now.state in QUEUED or (waiting and now.state in HELD):
        return replace(now, state="waiting" if waiting else "open")
    return now


def _assigned(now: Condition, event: Occurrence) -> Condition:
    person = event.detail.get("person", "")
    state = "open" if now.state == "new" and person else now.state
    return replace(now, assignee=int(person) if person else None, state=state)


def _handed_over(now: Condition, event: Occurrence) -> Condition:
    return replace(now, team=event.detail.get("team", ""), assignee=None)


def _resolved(now: Condition, event: Occurrence) -> Condition:
    return replace(now, state="resolved", resolved_at=event.at, confirmed=False)


def _closed(now: Condition, event: Occurrence) -> Condition:
    return replace(now, state="closed", closed_at=event.at)


def _reopened(now: Condition, event: Occurrence) -> Condition:
    del event
    return replace(
        now,
        state="open",
        resolved_at=None,
        closed_at=None,
        confirmed=False,
        reopened=now.reopened + 1,
        outcome="",
    )


def _raised(now: Condition, event: Occurrence) -> Condition:
    """A complaint is ours to look into, whatever its request waited for."""
    del event
    return replace(now, state="open") if now.state in HELD else now


_STEPS = {
    "complaint_raised": _raised,
    "received": _received,
    "customer_message": _customer_wrote,
    "completed": _customer_wrote,
    "replied": _staff_wrote,
    "details_asked": lambda now, event: replace(now, state="waiting"),  # noqa: ARG005
    "assigned": _assigned,
    "handed_over": _handed_over,
    "topic_changed": lambda now, event: replace(now, topic=event.detail["topic"]),
    "lane_changed": lambda now, event: replace(now, lane=event.detail["lane"]),
    "parked": lambda now, event: replace(
        now, state="parked", parked_why=event.detail.get("why", "")
    ),
    "unparked": lambda now, event: replace(now, state="open"),  # noqa: ARG005
    "demoted": lambda now, event: replace(
        now, demoted=True, demoted_why=event.detail.get("why", "")
    ),
    "restored": lambda now, event: replace(now, demoted=False, demoted_why=""),  # noqa: ARG005
    "merged": lambda now, event: replace(
        now, state="merged", merged_into=int(event.detail["ticket"])
    ),
    "decision_sent": lambda now, event: replace(now, outcome=event.detail.get("outcome", "")),
    "cause_named": lambda now, event: replace(now, cause=event.detail.get("cause", "")),
    "resolved": _resolved,
    "confirmed": lambda now, event: replace(now, confirmed=True),  # noqa: ARG005
    "closed": _closed,
    "reopened": _reopened,
}


def may_reopen(condition: Condition, at: datetime, within: timedelta) -> bool:
    """Whether new words open this ticket again, or belong into a new one linked to it (XM-45)."""
    if condition.state not in DONE:
        return False
    ended = condition.closed_at or condition.resolved_at
    return ended is not None and at - ended <= within


def may_close(condition: Condition, *, needs_confirmation: bool, silent_long: bool) -> bool:
    """Whether a resolved ticket may be closed: confirmed, or silent as long as declared (XM-44)."""
    if condition.state != "resolved":
        return False
    return condition.confirmed or silent_long or not needs_confirmation
