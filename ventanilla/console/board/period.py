"""The days a board is about: one day, or the window over which the policy judges its rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ventanilla.companies.inforce import InForce
from ventanilla.console.board import edges
from ventanilla.core.policy import Policy, Span
from ventanilla.core.rates import MONTH, first_day
from ventanilla.core.words import gettext_noop

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """``last`` is the day that was chosen, ``first`` the same or the first of the window.

    Days are the company's, so that all who look speak of the same ones. ``edges`` are the
    instants between the bars: hours of the day, or days (weeks) of the window.
    """

    first: date
    last: date
    today: date
    zone: ZoneInfo
    window: Span
    whole: bool
    edges: tuple[datetime, ...]

    @property
    def is_today(self) -> bool:
        return self.last == self.today


def period_of(query: Mapping[str, str], company: InForce, now: datetime) -> tuple[Period, str]:
    """The period that a query asks for, and what was wrong with it ("" if nothing)."""
    zone = ZoneInfo(company.policy.zone)
    today = now.astimezone(zone).date()
    last, problem = _day(query.get("day", ""), today)
    window, whole = window_of_policy(company.policy), query.get("over") == "window"
    first = first_day(window, last) if whole else last
    bars = edges.days(first, last, zone) if whole else edges.hours(last, zone)
    return Period(first, last, today, zone, window, whole, bars), problem


def window_of_policy(policy: Policy) -> Span:
    """The longest window of the company's own rates; a month where it promises none."""
    windows = [p.strength.over for p in policy.promises.values() if p.strength.over and not p.rule]
    return min(windows, key=lambda window: first_day(window, EARLIEST), default=MONTH)


def _day(text: str, today: date) -> tuple[date, str]:
    if not text:
        return today, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today, gettext_noop("That is no date. Write one like 2026-11-24.")
    if day > today:
        return today, gettext_noop("That day has not come yet. Choose today or a day before.")
    if day < EARLIEST:
        return today, gettext_noop("There is nothing from so long ago. Choose a later day.")
    return day, ""
