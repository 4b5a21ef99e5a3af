"""The texts of a schedule: "09:00-13:00, 15:00-18:00", "mon-fri", "16:00".

Times of day are whole minutes after midnight, 24:00 being 1440. A window that ends before it
begins goes on past midnight; its end is then above 1440 and it belongs to the day it opened.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ventanilla.core.calendars import WEEKDAYS
from ventanilla.core.tables import PolicyError, TableReader, nearest

MINUTES = 1440
DAILY = "daily"

type Window = tuple[int, int]
type Windows = tuple[Window, ...]

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


def read_time(text: str, place: str) -> int:
    """Minutes after midnight of "HH:MM", "24:00" being the end of the day."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        wanted = "a time of day from 00:00 to 24:00 is needed here"
        raise PolicyError(place, f'"{text}"', wanted)
    return MINUTES if found[1] is None else int(found[1]) * 60 + int(found[2])


def read_windows(value: Any, place: str) -> Windows:
    """The windows of one day: a text, a list of texts, or "closed".

    Raises:
        PolicyError: a time that is none, an empty window, or windows that overlap.
    """
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise PolicyError(place, repr(value), 'hours such as "09:00-18:00" are needed here')
    if [part.strip() for part in parts] in ([], ["closed"]):
        return ()
    windows = sorted(_read_window(part.strip(), place) for part in parts)
    for (_, end), (start, _) in pairwise(windows):
        if start < end:
            raise PolicyError(place, repr(value), "two windows of one day overlap")
    if windows[-1][1] - MINUTES > windows[0][0]:
        raise PolicyError(place, repr(value), "the night window runs into the next morning's")
    return tuple(windows)


def _read_window(text: str, place: str) -> Window:
    start_text, dash, end_text = text.partition("-")
    if not dash:
        wanted = 'hours such as "09:00-18:00" or "closed" are needed here'
        raise PolicyError(place, f'"{text}"', wanted, nearest(text, ("closed",)))
    if " " in end_text.strip():
        wanted = 'several windows of a day are joined with a comma: "09:00-14:00, 17:00-20:00"'
        raise PolicyError(place, f'"{text}"', wanted)
    start, end = read_time(start_text, place), read_time(end_text, place)
    if start in (end, MINUTES):
        wanted = 'an end after the beginning is needed; a whole day is "00:00-24:00"'
        raise PolicyError(place, f'"{text}"', wanted)
    return start, end if end > start else end + MINUTES


def read_week(reader: TableReader, extra: tuple[str, ...] = ()) -> dict[str, Any]:
    """The raw value of each weekday (and each of ``extra``) that a table names.

    "daily" is overruled by ranges, and those by narrower ranges and single days; commas join.

    Raises:
        PolicyError: an unknown day, or a day named twice with equal right.
    """
    values: dict[str, Any] = {}
    width: dict[str, int] = {}
    for key in reader.table:
        value = reader.raw(key)
        days = [key] if key in extra else _days_of(key, reader.at(key), extra)
        for day in days:
            if width.get(day) == len(days):
                raise PolicyError(reader.at(key), f'"{day}"', "another key names this day too")
            if len(days) < width.get(day, 8):
                values[day], width[day] = value, len(days)
    return values


def _days_of(key: str, place: str, extra: tuple[str, ...]) -> list[str]:
    if key == DAILY:
        return list(WEEKDAYS)
    days: list[str] = []
    for part in key.split(","):
        first, _, last = part.strip().partition("-")
        for word in (first, last or first):
            if word not in WEEKDAYS:
                words = (*WEEKDAYS, DAILY, *extra)
                wanted = "allowed: " + ", ".join(words) + ', or a range such as "mon-fri"'
                raise PolicyError(place, f'"{word}"', wanted, nearest(word.lower(), words))
        low, high = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        span = (high - low) % 7 + 1
        days += [WEEKDAYS[(low + n) % 7] for n in range(span)]
    return days
