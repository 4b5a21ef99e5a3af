"""What a business day is: days of the week without the holidays of a place."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies.manual.words import place_text
from ventanilla.core.calendars import Calendar
from ventanilla.core.policy import Policy
from ventanilla.ui.hours import day_name


def business_days(policy: Policy, language: str) -> list[tuple[str, str]]:
    """What the calendars of the promises count: days of the week without whose holidays."""
    found = [
        clock.calendar
        for promise in policy.promises.values()
        if (clock := promise.clock) and clock.calendar and not promise.rule
    ]
    found += [s.calendar for s in policy.schedules.values() if s.calendar is not None]
    known: dict[str, Calendar] = {calendar.name: calendar for calendar in found}
    return [_counted(calendar, language) for calendar in known.values()]


def _counted(calendar: Calendar, language: str) -> tuple[str, str]:
    days = [day for day in range(7) if day not in calendar.weekend]
    run = days == list(range(days[0], days[-1] + 1))
    ends = (days[0], days[-1]) if run else days
    named = ("\u2013" if run else ", ").join(day_name(day, language) for day in ends)
    source = calendar.source
    place = place_text(source.country, source.subdivision, language) if source else ""
    if source is not None:
        named = _("%(days)s, without public holidays") % {"days": named}
    return place or _("Business days"), named
