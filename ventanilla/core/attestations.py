"""Claims that only a dated proof can carry, and whether theirs is still good.

"Our people are trained" is nothing that a desk can measure. It can ask for the certificate, keep
it with its date, and say when the next one is due (RX-07, XM-110, XM-112).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ventanilla.core.policy import Attestation

SOON = timedelta(days=30)
"""So long before its last day a proof is asked for anew; of a short span its last quarter."""

type State = Literal["missing", "old", "soon", "good"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim with the day of its newest proof, and the last day on which that one counts.

    ``dated`` is None without a proof; ``until`` also where the policy says no span in whole days,
    so that a proof counts for ever.
    """

    claim: Attestation
    dated: date | None
    until: date | None
    state: State


def standing(claim: Attestation, dates: Iterable[date], today: date) -> Standing:
    """How a claim stands on a day, with proofs of those dates; of days to come none counts."""
    dated = max((day for day in dates if day <= today), default=None)
    if dated is None:
        return Standing(claim, None, None, "missing")
    if claim.every is None or not claim.every.is_period:
        return Standing(claim, dated, None, "good")
    until = claim.every.last_day(dated)
    soon = until - min(SOON, (until - dated) / 4)
    state: State = "old" if until < today else "soon" if soon < today else "good"
    return Standing(claim, dated, until, state)
