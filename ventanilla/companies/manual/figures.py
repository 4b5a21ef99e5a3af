"""The figure of a promise in words: how long, how it is counted, and how firm it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ventanilla.companies.manual.hours import hours_lines
from ventanilla.companies.manual.words import STARTS, span_text, word
from ventanilla.core.clocks import Clock
from ventanilla.core.clockwords import Cutoff
from ventanilla.core.policy import Promise, Strength
from ventanilla.core.policy.leaves import clock_time
from ventanilla.core.spans import OPEN
from ventanilla.ui.hours import day_name

DAY = 1440


def figure(promise: Promise, language: str) -> list[str]:
    """The figure first, then what it is counted by, a line each."""
    if promise.clock is None:
        return [_("No figure: we measure how long it takes")]
    span = span_text(promise.clock.span, language)
    return [span, *_counted(promise.clock, language), firmness(promise.strength, language)]


def _counted(clock: Clock, language: str) -> Iterator[str]:
    if clock.start != "received":
        yield _("Counted from: %(event)s") % {"event": word(STARTS, clock.start)}
    if clock.span.by_days:
        if not clock.first_day:
            yield _("The first day is not counted")
        if clock.edge == DAY:
            yield _("Until the end of the last day")
        elif clock.edge is not None:
            yield _("Until %(time)s on the last day") % {"time": clock_time(clock.edge)}
        if clock.roll != "none":
            yield _("A last day that is no business day moves to the next")
    if clock.cutoff is not None:
        yield _cutoff(clock.cutoff, language)
    if clock.schedule is not None and clock.span.unit in {*OPEN, "window_close"}:
        yield "; ".join(hours_lines(clock.schedule, language))
    if clock.pause.how != "never":
        yield _("Time in which we wait for you does not count")


def _cutoff(cutoff: Cutoff, language: str) -> str:
    """ "Sent from Mon 16:00, Sat 11:00 on, it counts for the next day"."""
    times: dict[int, list[int]] = {}
    for day, minutes in enumerate(cutoff.by_weekday):
        if minutes is not None:
            times.setdefault(minutes, []).append(day)
    said = []
    for minutes, days in times.items():
        ends = dict.fromkeys((days[0], days[-1]))
        named = "\u2013".join(day_name(day, language) for day in ends)
        said.append(f"{named} {clock_time(minutes)}")
    return _("Sent at %(times)s or later, it counts for the next day") % {"times": ", ".join(said)}


def firmness(strength: Strength, language: str) -> str:
    """Whether it holds always, or in which share of cases over which time."""
    if strength.kind == "guarantee":
        return _("In every case")
    if strength.kind == "none" or strength.share is None or strength.over is None:
        return ""
    words = strength.words.for_(language)
    share = _("In %(share)d%% of cases over %(span)s") % {
        "share": round(strength.share * 100),
        "span": span_text(strength.over, language),
    }
    return f"{share} ({words})" if words else share
