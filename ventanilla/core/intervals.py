"""How sure a share is: of ten readers it says less than of a thousand."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z_95 = 1.959964
"""So many standard deviations either side hold 95 of 100 cases."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which shares (0 to 1) the true one lies, in 95 of 100 cases."""

    low: float
    high: float


def wilson(hits: int, number: int, z: float = Z_95) -> Interval:
    """Wilson's interval of a share: honest for few cases, and for shares near 0 and 1.

    Raises:
        ValueError: when there are more hits than cases, or fewer than none.
    """
    if not 0 <= hits <= number:
        raise ValueError(f"{hits} of {number} is no share")
    if not number:
        return Interval(0.0, 1.0)
    share, square = hits / number, z * z
    middle = (share + square / (2 * number)) / (1 + square / number)
    spread = z / (1 + square / number)
    spread *= math.sqrt(share * (1 - share) / number + square / (4 * number * number))
    return Interval(max(0.0, min(share, middle - spread)), min(1.0, max(share, middle + spread)))
