"""What a company has to know of its complaints over a time (L-05 art. 8), counted from entries.

Everything is counted where it happened: a complaint in the time in which it was received (or, if it
was found in a request later, raised), a step in that in which it ended, lateness in that in which
the promise was broken. So the figures of two months together are those of each, added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import compress

from ventanilla.core.register import Entry
from ventanilla.core.steps import STEPS


@dataclass(frozen=True, slots=True)
class StepFigures:
    """How often a step ended, how long it took in all, and how often it was late.

    ``late`` is None where nothing was promised for this step: then nothing can be late.
    """

    ended: int
    took: timedelta
    late: int | None

    @property
    def average(self) -> timedelta | None:
        """How long it took on average; None where it never ended."""
        return self.took / self.ended if self.ended else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures from one instant to another.

    ``topics`` and ``causes`` are those of the complaints received (an empty cause is one that is
    not named yet), ``outcomes`` those of the decisions (an empty one was solved without a letter).
    ``open_before + received + reopened - ended`` is ``open_after``.
    """

    received: int
    open_before: int
    open_after: int
    decided: int
    ended: int
    reopened: int
    extended: int
    steps: Mapping[str, StepFigures]
    topics: Mapping[str, int]
    outcomes: Mapping[str, int]
    causes: Mapping[str, int]

    @property
    def nil(self) -> bool:
        """Whether no complaint was received."""
        return self.received == 0


def figures(entries: Iterable[Entry], since: datetime, until: datetime) -> Figures:
    """The figures of what happened from ``since`` on and before ``until``."""
    known = list(entries)

    def within(at: datetime | None) -> bool:
        return at is not None and since <= at < until

    before = [entry.open_at(since) for entry in known]
    after = [entry.open_at(until) for entry in known]
    came = [within(entry.registered) for entry in known]
    flow = list(zip(before, came, after, strict=True))
    received = list(compress(known, came))
    decided = [entry for entry in known if within(entry.decided)]
    return Figures(
        received=len(received),
        open_before=sum(before),
        open_after=sum(after),
        decided=len(decided),
        ended=sum((was or new) and not now for was, new, now in flow),
        reopened=sum(now and not was and not new for was, new, now in flow),
        extended=sum(within(more.at) for entry in known for more in entry.extensions),
        steps={step: _step(known, step, since, until) for step in STEPS},
        topics=Counter(entry.about for entry in received),
        outcomes=Counter(entry.outcome for entry in decided),
        causes=Counter(entry.cause for entry in received),
    )


def _step(entries: Sequence[Entry], step: str, since: datetime, until: datetime) -> StepFigures:
    spans = [span for entry in entries if (span := entry.span_of(step))]
    took = [ended - begun for begun, ended in spans if since <= ended < until]
    late = [at for entry in entries for name, at in entry.late if name == step]
    promised = any(step in entry.promised for entry in entries)
    return StepFigures(
        ended=len(took),
        took=sum(took, timedelta()),
        late=sum(since <= at < until for at in late) if promised else None,
    )


def most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Codes with their counts, the most frequent first, those of one number by their codes."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
