"""One problem, one request: what a merge leaves of two histories (ET-12, ET-13, SB-41).

A merge is one event on each side: ``merged`` on the request that ends, ``took_in`` on the one that
goes on. Taken back, each has its answer (``unmerged``, ``gave_back``), and nothing of it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.facts import Occurrence
from ventanilla.core.words import gettext_noop

TAKES_BACK = {"unmerged": "merged", "gave_back": "took_in"}
"""What takes a merge back, and which event that leaves without effect."""
KINDS = frozenset({*TAKES_BACK, *TAKES_BACK.values()})


def effective(occurrences: Sequence[Occurrence]) -> Sequence[Occurrence]:
    """The events that count: a merge that was taken back never was, and a taken-in request brings
    the question that it left unanswered (``since``) as its customer's own words; where they were
    waited for (``asked``), the waiting is over."""
    if not any(o.kind in TAKES_BACK or o.kind == "took_in" for o in occurrences):
        return occurrences
    standing: list[Occurrence] = []
    for occurrence in occurrences:
        undone = TAKES_BACK.get(occurrence.kind)
        if undone is None:
            standing.append(occurrence)
        else:
            _drop(standing, undone, occurrence.detail.get("ticket"))
    return [effect for occurrence in standing for effect in _effects(occurrence)]


def _drop(standing: list[Occurrence], kind: str, ticket: str | None) -> None:
    """Take away the last such event of one and the same other ticket."""
    for place in reversed(range(len(standing))):
        found = standing[place]
        if found.kind == kind and found.detail.get("ticket") == ticket:
            del standing[place]
            return


def _effects(occurrence: Occurrence) -> Iterator[Occurrence]:
    since = occurrence.detail.get("since")
    if occurrence.kind != "took_in" or not since:
        yield occurrence
        return
    yield Occurrence("customer_message", datetime.fromisoformat(since), "customer")
    if occurrence.detail.get("asked") == "yes":
        yield Occurrence("completed", occurrence.at, "customer")


def unanswered(occurrences: Sequence[Occurrence]) -> datetime | None:
    """Since when the oldest words of the customer wait for an answer; None where none do."""
    oldest: datetime | None = None
    for occurrence in effective(occurrences):
        if occurrence.kind in {"replied", "letter_written"} and occurrence.by == "human":
            oldest = None
        elif occurrence.kind in {"received", "customer_message"}:
            oldest = min(oldest, occurrence.at) if oldest else occurrence.at
    return oldest


@dataclass(frozen=True, slots=True)
class Side:
    """A request that is to be one of two: when it arrived, and what stands against it."""

    id: int
    customer: int
    arrived: datetime
    complaint: bool
    ended: bool


def stays(one: Side, other: Side) -> Side:
    """The one that goes on: a complaint before a request, else whichever arrived first."""
    return min(one, other, key=lambda side: (not side.complaint, side.arrived, side.id))


def against(one: Side, other: Side) -> str:
    """Why two requests cannot become one, as a sentence to be translated; "" when they can."""
    if one.id == other.id:
        return gettext_noop("A request cannot be merged with itself.")
    if one.customer != other.customer:
        return gettext_noop(
            "These requests are of different customers: one would read the other's words."
        )
    if one.complaint and other.complaint:
        return gettext_noop(
            "Both are complaints: each keeps its number in the register and its legal clocks."
        )
    if one.ended or other.ended:
        return gettext_noop("One of them is solved. Only open requests can be merged.")
    return ""
