"""What a policy wants done inside the house before words go out: the check by the area concerned.

RX-32 and RX-63 promise an internal check before an answer. Whoever belongs to the area concerned
is that check; everybody else asks its representative first. A decision always needs a second
person, for its writer cannot be the one who checks it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from ventanilla.core.facts import Occurrence
from ventanilla.core.policy import Policy
from ventanilla.core.words import Phrase, gettext_noop

type Act = Literal["answer", "send_decision"]

AFRESH = frozenset({"reopened", "complaint_raised"})
"""What makes a matter another one, so that earlier checks count no more."""


def wants_check(policy: Policy, act: Act) -> bool:
    """Whether a policy wants the area concerned to be asked before an act."""
    return any(gate.act == act and "area_check" in gate.needs for gate in policy.gates.values())


def unchecked(
    policy: Policy,
    act: Act,
    occurrences: Sequence[Occurrence],
    concerned: str,
    mine: Collection[str],
) -> Phrase | None:
    """Why an answer may not go out yet; None where nothing stands against it.

    ``concerned`` is the area that the matter belongs to, ``mine`` the areas of whoever answers.
    """
    if not wants_check(policy, act):
        return None
    said = _verdicts(occurrences)
    if any(verdict == "" for verdict in said.values()):
        return Phrase(gettext_noop("The area that was asked has not answered yet."))
    if any(verdict == "objected" for verdict in said.values()):
        return Phrase(gettext_noop("The area that was asked objected. Ask it again first."))
    if said or (act == "answer" and (concerned in mine or not concerned)):
        return None
    return Phrase(gettext_noop("The area concerned has to check this first. Ask it under More."))


def _verdicts(occurrences: Sequence[Occurrence]) -> dict[str, str]:
    """The last word of each area that was asked; empty where it is still to come."""
    said: dict[str, str] = {}
    for occurrence in occurrences:
        if occurrence.kind in AFRESH:
            said.clear()
        elif occurrence.kind == "area_asked":
            said[occurrence.detail["team"]] = ""
        elif occurrence.kind == "area_checked":
            said[occurrence.detail["team"]] = occurrence.detail["verdict"]
    return said
