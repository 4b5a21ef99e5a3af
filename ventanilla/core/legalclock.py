"""The legal clock of a complaint: which of its promises it is, and what day of it today is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ventanilla.core.clocks import Clock
from ventanilla.core.daycounts import first_counted
from ventanilla.core.policy import Promise
from ventanilla.core.promises import Standing, for_people
from ventanilla.core.steps import step_of
from ventanilla.core.zones import DAY

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class LegalDay:
    """Day ``day`` of ``of``. The due instant lies at the end of, or within, the last of them."""

    day: int
    of: int


def legal(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Those by which a complaint is in time: of law packs, else those that name a law, else all.

    Windows of the customer, and what the system does by itself, are left out.
    """
    owed = tuple(promise for promise in promises if promise.clock and for_people(promise))
    packs = tuple(promise for promise in owed if promise.rule)
    return packs or tuple(promise for promise in owed if promise.law) or owed


def legal_clock(standings: Iterable[Standing]) -> Standing | None:
    """The strictest promise of a decision: of those still open the one that falls due first.

    When all of them are over it is the strictest of those. Of two that fall due together that of
    the law pack is told.
    """
    found = [s for s in standings if step_of(s.promise) == "decision" and s.state != "void"]
    waits = [s for s in found if s.open]
    return min(waits or found, key=_strictness, default=None)


def _strictness(standing: Standing) -> tuple[bool, datetime, bool]:
    return (standing.due is None, standing.due or standing.started, not standing.promise.rule)


def days_of(standing: Standing, now: datetime) -> LegalDay | None:
    """How far a promise has come; it stands still when it is kept.

    None without a clock or while it is paused.
    """
    clock, due = standing.promise.clock, standing.due
    if clock is None or due is None:
        return None
    return legal_day(clock, standing.started, due, standing.stopped or now)


def legal_day(clock: Clock, started: datetime, due: datetime, now: datetime) -> LegalDay:
    """What day of a clock ``now`` is, in its own zone, and how many it has until ``due``.

    Counted as its span is: business days by its calendar, else calendar days. The day of receipt
    is day 0 where it does not count.
    """
    before = first_counted(clock, started) - DAY
    today = now.astimezone(clock.zone).date()
    last = (due - _MOMENT).astimezone(clock.zone).date()
    return LegalDay(_days(clock, before, today), _days(clock, before, last))


def _days(clock: Clock, after: date, until: date) -> int:
    if until <= after:
        return 0
    if clock.span.unit == "business_day" and clock.calendar:
        return clock.calendar.count_between(after, until)
    return (until - after).days
