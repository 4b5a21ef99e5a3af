"""Many recorded tickets under another policy, counted: each promise as it is and as it would be.

A sum knows no order: whichever way the tickets come, the counts, examples and times are the same.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil
from zoneinfo import ZoneInfo

from ventanilla.core.misfits import Misfit
from ventanilla.core.policy import Policy, Promise
from ventanilla.core.promises import Standing
from ventanilla.core.rates import Rate, Tally, first_day, goal_of, window_of
from ventanilla.core.replay import Change, Pair, Past, Verdict, replayed
from ventanilla.core.spans import Span
from ventanilla.core.verdicts import verdict
from ventanilla.core.zones import end_of_day, start_of_day

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
    """A promise by one policy: tickets by state, how long it took, and how well it was kept.

    ``took`` holds whole seconds from start to stop, four bytes each; ``judged`` the verdicts within
    the window of a promise that is a rate.
    """

    promise: Promise | None = None
    states: Counter[str] = field(default_factory=Counter)
    judged: Tally = field(default_factory=Tally)
    took: array[int] = field(default_factory=lambda: array("I"))

    @property
    def rate(self) -> Rate | None:
        """A promise of "usually" against its goal; None for one that is owed every time."""
        if self.promise is None or not is_rate(self.promise):
            return None
        return Rate(self.judged, goal_of(self.promise))

    def times(self) -> tuple[timedelta, ...]:
        """How long half of them took, 95 of 100, and the slowest; nothing where none ended."""
        ordered = sorted(self.took)
        places = (ceil(len(ordered) * share) - 1 for share in QUANTILES)
        return tuple(timedelta(seconds=ordered[p]) for p in places) if ordered else ()

    def add(self, standing: Standing, judged: Tally) -> None:
        """Count one more standing, and its verdict if it fell into the window."""
        self.promise = standing.promise
        self.judged += judged
        self.states[standing.state] += 1
        if standing.stopped is not None and standing.state in {"kept", "broken"}:
            seconds = (standing.stopped - standing.started).total_seconds()
            self.took.append(min(max(0, int(seconds)), 2**32 - 1))


def is_rate(promise: Promise) -> bool:
    """Whether a promise is judged as a rate over its window."""
    return promise.strength.kind == "usually"


@lru_cache(maxsize=256)
def window(span: Span, end: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants (UTC) of a window of whole local days, of which ``end`` closes the last one.

    The board counts the same days (``rates.first_day``); its figure of that day is this one.
    """
    last = (end - datetime.resolution).astimezone(zone).date()
    return start_of_day(first_day(span, last), zone), end_of_day(last, zone)


@dataclass(slots=True)
class Outcome:
    """One promise over all tickets, and in which of them the two policies differ."""

    before: Side = field(default_factory=Side)
    after: Side = field(default_factory=Side)
    changes: dict[Change, Some] = field(default_factory=dict)


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
        if pair is None:  # a pair keeps its policies, so no other one can have their id
            pair = self._pairs[id(old)] = Pair(old, self.new)
        verdicts, strange = replayed(past, pair, self.now)
        self.tickets += 1
        self.events += len(past.occurrences)
        for found in verdicts:
            self._count(found, past)
        for misfit in strange:
            self.misfits.setdefault(misfit, Some()).add(past)

    def _count(self, found: Verdict, past: Past) -> None:
        outcome = self.outcomes.setdefault(found.name, Outcome())
        for side, standing in ((outcome.before, found.before), (outcome.after, found.after)):
            if standing is not None:
                side.add(standing, self._judged(standing))
        if change := found.change:
            outcome.changes.setdefault(change, Some()).add(past)

    def _judged(self, standing: Standing) -> Tally:
        """The verdict on a promise that is a rate, as the board counts it."""
        if not is_rate(standing.promise):
            return Tally()
        found = verdict(standing.state, standing.due, standing.stopped, self.now)
        since, until = window(window_of(standing.promise), self.end, ZoneInfo(self.new.zone))
        if found is None or not since <= found.at < until:
            return Tally()
        return Tally(kept=1) if found.kept else Tally(broken=1)

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
