"""How well promises were kept: a share of those judged, held against a goal.

A promise that is "almost always" kept is judged as a rate over its window and never by one
request; a guarantee must be kept every time. Shares are never rounded up: 100 % means every one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ventanilla.core.policy import Promise
from ventanilla.core.spans import MONTHS, Span, add_months

LEAST = 30
"""So many must have been judged before a rate is published: of fewer, one weighs too much."""
MONTH = Span("day", 30, text="30 days")
"""The window of a rate whose promise names none."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many promises were judged, and how."""

    kept: int = 0
    broken: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.kept + other.kept, self.broken + other.broken)

    @property
    def number(self) -> int:
        return self.kept + self.broken

    @property
    def permille(self) -> int | None:
        """The share that was kept in tenths of a percent, rounded down; None of nothing."""
        return self.kept * 1000 // self.number if self.number else None


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them as one."""
    return sum(tallies, Tally())


@dataclass(frozen=True, slots=True)
class Rate:
    """A tally against its goal, a share from 0 to 1; None where the promise has none."""

    tally: Tally
    goal: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the goal was reached; None where nothing was judged, or there is no goal."""
        if self.goal is None or not self.tally.number:
            return None
        return self.tally.kept >= self.goal * self.tally.number - 1e-9


def together(rates: Iterable[Rate]) -> Rate:
    """Several promises as one rate: its goal is what they would reach, had each met its own.

    Those without a goal are only measured and left out.
    """
    counted = [(rate.tally, rate.goal) for rate in rates if rate.goal is not None]
    tally = total(found for found, _goal in counted)
    if not tally.number:
        return Rate(tally)
    return Rate(tally, sum(found.number * goal for found, goal in counted) / tally.number)


def goal_of(promise: Promise) -> float | None:
    """What share must be kept: all of a guarantee, none of what is only measured."""
    return {"guarantee": 1.0, "usually": promise.strength.share}.get(promise.strength.kind)


def window_of(promise: Promise) -> Span:
    """Over how long a promise is judged as a rate."""
    return promise.strength.over or MONTH


def first_day(window: Span, last: date) -> date:
    """The first day of a window that ends with ``last``, both counted.

    Raises:
        ValueError: for a span that is not one of whole days (``Span.is_period``).
    """
    if not window.is_period:
        raise ValueError(f"{window.text}: no period of days")
    if window.unit in MONTHS:
        return add_months(last, -window.count * MONTHS[window.unit]) + timedelta(days=1)
    return last - timedelta(days=window.count * (7 if window.unit == "week" else 1) - 1)
