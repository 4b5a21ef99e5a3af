"""What the ``[measure.*]`` tables of a policy ask for, counted."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Measure, Policy
from ventanilla.core.rates import MONTH, first_day
from ventanilla.core.waits import Figures, figures
from ventanilla.core.zones import end_of_day, start_of_day
from ventanilla.tickets.waits import Part, answered, waited


class Measured(NamedTuple):
    """The figures of one group of a measure; ``group`` is "" for all as one."""

    group: str
    figures: Figures


def measured(
    company: InForce, measure: Measure, last: date, now: datetime, first: date | None = None
) -> list[Measured]:
    """A measure over its period, or from ``first``, to the end of the day ``last``.

    Days are those of the company. A group of which nothing was judged is left out; all of a
    measure whose promise can be neither judged nor answered.
    """
    zone = ZoneInfo(company.policy.zone)
    first = first or first_day(measure.period or MONTH, last)
    since, until = start_of_day(first, zone), end_of_day(last, zone)
    parts = _parts(company, measure, since, until, now)
    return [Measured(part.group, figures(part.tally, part.waits)) for part in parts]


def _parts(
    company: InForce, measure: Measure, since: datetime, until: datetime, now: datetime
) -> list[Part]:
    promise = company.policy.promises[measure.of]
    if promise.clock is not None:
        return waited(company.id, promise.name, since, until, now, measure.by)
    if promise.answered:
        return answered(company.id, since, until, promise, measure.by)
    return []


def group_titles(policy: Policy, by: str, language: str) -> dict[str, str]:
    """How the groups of a measure are called: lanes, channels and topics by their titles."""
    titles = {
        "channel": {channel.name: channel.title for channel in policy.channels.values()},
        "lane": {lane.name: lane.title for lane in policy.lanes.values()},
        "topic": {topic.name: topic.title for topic in policy.topics.values()},
    }
    return {name: title.for_(language) for name, title in titles.get(by, {}).items()}
