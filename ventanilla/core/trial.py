"""Many recorded tickets under another policy, counted: each promise as it is and as it would be.

A sum knows no order: whichever way the tickets come, the counts, examples and times are the same.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil

from ventanilla.core.misfits import Misfit
from ventanilla.core.policy import Policy, Promise
from ventanilla.core.promises import Standing
from ventanilla.core.replay import Change, Pair, Past, Verdict, replayed
from ventanilla.core.spans import ELAPSED, MONTHS, Span, add_months

EXAMPLES = 10
QUANTILES = (0.5, 0.95, 1.0)


@dataclass(slots=True)
class Some:
    """How many tickets, and the numbers of the newest of them (ten at most)."""

    count: int = 0
    newest: list[tuple[datetime, str]] = field(default_factory=list)

    def add(self, past: Past) -> None:
        """Count one more."""
        self.count += 1
        self.newest = sorted((*self.newest, (past.received_at, past.number)))[-EXAMPLES:]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The examples, the newest first."""
        return tuple(number for _at, number in reversed(self.newest))


@dataclass(slots=True)
class Side:
    """A promise by one policy: tickets by state, how long it took, and its window.

    ``took`` holds whole seconds from start to stop, four bytes each; ``recent`` the states of those
    that began within the window of a promise that is a rate.
    """

    promise: Promise | None = None
    states: Counter[str] = field(default_factory=Counter)
    recent: Counter[str] = field(default_factory=Counter)
    took: array[int] = field(default_factory=lambda: array("I"))

    @property
    def share(self) -> float | None:
        """Kept of all that came to an end within the window, 0 to 1; None where none did."""
        ended = self.recent["kept"] + self.recent["broken"]
        return self.recent["kept"] / ended if ended else None

    @property
    def goal(self) -> float | None:
        """The share that a promise of "usually" asks for; None for one that is owed every time."""
        return self.promise.strength.share if self.promise else None

    @property
    def reached(self) -> bool:
        """Whether the share is the goal or more; so far, where nothing came to an end."""
        return self.goal is None or self.share is None or self.share >= self.goal

    def times(self) -> tuple[timedelta, ...]:
        """How long half of them took, 95 of 100, and the slowest; nothing where none ended."""
        ordered = sorted(self.took)
        places = (ceil(len(ordered) * share) - 1 for share in QUANTILES)
        return tuple(timedelta(seconds=ordered[p]) for p in places) if ordered else ()

    def add(self, standing: Standing, end: datetime) -> None:
        """Count one more standing; ``end`` closes the window."""
        promise = self.promise = standing.promise
        self.states[standing.state] += 1
        if standing.stopped is not None and standing.state in {"kept", "broken"}:
            seconds = (standing.stopped - standing.started).total_seconds()
            self.took.append(min(max(0, int(seconds)), 2**32 - 1))
        over = promise.strength.over
        if over is None or window_start(over, end) <= standing.started:
            self.recent[standing.state] += 1


def window_start(over: Span, end: datetime) -> datetime:
    """The first instant (UTC) of a window that ends at ``end``; a business day counts as a day."""
    if over.unit in MONTHS:
        day = add_months(end.astimezone(UTC).date(), -over.count * MONTHS[over.unit])
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    days = {"week": 7, "day": 1, "business_day": 1}.get(over.unit, 0)
    return end - (over.time if over.unit in ELAPSED else timedelta(days=days * over.count))


@dataclass(slots=True)
class Outcome:
    """One promise over all tickets, and in which of them the two policies differ."""

    before: Side = field(default_factory=Side)
    after: Side = field(default_factory=Side)
    changes: dict[Change, Some] = field(default_factory=dict)

    def add(self, past: Past, verdict: Verdict, end: datetime) -> None:
        """Count the verdict on one ticket."""
        if verdict.before:
            self.before.add(verdict.before, end)
        if verdict.after:
            self.after.add(verdict.after, end)
        if change := verdict.change:
            self.changes.setdefault(change, Some()).add(past)


@dataclass(slots=True)
class Trial:
    """Tickets replayed so far. ``now`` is when they are judged, ``end`` when the time ends."""

    new: Policy
    now: datetime
    end: datetime
    tickets: int = 0
    events: int = 0
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    misfits: dict[Misfit, Some] = field(default_factory=dict)
    _pairs: dict[int, Pair] = field(default_factory=dict)

    def add(self, past: Past, old: Policy) -> None:
        """Replay one ticket that ``old`` had judged."""
        pair = self._pairs.get(id(old))
        if pair is None or pair.old is not old:
            pair = self._pairs[id(old)] = Pair(old, self.new)
        verdicts, strange = replayed(past, pair, self.now)
        self.tickets += 1
        self.events += len(past.occurrences)
        for verdict in verdicts:
            self.outcomes.setdefault(verdict.name, Outcome()).add(past, verdict, self.end)
        for misfit in strange:
            self.misfits.setdefault(misfit, Some()).add(past)

    @property
    def differs(self) -> bool:
        """Whether anything is otherwise by the new policy, or cannot be told."""
        changed = any(outcome.changes for outcome in self.outcomes.values())
        return changed or bool(self.misfits) or bool(self.unproven())

    def in_order(self) -> list[tuple[str, Outcome]]:
        """Promises in the order of the new policy, then those that it does not have."""
        order = {name: place for place, name in enumerate(self.new.promises)}
        rest = sorted(self.outcomes, key=lambda name: (order.get(name, len(order)), name))
        return [(name, self.outcomes[name]) for name in rest]

    def strange(self) -> list[tuple[Misfit, Some]]:
        """What the new policy has no word for, by kind and name."""
        return sorted(self.misfits.items())

    def unproven(self) -> Sequence[str]:
        """New promises that wait for, or begin with, what no policy of these tickets knew.

        The record cannot show whether they would have been kept.
        """
        olds = [pair.old for pair in self._pairs.values()]
        known = {name for old in olds for name in old.notices}
        return [p.name for p in self.new.promises.values() if olds and _unseen(p, known)]


def _unseen(promise: Promise, letters: set[str]) -> bool:
    endings = promise.stop.any
    waits = bool(endings) and all(e.kind == "notice" and e.name not in letters for e in endings)
    return waits or (promise.clock is not None and promise.clock.start == "promise_broken")
