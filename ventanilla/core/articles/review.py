"""How old an article may become before somebody has to look at it again (XM-64)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla.core.policy import Policy
from ventanilla.core.spans import Span
from ventanilla.core.zones import DAY

ABOUT_HELP = ("faq", "help", "questions", "knowledge", "documentation")
"""The entries of ``[content.NAME]`` about the help centre: the first that has a span counts."""
A_YEAR = Span("day", 365, text="365 days")


@dataclass(frozen=True, slots=True)
class Review:
    """How often articles are looked over, and whether the company has promised so."""

    every: Span
    promised: bool

    def old_from(self, checked: date) -> date:
        """The first day on which an article is too old that was checked on ``checked``."""
        return self.every.last_day(checked) + DAY


def review_of(policy: Policy) -> Review:
    """What a policy says of its help centre; a year where it says nothing in whole days."""
    for name in ABOUT_HELP:
        content = policy.contents.get(name)
        if content and content.review_every and content.review_every.is_period:
            return Review(content.review_every, promised=True)
    return Review(A_YEAR, promised=False)
