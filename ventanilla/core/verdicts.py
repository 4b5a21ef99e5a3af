"""What became of a promise, and the instant that puts it into a day.

A promise is judged once. Kept, it belongs to the instant at which it was stopped; broken, to its
due instant, whether it was answered late or is open still. What runs, is paused or void was never
judged, and is counted nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.promises import State


@dataclass(frozen=True, slots=True)
class Verdict:
    """Kept or broken, and the instant that counts."""

    kept: bool
    at: datetime


def verdict(
    state: State, due: datetime | None, stopped: datetime | None, now: datetime
) -> Verdict | None:
    """The verdict on a promise of this state, None where there is none yet, or never will be.

    What still runs past its due instant is broken, though nobody has noted it yet.
    """
    if state == "kept" and stopped is not None:
        return Verdict(True, stopped)
    if due is not None and (state == "broken" or (state == "running" and due <= now)):
        return Verdict(False, due)
    return None
