"""What was asked, put together by what it means: no order of arrival changes a group.

The phrasing with the most others near it is the middle of a cluster, and takes all of them; then
the next one of those that are left. So every member is as near to the middle as the mark says.
Clusters whose means are as near are one group: a mean says better than any phrasing what it is
about, and brings together what two languages ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ventanilla.core.answers.postings import Floats, unit

AT_ONCE = 512
"""Rows that are compared with all others in one go: it bounds the memory."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The places of its members, the middle first, then the nearest; as a caller counts them."""

    members: tuple[int, ...]


def clusters(rows: Floats, counts: Sequence[int], mark: float) -> list[Cluster]:
    """Rows of length one (or zero) in groups: each in exactly one, the largest group first.

    ``counts`` is how often each was asked; ``mark`` the cosine from which two belong together. The
    same rows in the same order give the same groups: callers sort them by their words.
    """
    near = _near(rows, mark)
    weight = np.asarray(counts, np.float32)  # whole numbers, exact below 16 million
    strength = _sum_near(near, weight)
    free = np.ones(len(rows), bool)
    found: list[Cluster] = []
    while free.any():
        middle = int(np.argmax(np.where(free, strength, -1)))
        if strength[middle] <= weight[middle]:  # nobody is near anybody any more
            alone = np.flatnonzero(free)
            alone = alone[np.argsort(-weight[alone], kind="stable")]
            return [*found, *(Cluster((int(place),)) for place in alone)]
        taken = np.flatnonzero((_bits(near[middle], len(rows)) > 0) & free)
        free[taken] = False
        for start in range(0, len(taken), AT_ONCE):
            some = taken[start : start + AT_ONCE]
            strength -= weight[some] @ _bits(near[some], len(rows))
        found.append(Cluster(_nearest_first(rows, middle, taken)))
    return found


def joined(rows: Floats, counts: Sequence[int], mark: float) -> list[Cluster]:
    """Clusters whose means are near put together, the same way; members the nearest first."""
    first = clusters(rows, counts, mark)
    means = np.array([rows[list(one.members)].sum(axis=0) for one in first], np.float32)
    sizes = [sum(counts[place] for place in one.members) for one in first]
    found = []
    for one in clusters(unit(means), sizes, mark) if first else []:
        members = np.array([place for n in one.members for place in first[n].members])
        mean = unit(rows[members].sum(axis=0))
        far = np.round(rows[members] @ mean, 5)
        found.append(Cluster(tuple(map(int, members[np.argsort(-far, kind="stable")]))))
    return found


def _near(rows: Floats, mark: float) -> NDArray[np.uint8]:
    """For each row a bit for each other: whether they are near. A row is always near itself."""
    found = np.zeros((len(rows), (len(rows) + 7) // 8), np.uint8)
    for start in range(0, len(rows), AT_ONCE):
        bits = rows[start : start + AT_ONCE] @ rows.T >= mark
        bits[np.arange(len(bits)), start + np.arange(len(bits))] = True
        found[start : start + AT_ONCE] = np.packbits(bits, axis=1)
    return found


def _sum_near(near: NDArray[np.uint8], weight: Floats) -> Floats:
    """How often all that is near each row was asked, itself with them."""
    parts = [
        _bits(near[start : start + AT_ONCE], len(weight)) @ weight
        for start in range(0, len(near), AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _bits(near: NDArray[np.uint8], size: int) -> Floats:
    return np.unpackbits(near, axis=-1, count=size).astype(np.float32)


def _nearest_first(rows: Floats, middle: int, taken: NDArray[np.intp]) -> tuple[int, ...]:
    far = np.round(rows[taken] @ rows[middle], 5)
    far[taken == middle] = 2.0
    return tuple(int(place) for place in taken[np.argsort(-far, kind="stable")])
