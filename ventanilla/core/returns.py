"""The periodic returns that a policy and its laws ask for: of which periods, due by when.

A clock that starts at the *end* of a period runs on that period (L-01: five days after the month).
One that starts at the *start* of a period reports on the period before it: what is due in the first
business days of January is about the quarter that ended in December (L-07).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ventanilla.core.clocks import Clock, Reckoning, reckon
from ventanilla.core.facts import Occurrence
from ventanilla.core.periods import Period, period_of, periods
from ventanilla.core.policy import Policy, Report, Text

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Duty:
    """A return owed for each period, by the name of the first of the reports that ask for it.

    A company's page and its law often mean the same return: same recipient, same periods. It is
    owed once, and the earliest due holds.
    """

    reports: tuple[Report, ...]
    months: int

    @property
    def name(self) -> str:
        """The name of its first report: ``cnad``, ``cy-cysec.monthly``."""
        return self.reports[0].name

    @property
    def title(self) -> Text:
        """What it is called."""
        return self.reports[0].title

    @property
    def to(self) -> str:
        """Who gets it."""
        return self.reports[0].to

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows and laws that ask for it."""
        return tuple(dict.fromkeys(row for report in self.reports for row in report.rows))

    def binding(self, period: Period) -> tuple[Report, ...]:
        """The reports that speak of a period: it began on or after the day they bind from."""
        return tuple(
            r for r in self.reports if r.binds_from is None or r.binds_from <= period.first
        )

    def wants_nil(self, period: Period) -> bool:
        """Whether it is owed even when there was no complaint."""
        return any(report.nil for report in self.binding(period))

    def since(self, begun: date, until: date) -> Iterator[Period]:
        """Every period of it that is over before ``until`` and not over before ``begun``."""
        return (p for p in periods(self.months, begun, until) if self.binding(p))

    def coming(self, today: date) -> Period:
        """The period that is running, or the first that binds."""
        period = period_of(today, self.months)
        while not self.binding(period):
            period = period.after
        return period

    def due(self, period: Period) -> Reckoning | None:
        """The earliest due for a period with its working-out; None where no day is prescribed."""
        clocks = (report.clock for report in self.binding(period))
        found = [reckon(clock, [edge(clock, period)]) for clock in clocks if clock]
        running = [(reckoning.due, n) for n, reckoning in enumerate(found) if reckoning.due]
        return found[min(running)[1]] if running else None

    def last_day(self, due: datetime) -> date | None:
        """The last day that is in time for a due, where its clock hangs; None without a clock."""
        zone = next((report.clock.zone for report in self.reports if report.clock), None)
        return (due - _MOMENT).astimezone(zone).date() if zone else None


def duties(policy: Policy) -> tuple[Duty, ...]:
    """Every return that the policy and its laws ask for periodically, in their order."""
    found: dict[tuple[str, int], list[Report]] = {}
    for report in policy.reports.values():
        if report.months is not None:
            found.setdefault((report.to, report.months), []).append(report)
    return tuple(Duty(tuple(reports), months) for (_, months), reports in found.items())


def when_it_happens(policy: Policy) -> Sequence[Report]:
    """The reports that have no period: something has to happen first, or nothing says when."""
    return [report for report in policy.reports.values() if report.months is None]


def edge(clock: Clock, period: Period) -> Occurrence:
    """The event that starts a clock for a period, in the clock's own zone.

    The end of a period is the last moment of its last day: the days after it are counted from
    the next one on. Hours count from the midnight between them.
    """
    at = period.ends(clock.zone)
    ends_with_a_day = clock.span.by_days and clock.edge is not None
    if clock.start.endswith("_end") and ends_with_a_day:
        at -= _MOMENT
    return Occurrence(clock.start, at)
