"""Fair use: what a policy counts as too much, with the figures that show it (SB-19 to SB-24).

It changes the order of answering and nothing else: no clock of a law, and no promise but those
that say so themselves (``unless = ["demoted"]``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ventanilla.core.policy import FairUse, FairUseRule

MARK = "agent_mark"
RATE, SHARE = "messages_per_day", "answered_in_docs_share"
RATE_WINDOW = timedelta(days=1)
SHARE_WINDOW = timedelta(days=30)
LEAST = 4
"""Questions of a customer before a share of them means anything."""


@dataclass(frozen=True, slots=True)
class Excess:
    """A rule that is exceeded: how many, of how many where it is a share."""

    rule: FairUseRule
    count: int
    of: int = 0

    def detail(self) -> dict[str, str]:
        """The evidence as an event keeps it: figures, no words."""
        found = {"why": self.rule.name, "count": str(self.count), "over": f"{self.rule.over:g}"}
        return {**found, "of": str(self.of)} if self.of else found


def rules(fair: FairUse | None, kind: str) -> tuple[FairUseRule, ...]:
    """The rules of a kind; none where the policy has no fair use."""
    return tuple(rule for rule in fair.triggers if rule.rule == kind) if fair else ()


def too_many(rule: FairUseRule, sent: Iterable[datetime], now: datetime) -> Excess | None:
    """More messages within the last day than the rule allows (SB-22); as many are no excess."""
    count = sum(now - RATE_WINDOW < at <= now for at in sent)
    return Excess(rule, count) if count > (rule.over or 0) else None


def answered_already(rule: FairUseRule, answered: int, asked: int) -> Excess | None:
    """A greater share of questions whose answer was shown before they were sent (SB-23)."""
    if asked < LEAST or answered <= (rule.over or 0) * asked:
        return None
    return Excess(rule, answered, asked)
