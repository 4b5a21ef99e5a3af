"""One recorded ticket under another policy: what it is owed there, and what became of that.

People did what they did under the old policy, and that is taken as it was. What the desk itself
concluded (``promise_broken``) is not: it follows from a policy, so each policy has its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Literal, NamedTuple

from ventanilla.core.facts import Occurrence
from ventanilla.core.lifecycle import Condition, fold
from ventanilla.core.misfits import Misfit, misfits, permitted
from ventanilla.core.policy import Policy
from ventanilla.core.promises import Standing, State, judge

VERDICT = "promise_broken"

type Change = Literal["broken", "kept", "overdue", "owed", "gone", "other"]
"""From kept to broken; from broken to kept; running till now, and broken by the new policy;
newly owed; no more owed; any other difference of state."""
CHANGES: tuple[Change, ...] = ("broken", "overdue", "kept", "owed", "gone", "other")
CHANGED: dict[tuple[State, State], Change] = {
    ("kept", "broken"): "broken",
    ("running", "broken"): "overdue",
    ("paused", "broken"): "overdue",
    ("broken", "kept"): "kept",
}


@dataclass(frozen=True, slots=True)
class Past:
    """A ticket as it was recorded: number, arrival (UTC), door, language, everything since."""

    number: str
    received_at: datetime
    channel: str
    language: str
    occurrences: tuple[Occurrence, ...]


class Verdict(NamedTuple):
    """One promise by both policies; None where it is not owed."""

    name: str
    before: Standing | None
    after: Standing | None

    @property
    def change(self) -> Change | None:
        """How the two differ; None where the promise came to the same."""
        if self.before is None or self.after is None:
            return "gone" if self.after is None else "owed"
        states = (self.before.state, self.after.state)
        if states[0] == states[1]:
            return None
        return CHANGED.get(states, "other")


@dataclass(frozen=True)
class Pair:
    """The policy that judged a ticket, and the one that is tried."""

    old: Policy
    new: Policy

    @cached_property
    def differing(self) -> Policy:
        """The new policy with only those promises that the old one does not have just so."""
        old = self.old.promises
        fresh = {n: p for n, p in self.new.promises.items() if n not in old or old[n] != p}
        return replace(self.new, promises=fresh)


def replayed(
    past: Past, pair: Pair, now: datetime
) -> tuple[tuple[Verdict, ...], tuple[Misfit, ...]]:
    """Every promise of a ticket by both policies at ``now``; and what the new one has no word for.

    A lane that is gone becomes the default lane, as on arrival; an extension that the new policy
    would not have allowed is left out; a promise that cannot be counted is no verdict, but named.
    """
    facts = [o for o in past.occurrences if o.kind != VERDICT]
    condition = fold(facts)
    strange = misfits(past.channel, condition, facts, pair.old, pair.new)
    kinds = {misfit.kind for misfit in strange}
    before, stuck = _judged(pair.old, condition, past, facts, now)
    if kinds & {"lane", "extension"}:
        if "lane" in kinds:
            condition = replace(condition, lane=pair.new.default_lane.name)
        facts = [o for o in facts if permitted(o, condition.topic, facts, pair.old, pair.new)]
        after, more = _judged(pair.new, condition, past, facts, now)
    else:  # a promise that both have just so comes to the same by both
        after, more = _judged(pair.differing, condition, past, facts, now)
        same = pair.new.promises.keys() - pair.differing.promises.keys()
        after |= {name: before[name] for name in before if name in same}
    stuck |= more
    names = [name for name in {**before, **after} if name not in stuck]
    verdicts = tuple(Verdict(name, before.get(name), after.get(name)) for name in names)
    return verdicts, (*strange, *(Misfit("clock", name) for name in sorted(stuck)))


def _judged(
    policy: Policy, condition: Condition, past: Past, facts: Sequence[Occurrence], now: datetime
) -> tuple[dict[str, Standing], frozenset[str]]:
    """The standings by the promise's name, and the promises whose clock cannot be counted here."""
    try:
        found = judge(policy, condition, past.channel, facts, now, past.language)
    except ValueError:  # nothing to count for years, an agreed slot that was never noted
        if len(policy.promises) == 1:
            return {}, frozenset(policy.promises)
    else:
        return {standing.promise.name: standing for standing in found}, frozenset()
    standings: dict[str, Standing] = {}
    stuck: frozenset[str] = frozenset()
    for name, promise in policy.promises.items():
        alone = replace(policy, promises={name: promise})
        some, wrong = _judged(alone, condition, past, facts, now)
        standings, stuck = standings | some, stuck | wrong
    return standings, stuck
