"""Hours of a week in words: equal days together, "24 hours, every day" where it never closes."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from ventanilla.core.hours import Windows
from ventanilla.core.policy.leaves import clock_time
from ventanilla.ui import times

type Week = list[tuple[str, list[tuple[str, str]]]]
"""The short name of each day with its hours, as times of day."""

WHOLE = ("00:00", "24:00")
_A_MONDAY = date(2024, 1, 1)


def always(week: Week) -> bool:
    """Whether no minute of the week is closed."""
    return all(span == [WHOLE] for _day, span in week)


def day_name(weekday: int, language: str) -> str:
    """The short name of a weekday; 0 is Monday."""
    return times.weekday(_A_MONDAY + timedelta(days=weekday), language)


def spans_of(windows: Windows) -> list[tuple[str, str]]:
    """Windows of minutes as times of day."""
    return [(clock_time(start), clock_time(end)) for start, end in windows]


def spans_text(spans: list[tuple[str, str]]) -> str:
    """ "09:00-14:00, 16:00-18:00", or that it is closed."""
    return ", ".join(f"{start}\u2013{end}" for start, end in spans) or _("closed")


def week_lines(week: Week) -> list[str]:
    """Seven days as "Mon to Fri 09:00-18:00", one line for each run of equal days."""
    if always(week):
        return [_("24 hours, every day")]
    groups: list[tuple[list[str], list[tuple[str, str]]]] = []
    for day, spans in week:
        if groups and groups[-1][1] == spans:
            groups[-1][0].append(day)
        else:
            groups.append(([day], spans))
    lines = []
    for days, spans in groups:
        named = days[0] if len(days) == 1 else f"{days[0]}\u2013{days[-1]}"
        lines.append(f"{named} {spans_text(spans)}")
    return lines
