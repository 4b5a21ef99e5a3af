"""What was judged in a period, and over the window of each promise, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ventanilla.companies.inforce import InForce, policy_of
from ventanilla.console.board.period import Period
from ventanilla.core.policy import Promise, Span
from ventanilla.core.promises import for_people
from ventanilla.core.rates import Rate, Tally, first_day, goal_of, together, window_of
from ventanilla.core.zones import end_of_day, start_of_day
from ventanilla.tickets.judged import Counted, counted, names_judged, totals


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdicts of the period by hour or day, and each promise over its own window.

    ``promises`` has those in force and those that older versions made and are still judged;
    ``chosen`` the period by channel and bar, ``tallies`` as a whole, ``over`` each window.
    """

    promises: dict[str, Promise]
    chosen: list[Counted]
    tallies: dict[str, Tally]
    over: dict[str, Tally] = field(default_factory=dict)

    def of_period(self, name: str) -> Tally:
        """One promise in the period."""
        return self.tallies.get(name, Tally())

    def counting(self) -> list[Counted]:
        """What the board's own figures count: what the company promises and people keep."""
        names = {name for name, promise in self.promises.items() if counts(promise)}
        return [row for row in self.chosen if row.name in names]

    def rate(self, rows: Iterable[Counted]) -> Rate:
        """Some rows as one rate against the goals of their promises."""
        tallies = by_name(rows).items()
        return together(Rate(tally, goal_of(self.promises[name])) for name, tally in tallies)


def by_name(rows: Iterable[Counted]) -> dict[str, Tally]:
    """Each promise of some rows, its channels and stretches together."""
    found: dict[str, Tally] = {}
    for row in rows:
        known = found.get(row.name)
        found[row.name] = row.tally if known is None else known + row.tally
    return found


def counts(promise: Promise) -> bool:
    """Whether a promise counts in the first figure: published, kept by people, with a goal.

    What the system does by itself would flatter it; what is only measured has no goal; laws
    stand under their own heading.
    """
    return for_people(promise) and not promise.rule and goal_of(promise) is not None


def automatic(promise: Promise) -> bool:
    """Whether the system keeps it alone."""
    return all(ending.by == "system" for ending in promise.stop.any)


def judge(company: InForce, period: Period, now: datetime) -> Judged:
    """Everything that was judged in a period, with one look at each window.

    What the system keeps alone is counted for a single day only: there are as many of those as
    requests, and a month of them tells nothing that a day does not.
    """
    known = {
        name: promise
        for name, promise in company.policy.promises.items()
        if promise.clock and not promise.of_others
    }
    retired = names_judged(company.id) - set(company.policy.promises)
    people = [name for name, promise in known.items() if not automatic(promise)]
    wanted = people if period.whole else known
    chosen = counted(company.id, {*wanted, *retired}, period.edges, now)
    for row in chosen:
        if row.name not in known and (old := _older(company, row)) is not None:
            known[row.name] = old
    chosen = [row for row in chosen if row.name in known]
    people = [name for name, promise in known.items() if not automatic(promise)]
    found = Judged(known, chosen, by_name(chosen))
    for window, names in _windows(known, people):
        if period.whole and window == period.window:
            found.over.update({name: found.of_period(name) for name in names})
        else:
            since = start_of_day(first_day(window, period.last), period.zone)
            until = end_of_day(period.last, period.zone)
            found.over.update(totals(company.id, names, since, until, now))
    return found


def _older(company: InForce, row: Counted) -> Promise | None:
    """A promise that the policy in force no longer makes, from the version that made it."""
    promise = policy_of(company.id, row.policy).promises.get(row.name)
    return None if promise is None or promise.of_others else promise


def _windows(known: dict[str, Promise], people: list[str]) -> list[tuple[Span, list[str]]]:
    windows: dict[Span, list[str]] = {}
    for name in people:
        windows.setdefault(window_of(known[name]), []).append(name)
    return list(windows.items())
