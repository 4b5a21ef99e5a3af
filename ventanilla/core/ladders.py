"""The ladder of a policy for one request: what is open to its customer now, and until when.

A step inside the company may be asked for once it has opened (XM-102, EX-99); an outside body can
be turned to after the decision, or once a promise of the procedure is broken (XM-76, RX-17).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.clocks import Clock, due
from ventanilla.core.facts import Occurrence
from ventanilla.core.policy import Policy, Step
from ventanilla.core.promises import ANSWERS, Standing
from ventanilla.core.zones import read_zone

END_OF_DAY = 1440
"""Minutes: a window ends with its last day, in the company's zone."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder as it stands. Instants are UTC; ``until`` is None without a window."""

    step: Step
    opened: datetime | None
    until: datetime | None = None

    def open_at(self, now: datetime) -> bool:
        """Whether the customer may take this step at ``now``."""
        return self.opened is not None and (self.until is None or now < self.until)


def rungs(
    policy: Policy, occurrences: Sequence[Occurrence], standings: Iterable[Standing]
) -> tuple[Rung, ...]:
    """Every step in the order of the policy, with when it opened and how long it stays open.

    It opens with the first of its reasons; its window counts from the last, as a decision that
    comes after a broken promise gives the whole time again.
    """
    standings = tuple(standings)
    return tuple(_rung(policy, step, occurrences, standings) for step in policy.escalation)


def _rung(
    policy: Policy, step: Step, occurrences: Sequence[Occurrence], standings: Sequence[Standing]
) -> Rung:
    reasons = sorted(at for word in step.opens_on for at in _instants(word, occurrences, standings))
    if not reasons:
        return Rung(step, None)
    if step.window is None:
        return Rung(step, reasons[0])
    clock = Clock("opened", step.window, read_zone(policy.zone, "policy.zone"), edge=END_OF_DAY)
    return Rung(step, reasons[0], due(clock, [Occurrence("opened", reasons[-1])]))


def _instants(
    word: str, occurrences: Sequence[Occurrence], standings: Sequence[Standing]
) -> Iterable[datetime]:
    """When a reason such as ``decision_sent`` or ``promise.answer broken`` came to be."""
    name, _space, state = word.partition(" ")
    if name.startswith("promise."):
        name = name.removeprefix("promise.")
        found = (s for s in standings if s.promise.name == name and s.state == state)
        return [s.due for s in found if s.due is not None]
    kind = ANSWERS.get(word, word)
    return [o.at for o in occurrences if o.kind == kind]
