"""The legal clock of a complaint: its strictest promise of a decision, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ventanilla.core.promises import Standing
from ventanilla.core.steps import step_of

_MOMENT = timedelta(microseconds=1)


def legal_clock(standings: Iterable[Standing]) -> Standing | None:
    """The strictest promise of a decision: of those that count, the one that falls due first."""
    found = [s for s in standings if step_of(s.promise) == "decision" and s.state != "void"]
    due = [(s.due, n) for n, s in enumerate(found) if s.due is not None]
    return found[min(due)[1]] if due else next(iter(found), None)


@dataclass(frozen=True, slots=True)
class Days:
    """Day ``day`` of ``of``, in calendar days; day 0 is the day of the start, not counted."""

    day: int
    of: int


def days_of(standing: Standing, now: datetime) -> Days | None:
    """How far a clock has come: from its start to its due in days of its own zone.

    It stands still when the promise is kept. None without a clock or while it is paused.
    """
    clock, due = standing.promise.clock, standing.due
    if clock is None or due is None:
        return None
    zone, more = clock.zone, 1 if clock.first_day else 0
    first = standing.started.astimezone(zone).date()
    last = (due - _MOMENT).astimezone(zone).date()
    at = (standing.stopped or now).astimezone(zone).date()
    return Days((at - first).days + more, (last - first).days + more)
