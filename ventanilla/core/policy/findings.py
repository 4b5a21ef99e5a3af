"""What lint says: a code, the place, the rows of the page, a sentence, how grave it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ventanilla.core.schedules import Schedule
from ventanilla.core.spans import Span
from ventanilla.core.words import Phrase, Value

type Severity = Literal["contradiction", "gap", "assumption"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction, gap or assumption of a policy, with the rows it comes from.

    ``contradiction``: two things the page says do not fit; ``gap``: the page (or the file) leaves
    something open; ``assumption``: the file decides what the page leaves open.
    """

    code: str
    place: str
    rows: tuple[str, ...]
    text: Phrase
    severity: Severity


def contradiction(
    code: str, place: str, rows: Iterable[str], words: str, **values: Value
) -> Finding:
    """Two statements that do not fit together."""
    return Finding(code, place, unique(rows), Phrase(words, values), "contradiction")


def gap(code: str, place: str, rows: Iterable[str], words: str, **values: Value) -> Finding:
    """Something a reader needs and nobody says."""
    return Finding(code, place, unique(rows), Phrase(words, values), "gap")


def unique(rows: Iterable[str]) -> tuple[str, ...]:
    """Each row once, in the order met."""
    return tuple(dict.fromkeys(rows))


def always_open(schedule: Schedule) -> bool:
    """Whether a schedule never closes, not even on a holiday or a dated exception."""
    whole = ((0, 1440),)
    if schedule.calendar is not None and schedule.on_holiday != whole:
        return False
    days = schedule.days.values()
    return all(day == whole for day in (*schedule.week, *days))


# Longest plausible length of one unit in minutes of the wall clock.
_MINUTES = {
    "second": 1 / 60,
    "minute": 1,
    "open_minute": 1,
    "hour": 60,
    "open_hour": 60,
    "day": 1440,
    "business_day": 1440 * 7 / 5,
    "week": 7 * 1440,
    "month": 30.4 * 1440,
    "year": 365.25 * 1440,
    "same_day": 1440,
    "window_close": 1440,
    "agreed_slot": 0,
}


def rough_minutes(span: Span) -> float:
    """About how long a span is by the wall clock; only for comparing two of them."""
    return span.count * _MINUTES[span.unit]
