"""The bars of the board: how many promises were kept and broken, hour by hour or day by day."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ventanilla.console.board.judged import Judged
from ventanilla.console.board.period import Period
from ventanilla.core.rates import Tally
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.numbers import whole
from ventanilla.ui.parts.board import Bar, Chart

STEP, WIDTH, HEIGHT, GAP = 100, 70, 1000, 12
"""Units of the drawing: from bar to bar, of a bar, of the highest one, between its two parts."""


def chart(judged: Judged, period: Period, eyes: Eyes) -> Chart:
    """Kept below, broken above them, with every third or fifth bar named."""
    number = len(period.edges) - 1
    tallies = [Tally()] * number
    for row in judged.counting():
        tallies[row.slot] += row.tally
    top = ceiling(max(tally.number for tally in tallies))
    marked = 3 if number <= 25 else 5
    bars = [
        _bar(place, tally, top, _label(edge, period, eyes), eyes, marked=place % marked == 0)
        for place, (edge, tally) in enumerate(zip(period.edges, tallies, strict=False))
    ]
    title = _("Promises by day") if period.whole else _("Promises by hour")
    return Chart(
        title=title,
        bars=bars,
        width=number * STEP,
        height=HEIGHT,
        bar_width=WIDTH,
        top_text=whole(top, eyes.language),
        note=_note(period, eyes),
    )


def _bar(place: int, tally: Tally, top: int, label: str, eyes: Eyes, *, marked: bool) -> Bar:
    kept, broken = HEIGHT * tally.kept // top, HEIGHT * tally.broken // top
    if tally.broken:
        broken = max(broken, 2 * GAP)  # one among thousands must be seen
    lifted = GAP if kept and broken else 0
    kept = min(kept, HEIGHT - broken - lifted)
    return Bar(
        label=label,
        kept_text=whole(tally.kept, eyes.language),
        broken_text=whole(tally.broken, eyes.language),
        x=place * STEP + (STEP - WIDTH) // 2,
        kept_y=HEIGHT - kept,
        kept_height=kept,
        broken_y=HEIGHT - kept - lifted - broken,
        broken_height=broken,
        marked=marked,
    )


def _label(edge: datetime, period: Period, eyes: Eyes) -> str:
    """An hour by the reader's clock, or a day of the company's."""
    if period.whole:
        return times.short_day(edge.astimezone(period.zone).date(), eyes.language)
    clock = times.time_of(edge, eyes.language, eyes.zone)
    return clock.removesuffix(":00")


def _note(period: Period, eyes: Eyes) -> str:
    """Said where the reader's hours are not those of the company's day."""
    if period.whole or not _differ(period.edges[0], period, eyes):
        return ""
    return _("The day is that of %(theirs)s; the hours are those of %(yours)s.") % {
        "theirs": times.zone_name(period.zone.key, eyes.language),
        "yours": times.zone_name(eyes.zone.key, eyes.language),
    }


def _differ(at: datetime, period: Period, eyes: Eyes) -> bool:
    return at.astimezone(period.zone).utcoffset() != at.astimezone(eyes.zone).utcoffset()


def ceiling(number: int) -> int:
    """The round number, 1, 2 or 5 with noughts, that is not below ``number``."""
    scale = 1
    while True:
        for step in (1, 2, 5):
            if step * scale >= number:
                return step * scale
        scale *= 10
