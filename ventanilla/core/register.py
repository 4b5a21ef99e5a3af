"""The complaint register: what became of each complaint, from its events and its promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import DONE
from ventanilla.core.policy import Policy
from ventanilla.core.promises import Standing
from ventanilla.core.steps import ACK, late_steps, step_of


@dataclass(frozen=True, slots=True)
class Extension:
    """More time that was asked for: when, why (a code), and the new due."""

    at: datetime
    reason: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One complaint of the register as its events leave it.

    ``number`` is the one that a law prescribes; empty where the request's own serves.
    ``about`` is the topic that it had before it was raised as a complaint. Its clocks count from
    ``received``; it stands in the register from ``registered`` on, when it first was a complaint.
    ``decided`` is when the decision that stands was sent, or when it was solved without one; a
    complaint that was opened again is decided no longer. ``turns`` are the instants at which it
    ended or was opened again; ``late`` the steps with a broken promise, each since when;
    ``promised`` those for which something was promised.
    """

    about: str
    received: datetime
    number: str = ""
    registered: datetime | None = None
    acknowledged: datetime | None = None
    extensions: tuple[Extension, ...] = ()
    outside: bool = False
    decided: datetime | None = None
    outcome: str = ""
    closed: datetime | None = None
    cause: str = ""
    turns: tuple[tuple[datetime, bool], ...] = ()
    late: tuple[tuple[str, datetime], ...] = ()
    promised: frozenset[str] = frozenset()

    @property
    def extended(self) -> datetime | None:
        """When more time was first asked for."""
        return self.extensions[0].at if self.extensions else None

    def span_of(self, step: str) -> tuple[datetime, datetime] | None:
        """From when until when a step took; None while it is not over, or was not needed."""
        begun, ended = {
            "acknowledge": (self.received, self.acknowledged),
            "decision": (self.received, self.decided),
            "extension": (self.extended, self.decided),
            "close": (self.decided, self.closed),
        }[step]
        return (begun, ended) if begun is not None and ended is not None else None

    def open_at(self, at: datetime) -> bool:
        """Whether it stood in the register and was not ended just before an instant."""
        if self.registered is None or self.registered >= at:
            return False
        return next((not ended for when, ended in reversed(self.turns) if when < at), True)


def entry_of(
    policy: Policy, occurrences: Sequence[Occurrence], standings: Iterable[Standing], now: datetime
) -> Entry:
    """The entry of a complaint at ``now``; ``occurrences`` in the order of the record.

    Raises:
        ValueError: when nothing says that it was received.
    """
    entry: Entry | None = None
    for occurrence in occurrences:
        if entry is not None:
            entry = _step(entry, occurrence, policy)
        elif occurrence.kind == "received":
            about = occurrence.detail.get("topic", "")
            entry = _registered(Entry(about, occurrence.at), about, occurrence.at, policy)
    if entry is None:
        raise ValueError("a complaint begins with its receipt")
    judged = [(step, s) for s in standings if (step := step_of(s.promise))]
    known = entry.registered or entry.received
    late = tuple((step, max(at, known)) for step, at in sorted(late_steps(judged, now).items()))
    steps = frozenset(step for step, _ in judged)
    if entry.extensions and "decision" in steps:
        steps |= {"extension"}
    return replace(entry, late=late, promised=steps)


def _step(entry: Entry, event: Occurrence, policy: Policy) -> Entry:
    kind, at, detail = event.kind, event.at, event.detail
    if kind == "topic_changed":
        before = policy.topics.get(detail.get("before", ""))
        if before is not None and not before.complaint:
            entry = replace(entry, about=before.name)
        return _registered(entry, detail["topic"], at, policy)
    if kind == "promise_extended":
        more = Extension(at, detail.get("reason", ""), datetime.fromisoformat(detail["due"]))
        again = bool(entry.extensions) and entry.extensions[-1].at == at
        return entry if again else replace(entry, extensions=(*entry.extensions, more))
    if kind in {"external_step_opened", "external_step_closed"}:
        return replace(entry, outside=kind.endswith("opened"))
    if kind == "decision_sent":
        return replace(entry, decided=at, outcome=detail.get("outcome", ""))
    if kind in DONE:
        return _ended(entry, kind, at)
    if kind == "reopened":
        turns = (*entry.turns, (at, False))
        return replace(entry, decided=None, outcome="", closed=None, turns=turns)
    if kind == "complaint_registered":
        return replace(entry, number=detail.get("number", ""))
    if kind == "cause_named":
        return replace(entry, cause=detail.get("cause", ""))
    if entry.acknowledged is None and acknowledges(event, policy):
        return replace(entry, acknowledged=at)
    return entry


def _registered(entry: Entry, topic: str, at: datetime, policy: Policy) -> Entry:
    """The entry with the instant from which it is one: its first topic of complaints."""
    named = policy.topics.get(topic)
    first = entry.registered is None and named is not None and named.complaint
    return replace(entry, registered=at) if first else entry


def _ended(entry: Entry, kind: str, at: datetime) -> Entry:
    open_now = not entry.turns or not entry.turns[-1][1]
    return replace(
        entry,
        decided=entry.decided or at,
        closed=at if kind == "closed" else entry.closed,
        turns=(*entry.turns, (at, True)) if open_now else entry.turns,
    )


def acknowledges(event: Occurrence, policy: Policy) -> bool:
    """Whether a person confirmed the receipt: by that letter, or by any where there is none."""
    if event.by != "human":
        return False
    if ACK in policy.notices:
        return event.detail.get("notice") == ACK
    return event.kind == "replied"
