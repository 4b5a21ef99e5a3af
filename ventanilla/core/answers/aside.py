"""When a group of questions that was set aside is worth a second look."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.answers.groups import Group

LEAST = 3
"""So often at least it must have been asked anew."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A group as it was set aside: the fingerprints of its questions, and how often they came."""

    fingerprints: frozenset[str]
    count: int
    at: datetime

    def covers(self, group: Group) -> bool:
        """Whether a group is this one, and has not grown by half since."""
        if self.fingerprints.isdisjoint(one.fingerprint for one in group.phrasings):
            return False
        return 2 * self._fresh(group) < max(2 * LEAST, self.count)

    def _fresh(self, group: Group) -> int:
        """How often it was asked that nobody had seen then: later, or in other words."""
        return sum(
            one.fingerprint not in self.fingerprints or asked.at > self.at
            for one in group.phrasings
            for asked in one.asked
        )


def not_aside(groups: Collection[Group], asides: Collection[Aside]) -> list[Group]:
    """The groups that nobody has set aside, in their order."""
    return [group for group in groups if not any(aside.covers(group) for aside in asides)]
