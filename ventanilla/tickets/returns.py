"""The returns of a company as they stand: read from its policy and the clock, then from the rows.

A row says what somebody did, and what the worker noted. What is owed and when follows from the
policy alone, so that a page is right where no worker ran.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from ventanilla.companies.inforce import InForce
from ventanilla.companies.models import PolicyVersion
from ventanilla.core.clocks import Reckoning
from ventanilla.core.periods import Period, read_period
from ventanilla.core.returns import Duty, duties
from ventanilla.tickets.models import Return
from ventanilla.tickets.register_figures import figures_of

type State = Literal["coming", "owed", "late", "sent", "nothing"]


@dataclass(frozen=True, slots=True)
class Owed:
    """One return of one period. ``row`` is None where nobody and no worker has looked at it yet.

    ``coming``: the period is not over. ``nothing``: there was no complaint, and no nil is wanted.
    """

    duty: Duty
    period: Period
    state: State
    reckoning: Reckoning | None
    row: Return | None

    @property
    def due(self) -> datetime | None:
        """The first instant at which it is late; None where no day is prescribed."""
        return self.reckoning.due if self.reckoning else None


def returns_of(company: InForce, now: datetime) -> list[Owed]:
    """Every return since the desk keeps this company's record, and those that come next."""
    today = now.astimezone(ZoneInfo(company.policy.zone)).date()
    rows = {(row.report, row.period): row for row in Return.objects.filter(company_id=company.id)}
    found = []
    for duty in duties(company.policy):
        periods = [*duty.since(begun(company), today), duty.coming(today)]
        for period in periods:
            row = rows.get((duty.name, period.name))
            found.append(_standing(company, duty, period, row, now))
    return found


def return_of(company: InForce, report: str, period: str, now: datetime) -> Owed:
    """One return by its names, also of a period that the desk has no record of.

    Raises:
        ValueError: when the policy has no such return, or this is no period of it that has begun.
    """
    known = {duty.name: duty for duty in duties(company.policy)}
    duty, found = known.get(report), read_period(period)
    if duty is None:
        raise ValueError(f"{report}: the policy has " + (", ".join(known) or "no returns"))
    today = now.astimezone(ZoneInfo(company.policy.zone)).date()
    if found.first > today:
        raise ValueError(f"{period} has not begun.")
    if found.months != duty.months or not duty.binding(found):
        example = duty.coming(today).name
        raise ValueError(f"{period} is no period of {report}, {example} is one.")
    row = Return.objects.filter(company_id=company.id, report=report, period=period).first()
    return _standing(company, duty, found, row, now)


def begun(company: InForce) -> date:
    """The day on which the desk began to keep this company's record."""
    first = PolicyVersion.objects.filter(company_id=company.id).order_by("serial").first()
    zone = ZoneInfo(company.policy.zone)
    return first.loaded_at.astimezone(zone).date() if first else company.policy.effective


def _standing(
    company: InForce, duty: Duty, period: Period, row: Return | None, now: datetime
) -> Owed:
    reckoning, zone = duty.due(period), ZoneInfo(company.policy.zone)
    due = reckoning.due if reckoning else None
    if row is not None and row.state == Return.State.SENT:
        state: State = "sent"
    elif period.ends(zone) > now:
        state = "coming"
    elif not duty.wants_nil(period) and _is_nil(company, period, zone):
        state = "nothing"
    else:
        state = "late" if due is not None and due <= now else "owed"
    return Owed(duty, period, state, reckoning, row)


def _is_nil(company: InForce, period: Period, zone: ZoneInfo) -> bool:
    return figures_of(company.id, period.begins(zone), period.ends(zone)).nil
