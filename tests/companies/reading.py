"""Reading the five sample policies, and their hours, as a person reads the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ventanilla.core.clocks import due
from ventanilla.core.facts import Occurrence
from ventanilla.core.policy import Policy, parse_policy
from ventanilla.core.schedules import Schedule

COMPANIES = Path(__file__).resolve().parents[2] / "companies"
SLUGS = ("etoro", "exness", "roxom", "shop", "xm")
LANGUAGES = ("es", "en", "zh", "ar")
YEAR = 2026
_DAY = timedelta(days=1)


@cache
def policy(slug: str) -> Policy:
    path = COMPANIES / slug / "policy.toml"
    return parse_policy(path.read_text(encoding="utf-8"), f"companies/{slug}/policy.toml")


def varied(slug: str, changes: Mapping[str, str]) -> Policy:
    """The policy with pieces of its text replaced, each of which must be there."""
    text = (COMPANIES / slug / "policy.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return parse_policy(text, f"companies/{slug}/policy.toml")


def due_of(rules: Policy, promise: str, start: str, *later: Occurrence, zone: str = "") -> str:
    """The due instant of a promise, as ISO text in the policy's zone (or ``zone``)."""
    clock = rules.promises[promise].clock
    assert clock is not None
    events = (Occurrence(clock.start, datetime.fromisoformat(start)), *later)
    found = due(clock, events)
    assert found is not None
    return found.astimezone(ZoneInfo(zone or rules.zone)).isoformat(timespec="minutes")


def hours_of(rules: Policy, channel: str) -> Schedule:
    schedule = rules.channels[channel].schedule
    assert schedule is not None
    return rules.schedules[schedule]


def open_minutes(schedule: Schedule) -> bytearray:
    """A 1 for each minute of the year (UTC) at which the schedule is open."""
    first = datetime(YEAR, 1, 1, tzinfo=UTC)
    minutes = bytearray(int((datetime(YEAR + 1, 1, 1, tzinfo=UTC) - first).total_seconds() // 60))
    day, last = first.date() - _DAY, date(YEAR + 1, 1, 1)  # east of UTC it is next year sooner
    while day <= last:
        for start, end in schedule.windows(day):
            low = max(0, int((start - first).total_seconds() // 60))
            high = min(len(minutes), int((end - first).total_seconds() // 60))
            if low < high:
                minutes[low:high] = b"\x01" * (high - low)
        day += _DAY
    return minutes


def said_minutes(zone: str, opens: Callable[[datetime], bool]) -> bytearray:
    """A 1 for each minute of the year at which the page says it is open, by its wall clock."""
    where, minute = ZoneInfo(zone), timedelta(minutes=1)
    at, end = datetime(YEAR, 1, 1, tzinfo=UTC), datetime(YEAR + 1, 1, 1, tzinfo=UTC)
    found = bytearray()
    while at < end:
        found.append(opens(at.astimezone(where)))
        at += minute
    return found


def kinds(rules: Policy, topic: str) -> set[str]:
    """The kinds of channel that an ordinary customer is offered for a topic."""
    return {channel.kind for channel in rules.channels_for(topic)}


def names(rules: Policy, topic: str) -> set[str]:
    return {channel.name for channel in rules.channels_for(topic)}
