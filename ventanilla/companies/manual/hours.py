"""Opening hours, with whom they are for and what holidays change; what a business day is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies.manual.businessdays import business_days
from ventanilla.companies.manual.shapes import Block, Row, Section, Table, lines, section
from ventanilla.core.policy import Policy
from ventanilla.core.schedules import Schedule
from ventanilla.ui.hours import always, day_name, spans_of, spans_text, week_lines
from ventanilla.ui.times import zone_name


def hours_lines(schedule: Schedule | None, language: str) -> list[str]:
    """The hours of a week on the clock of their own zone, which is named unless always open."""
    if schedule is None:
        return []
    days = enumerate(schedule.week)
    week = [(day_name(day, language), spans_of(windows)) for day, windows in days]
    found = week_lines(week)
    if not always(week):
        found[-1] += f" ({zone_name(schedule.zone.key, language)})"
    return found


def hours(policy: Policy, language: str) -> Section | None:
    """Each set of hours with whom it is for and what holidays change; what a business day is."""
    columns = (_("Hours"), _("For"), _("On holidays"))
    rows = [
        Row(
            lines(*hours_lines(schedule, language)),
            (lines(*users), lines(_holidays(schedule))),
        )
        for name, schedule in policy.schedules.items()
        if (users := _users(policy, name, language))
    ]
    days = [(place, lines(text)) for place, text in business_days(policy, language)]
    return section(
        "hours",
        _("Opening hours and business days"),
        Block(table=Table(columns, rows)),
        Block(title=_("Business days"), facts=days),
    )


def _users(policy: Policy, name: str, language: str) -> list[str]:
    """The channels and lanes that keep a set of hours."""
    doors = [c for c in policy.channels.values() if c.schedule == name and (c.listed or c.lanes)]
    lanes = [lane for lane in policy.lanes.values() if lane.schedule == name]
    titles = [*(channel.title for channel in doors), *(lane.title for lane in lanes)]
    return [title.for_(language) for title in titles]


def _holidays(schedule: Schedule) -> str:
    if schedule.calendar is None:
        return _("as on other days")
    return spans_text(spans_of(schedule.on_holiday))
