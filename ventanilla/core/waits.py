"""How long people waited: percentiles that are somebody's wait, never one between two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from ventanilla.core.rates import Tally

type Waits = Mapping[int, int]
"""How many waited how many seconds."""


def percentile(waits: Waits, percent: int) -> timedelta | None:
    """The shortest wait within which at least ``percent`` of 100 had theirs (nearest rank).

    It is one of the waits, never something between two of them; None where nobody waited.
    """
    number = sum(waits.values())
    rank = -(-number * percent // 100)
    for wait in sorted(waits):
        rank -= waits[wait]
        if number and rank <= 0:
            return timedelta(seconds=wait)
    return None


def worst(waits: Waits) -> timedelta | None:
    """The longest wait; None where nobody waited."""
    longest = max((wait for wait, number in waits.items() if number), default=None)
    return None if longest is None else timedelta(seconds=longest)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that a measure may show of one population."""

    tally: Tally
    p50: timedelta | None
    p95: timedelta | None
    worst: timedelta | None


def figures(tally: Tally, waits: Waits) -> Figures:
    """The figures of a population that was judged so, and waited so long."""
    return Figures(tally, percentile(waits, 50), percentile(waits, 95), worst(waits))
