"""Which promises run for a ticket, and what became of each.

Nothing is stored here: a standing follows from the policy and the events, so the same function
judges a live ticket, replays last year under another policy, and proves a verdict.

Rules of combination: every promise that matches runs, none hides another; of one duty the
earliest due instant is shown; order, payment and fair use never touch a clock. Promises of law
packs run beside those of the page: agents and the queue go by the strictest, customers are shown
the published ones only (``published``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from ventanilla.core.clocks import Clock, due
from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import Condition
from ventanilla.core.merging import effective
from ventanilla.core.policy import Ending, Policy, Promise
from ventanilla.core.policy.duties import FIRST_ANSWERS

type State = Literal["running", "paused", "kept", "broken", "void"]

ANSWERS = {**dict.fromkeys(FIRST_ANSWERS, "replied"), "resolution": "resolved"}
"""The policy's words for acts that the record names by what happened."""
UNSENT = frozenset({"notice_queued", "notice_failed"})
ENDS = frozenset({"closed", "merged"})


@dataclass(frozen=True, slots=True)
class Standing:
    """One promise to one customer, as it stands. All instants are UTC; kept means stop < due.

    ``due`` is None while the clock is paused; ``first_due`` is the due instant before any
    extension, kept so that both can be shown (RX-10).
    """

    promise: Promise
    state: State
    started: datetime
    due: datetime | None
    first_due: datetime | None
    stopped: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.stopped is None and self.state in {"running", "paused", "broken"}


def judge(
    policy: Policy,
    condition: Condition,
    channel: str,
    occurrences: Sequence[Occurrence],
    now: datetime,
    language: str = "",
) -> tuple[Standing, ...]:
    """Every promise owed to this ticket at ``now``, in the order of the policy."""
    occurrences = effective(occurrences)
    owed = policy.promises_for(condition.topic, condition.lane, channel, language)
    if policy.laws:
        received = _received(occurrences)
        owed = tuple(promise for promise in owed if _binds(promise, received))
    bars = {"demoted": condition.demoted, "parked": condition.state == "parked"}
    found = (
        _standing(promise, occurrences, now)
        for promise in owed
        if not any(bars.get(bar, False) for bar in promise.unless)
    )
    return tuple(standing for standing in found if standing is not None)


def _received(occurrences: Sequence[Occurrence]) -> datetime | None:
    return next((o.at for o in occurrences if o.kind == "received"), None)


def _binds(promise: Promise, received: datetime | None) -> bool:
    """Whether a law was in force on the day of receipt, in the zone of its clock."""
    if promise.binds_from is None or received is None or promise.clock is None:
        return True
    return received.astimezone(promise.clock.zone).date() >= promise.binds_from


def published(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """What the company itself promised: the only ones a customer is shown."""
    return tuple(standing for standing in standings if not standing.promise.rule)


def shown(standings: Iterable[Standing]) -> Standing | None:
    """The promise an agent looks at first: the earliest due that a person has to keep.

    What is only measured (``shown = false``), what the system does by itself, the receipt, and
    what only the customer or an outside body can do never moves a ticket in the queue.
    """
    running = [s for s in standings if s.open and s.due is not None and for_people(s.promise)]
    return min(running, key=lambda s: s.due or s.started, default=None)


def for_people(promise: Promise) -> bool:
    """Whether people of the company are held to it, by its page or by a law."""
    counts = promise.shown or bool(promise.rule)
    return counts and any(ending.by in {"human", "any"} for ending in promise.stop.any)


def _standing(
    promise: Promise, occurrences: Sequence[Occurrence], now: datetime
) -> Standing | None:
    clock = promise.clock
    if clock is None:
        return None
    started = start_of(clock, occurrences)
    if started is None:
        return None
    stop = _first(promise, occurrences, started)
    past = _until(occurrences, stop)
    first_due = due(clock, past)
    last_due = _extended(promise, past, first_due)
    if stop is not None:
        return _ended(promise, stop, started, last_due, first_due)
    if last_due is None:
        return Standing(promise, "paused", started, None, None)
    if promise.of_others and last_due <= now:  # a window that closed; nobody broke his word
        return Standing(promise, "void", started, last_due, first_due, last_due)
    state: State = "broken" if last_due <= now else "running"
    return Standing(promise, state, started, last_due, first_due)


def start_of(clock: Clock, occurrences: Sequence[Occurrence]) -> datetime | None:
    """When the trigger of a clock happened; None while it has not."""
    return next((o.at for o in occurrences if o.kind == clock.start), None)


def _ended(
    promise: Promise,
    stop: Occurrence,
    started: datetime,
    last_due: datetime | None,
    first_due: datetime | None,
) -> Standing:
    late = last_due is not None and stop.at.astimezone(UTC) >= last_due.astimezone(UTC)
    state: State = "broken" if late else "void" if stop.kind in ENDS else "kept"
    if late and promise.of_others:
        state = "void"
    return Standing(promise, state, started, last_due, first_due, stop.at)


def _first(
    promise: Promise, occurrences: Sequence[Occurrence], started: datetime
) -> Occurrence | None:
    wanted = promise.stop.any
    again = max((n for n, o in enumerate(occurrences) if o.kind == "reopened"), default=-1)
    for place, occurrence in enumerate(occurrences):
        if occurrence.at < started:
            continue
        ended = occurrence.kind in ENDS and place > again  # what was opened again has not ended
        ended = ended and not promise.of_others  # an appeal is possible after the file is closed
        if ended or any(stops(ending, occurrence) for ending in wanted):
            return occurrence
    return None


def stops(ending: Ending, occurrence: Occurrence) -> bool:
    """Whether an occurrence is what a promise waits for, done by whom it asks for."""
    if ending.by not in {"any", occurrence.by}:
        return False
    if ending.kind == "notice":
        # What waits in the outbox, failed, or lies printed on the table is not sent yet.
        waits = occurrence.kind in UNSENT or occurrence.detail.get("paper") == "yes"
        return occurrence.detail.get("notice") == ending.name and not waits
    return occurrence.kind == ANSWERS.get(ending.name, ending.name)


def _until(occurrences: Sequence[Occurrence], stop: Occurrence | None) -> Sequence[Occurrence]:
    """What had been recorded before the stop: a pause that came with it does not count."""
    return occurrences if stop is None else occurrences[: occurrences.index(stop)]


def _extended(
    promise: Promise, occurrences: Iterable[Occurrence], first_due: datetime | None
) -> datetime | None:
    """The due instant after extensions that were told before the old one ran out (RX-11)."""
    last = first_due
    for occurrence in occurrences:
        told_for = occurrence.detail.get("promise")
        if occurrence.kind == "promise_extended" and told_for == promise.name:
            new = datetime.fromisoformat(occurrence.detail["due"])
            if last is not None and occurrence.at < last < new:
                last = new
    return last


def foretell(
    policy: Policy, topic: str, lane: str, channel: str, now: datetime
) -> tuple[Standing, ...]:
    """What is published for somebody who writes at ``now``: the promise on a button or a card."""
    arrival = Occurrence("received", now, "customer")
    return published(judge(policy, Condition(topic=topic, lane=lane), channel, [arrival], now))
