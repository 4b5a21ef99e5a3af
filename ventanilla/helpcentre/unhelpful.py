"""Articles that are read and do not help: what is sure, not what three readers said."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.answers.asked import Asked, Phrasing, phrasings
from ventanilla.core.intervals import Interval, wilson
from ventanilla.helpcentre.gap_rows import shown_since
from ventanilla.helpcentre.gaps import LOOKED_BACK

FAILS = 0.25
"""An article is named from here on: it fails one reader of four, even where chance was unkind."""
READERS = 10
"""Of fewer nobody can tell, whatever they said."""
QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Unhelpful:
    """An article: how often it was shown and opened, and how often it ``failed`` those who read it.

    ``interval`` is the share of readers that it fails; ``questions`` are the commonest of those
    after which a request was sent all the same.
    """

    article: str
    shown: int
    opened: int
    failed: int
    interval: Interval
    questions: tuple[Phrasing, ...]


def unhelpful(company: int, now: datetime) -> list[Unhelpful]:
    """The articles that surely fail too many of their readers, the worst first; of 90 days."""
    shown: Counter[str] = Counter()
    opened: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    asked: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in shown_since(company, now - LOOKED_BACK):
        shown.update(set(one.shown))
        opened.update(one.opened)
        if one.failed:
            failed.update(one.opened)
        if one.sent and one.question:
            for name in one.opened:
                asked[name].append(Asked(one.question, one.language, one.at, sent=True))
    found = [
        Unhelpful(
            name,
            shown[name],
            opened[name],
            failed[name],
            wilson(failed[name], opened[name]),
            _commonest(asked[name]),
        )
        for name in opened
    ]
    sure = [one for one in found if one.opened >= READERS and one.interval.low >= FAILS]
    return sorted(sure, key=lambda one: (-one.interval.low, one.article))


def _commonest(asked: list[Asked]) -> tuple[Phrasing, ...]:
    found = sorted(phrasings(asked), key=lambda one: (-len(one.asked), one.key))
    return tuple(found[:QUESTIONS])
