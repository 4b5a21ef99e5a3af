"""The versions of a company's policy as its readers see them: which holds, held, or will."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from ventanilla.companies.inforce import InForce, policy_of
from ventanilla.companies.models import PolicyVersion
from ventanilla.core.policy import Policy

type When = Literal["past", "now", "next"]


@dataclass(frozen=True, slots=True)
class Edition:
    """A version with the time in which it holds; ``ends_at`` is None for the last one."""

    serial: int
    policy: Policy
    starts_at: datetime
    ends_at: datetime | None
    when: When


@lru_cache(maxsize=256)
def digest(company: int, serial: int) -> str:
    """The SHA-256 of the text of a version, as whoever downloads it can work it out."""
    text = PolicyVersion.objects.values_list("source", flat=True)
    return sha256(text.get(company_id=company, serial=serial).encode()).hexdigest()


def editions(company: InForce) -> list[Edition]:
    """Every version of a company, the newest first; what was withdrawn is none."""
    starts = company.starts
    ends = [start.at for start in starts[1:]]
    here = next((n for n, start in enumerate(starts) if start.serial == company.serial), 0)
    found = [
        Edition(
            serial=start.serial,
            policy=policy_of(company.id, start.serial),
            starts_at=start.at,
            ends_at=ends[place] if place < len(ends) else None,
            when="now" if place == here else "past" if place < here else "next",
        )
        for place, start in enumerate(starts)
    ]
    return found[::-1]
