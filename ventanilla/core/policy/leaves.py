"""A policy taken apart into its smallest values, each under the path of words that leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import singledispatch
from typing import Any
from zoneinfo import ZoneInfo

from ventanilla.core.calendars import WEEKDAYS, Calendar
from ventanilla.core.clockwords import Clock, Cutoff
from ventanilla.core.hours import MINUTES
from ventanilla.core.policy.duties import Promise, Stop
from ventanilla.core.policy.house import Report
from ventanilla.core.policy.laws import Pack
from ventanilla.core.policy.texts import Text
from ventanilla.core.schedules import Schedule
from ventanilla.core.spans import Span

type Leaf = str | int | float | bool | date | Span | tuple[Any, ...] | Pack | None
type Path = tuple[str, ...]
type Leaves = Iterator[tuple[Path, Leaf]]

WORDS_OF_THE_FILE = {"start": "from", "edge": "due", "triggers": "trigger", "share": "usually"}
UNSAID: dict[type, frozenset[str]] = {
    Promise: frozenset({"name", "span", "declared"}),  # the span stands in the clock
    Report: frozenset({"name", "span"}),
}


def is_nothing(value: Leaf) -> bool:
    """Whether a value stands for nothing being said."""
    return value is None or value in ("", ())


def clock_time(minutes: int) -> str:
    """Minutes after midnight as "16:00"; a window past midnight ends in the next day."""
    hours = minutes // 60 % 24 if minutes > MINUTES else minutes // 60
    return f"{hours:02}:{minutes % 60:02}"


@singledispatch
def leaves(value: Any, path: Path = ()) -> Leaves:
    """Each value that has no parts, with its path below ``value``."""
    if not is_dataclass(value):
        yield path, value
        return
    for word, inner in _parts(value):
        yield from leaves(inner, (*path, word))


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a value that stand in the file, by the words they have there."""
    unsaid = UNSAID.get(type(value), frozenset({"name"}))
    for item in fields(value):
        if item.compare and item.name not in unsaid:
            yield WORDS_OF_THE_FILE.get(item.name, item.name), getattr(value, item.name)


@leaves.register
def _(value: Text, path: Path = ()) -> Leaves:
    for code, words in value.words.items():
        yield (*path, code), words


@leaves.register
def _(value: Span, path: Path = ()) -> Leaves:
    yield path, value


@leaves.register
def _(value: ZoneInfo, path: Path = ()) -> Leaves:
    yield path, value.key


@leaves.register
def _(value: Pack, path: Path = ()) -> Leaves:
    yield (*path, "text"), value


@leaves.register(frozenset)
def _(value: frozenset[int], path: Path = ()) -> Leaves:
    yield path, tuple(WEEKDAYS[day] for day in sorted(value))


@leaves.register(Mapping)
def _(value: Mapping[str, Any], path: Path = ()) -> Leaves:
    for key, inner in value.items():
        yield from leaves(inner, (*path, str(key)))


@leaves.register(tuple)
def _(value: tuple[Any, ...], path: Path = ()) -> Leaves:
    """Rows by what they are called, else by their place; a list of words is one value."""
    if not value or not is_dataclass(value[0]):
        yield path, value
        return
    names = [str(getattr(row, "name", "") or getattr(row, "network", "")) for row in value]
    for place, (name, row) in enumerate(zip(names, value, strict=True), start=1):
        alone = name and names.count(name) == 1
        yield from leaves(row, (*path, name if alone else str(place)))


@leaves.register
def _(value: Stop, path: Path = ()) -> Leaves:
    yield path, tuple(f"{ending.kind} {ending.name}: {ending.by}" for ending in value.any)


@leaves.register
def _(value: Cutoff, path: Path = ()) -> Leaves:
    for day, minutes in zip(WEEKDAYS, value.by_weekday, strict=True):
        yield (*path, day), None if minutes is None else clock_time(minutes)
    yield (*path, "late"), value.late


@leaves.register
def _(value: Clock, path: Path = ()) -> Leaves:
    """A clock names its calendar and schedule; what these say is told at their own tables."""
    for word, inner in _parts(value):
        if isinstance(inner, Calendar | Schedule):
            yield (*path, word), inner.name
        elif word == "due":
            yield (*path, word), _edge(value.edge)
        else:
            yield from leaves(inner, (*path, word))


def _edge(minutes: int | None) -> str:
    if minutes is None:
        return "instant"
    return "end_of_day" if minutes == MINUTES else f"close_of_business {clock_time(minutes)}"


@leaves.register
def _(value: Schedule, path: Path = ()) -> Leaves:
    for day, windows in zip(WEEKDAYS, value.week, strict=True):
        yield (*path, "week", day), windows or "closed"
    for date_, windows in value.days.items():
        yield (*path, "days", str(date_)), windows or "closed"
    if value.calendar is not None:
        yield (*path, "calendar"), value.calendar.name
        yield (*path, "on_holiday"), value.on_holiday or "closed"
        yield (*path, "on_workday"), value.on_workday or "closed"
    yield (*path, "zone"), value.zone.key
