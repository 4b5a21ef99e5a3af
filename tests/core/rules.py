"""Calendars, schedules and clocks for tests, read from tables as a policy file has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ventanilla.core.calendars import Calendar, read_calendar
from ventanilla.core.clocks import Clock, due, read_clock, reckon
from ventanilla.core.facts import Occurrence
from ventanilla.core.schedules import Schedule, read_schedule
from ventanilla.core.tables import TableReader

CALENDARS: dict[str, dict[str, Any]] = {
    "sv": {"holidays": "SV", "weekend": ["sat", "sun"], "forecast_after": "2026-12-31"},
    "cy": {"holidays": "CY"},
    "cn": {"holidays": "CN"},
    "es": {"holidays": "ES"},
    "es_md": {"holidays": "ES/MD"},
    "es_shop": {"holidays": "ES", "weekend": ["sun"]},
    "eng": {"holidays": "GB/ENG"},
    "mx": {"holidays": "MX"},
    "plain": {},
}

SCHEDULES: dict[str, dict[str, Any]] = {
    "xm_social": {
        "zone": "UTC",
        "week": {"mon-fri": "09:00-21:00", "sat": "10:00-18:00", "sun": "10:00-18:00"},
    },
    "ex_table": {
        "zone": "Asia/Shanghai",
        "week": {"mon": "06:00-22:00", "tue-fri": "00:00-24:00", "sat": "00:00-22:00"},
    },
    "wd_plain": {"zone": "Asia/Shanghai", "week": {"mon-fri": "00:00-24:00"}},
    "wd_cn": {
        "zone": "Asia/Shanghai",
        "calendar": "cn",
        "week": {"mon-fri": "00:00-24:00", "holiday": "closed"},
    },
    "shop_std": {
        "calendar": "es_shop",
        "week": {
            "mon-fri": "09:00-18:00",
            "sat": "09:00-13:00",
            "sun": "closed",
            "holiday": "closed",
        },
    },
    "shop_premium": {"calendar": "none", "week": {"daily": "09:00-18:00"}},
    "always": {"week": {"daily": "00:00-24:00"}},
}


def calendar(table: Mapping[str, Any], name: str = "test") -> Calendar:
    return read_calendar(name, TableReader(table, f"calendar.{name}"))


def schedule(
    table: Mapping[str, Any], zone: str = "Europe/Madrid", calendars: Mapping[str, Any] = CALENDARS
) -> Schedule:
    known = {name: calendar(inner, name) for name, inner in calendars.items()}
    return read_schedule("test", TableReader(table, "schedule.test"), known, zone)


def clock(
    table: Mapping[str, Any],
    zone: str = "Europe/Madrid",
    calendars: Mapping[str, Any] | None = None,
    schedules: Mapping[str, Any] | None = None,
) -> Clock:
    """The clock of a table; with calendars of its own it knows none of those above."""
    if schedules is None:
        schedules = SCHEDULES if calendars is None else {}
    calendars = CALENDARS if calendars is None else calendars
    known = {name: calendar(inner, name) for name, inner in calendars.items()}
    open_at = {
        name: read_schedule(name, TableReader(inner, f"schedule.{name}"), known, zone)
        for name, inner in schedules.items()
    }
    return read_clock(TableReader(table, "clock"), known, open_at, zone)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def happened(*pairs: str) -> list[Occurrence]:
    """Events from "kind instant" texts."""
    return [Occurrence(kind, instant(at)) for kind, at in (pair.split(" ") for pair in pairs)]


def due_of(rule: Clock, events: Sequence[Occurrence]) -> datetime | None:
    """The due, held equal by both ways of asking for it."""
    quick = due(rule, events)
    assert reckon(rule, events).due == quick
    return quick


def told(rule: Clock, *pairs: str) -> list[str]:
    """The working-out in English."""
    return [str(step) for step in reckon(rule, happened(*pairs)).working]
