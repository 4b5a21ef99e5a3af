"""Which policy may follow which: whose it is, a number of its own, a date that lies ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ventanilla.core.policy.model import Policy
from ventanilla.core.tables import PolicyError

type Standing = Literal["begun", "waiting", "withdrawn"]

LONGEST = 40
"""Characters of a version at most."""
AHEAD = timedelta(days=3653)
"""Ten years: nobody publishes for a later day, and calendars end somewhere."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version that exists: its number, the day it names, and what became of it so far."""

    version: str
    effective: date
    state: Standing


def out_of_order(
    policy: Policy, slug: str, earlier: Sequence[Earlier], today: date, source: str
) -> tuple[PolicyError, ...]:
    """What keeps a policy from following the earlier ones of a company, the oldest first.

    ``today`` is the day in the zone of ``policy``. A page says since when it holds, so that day is
    never one that has passed, and no version comes into force before one that is approved already.
    """
    return tuple(_mistakes(policy, slug, earlier, today, source))


def _mistakes(
    policy: Policy, slug: str, earlier: Sequence[Earlier], today: date, source: str
) -> Iterator[PolicyError]:
    if policy.slug != slug:
        wanted = f'this is the desk of "{slug}"'
        yield PolicyError(f"{source}: policy.slug", f'"{policy.slug}"', wanted)
    if len(policy.version) > LONGEST or not policy.version.isprintable():
        wanted = f"one line of at most {LONGEST} characters is needed"
        yield PolicyError(f"{source}: policy.version", repr(policy.version), wanted)
    numbers = [known.version for known in earlier]
    if policy.version in numbers:
        wanted = "a number is needed that no version has had: there are " + ", ".join(numbers)
        yield PolicyError(f"{source}: policy.version", f'"{policy.version}"', wanted)
    place, found = f"{source}: policy.effective", policy.effective.isoformat()
    if policy.effective < today:
        wanted = f"a day that has not passed is needed: {today.isoformat()} or later"
        yield PolicyError(place, found, wanted)
        return
    if policy.effective - today > AHEAD:
        wanted = f"a day within ten years is needed: {(today + AHEAD).isoformat()} or earlier"
        yield PolicyError(place, found, wanted)
        return
    waiting = [known for known in earlier if known.state == "waiting"]
    standing = [known for known in earlier if known.state != "withdrawn"]
    last = max(standing, key=lambda known: known.effective, default=None)
    if last is not None and policy.effective < last.effective:
        wanted = f"version {last.version} is in force from {last.effective.isoformat()}"
        yield PolicyError(place, found, f"{wanted}: choose no day before it")
    elif waiting and policy.effective == waiting[-1].effective:
        wanted = f"version {waiting[-1].version} comes into force on that day"
        yield PolicyError(place, found, f"{wanted}: withdraw it first, or choose a later day")
