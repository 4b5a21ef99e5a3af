"""What a company's page says about how well it kept its promises (``measure.publish``).

Always the last ninety whole days of the company, so that nobody chooses the best month; only of
what the company itself promised, never of a law; and nothing of fewer than ``LEAST``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.companies.inforce import InForce
from ventanilla.companies.published import Told
from ventanilla.core.policy import Measure
from ventanilla.core.rates import LEAST, goal_of
from ventanilla.core.waits import Figures
from ventanilla.core.zones import DAY
from ventanilla.tickets.measures import Measured, group_titles, measured
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.numbers import percent, whole

DAYS = timedelta(days=90)
FRESH_S = 3600
"""Whole days hardly change any more: they are counted anew once an hour at most."""


class Kept(NamedTuple):
    """What was measured, how it was counted, and from which day to which."""

    told: list[Told]
    notes: list[str]
    first_text: str
    last_text: str


def kept(company: InForce, look: Eyes) -> Kept | None:
    """The published measures in plain words; None where there is none, or too little of it."""
    last = look.now.astimezone(ZoneInfo(company.policy.zone)).date() - DAY
    first = last - DAYS + DAY
    measures = _published(company)
    if not measures:
        return None
    key = f"kept-{company.id}-{company.serial}-{last}-{look.language}"
    told: list[tuple[str, str]] | None = cache.get(key)
    if told is None:
        told = list(_told(company, measures, first, last, look))
        cache.set(key, told, FRESH_S)
    if not told:
        return None
    items = [Told(title=title, text=text) for title, text in told]
    days = (times.plain_day(day, look.language) for day in (first, last))
    return Kept(items, _notes(company, measures), *days)


def _notes(company: InForce, measures: list[Measure]) -> list[str]:
    """What happened to the requests that nobody answered."""
    owed = {company.policy.promises[measure.of].clock is not None for measure in measures}
    late = _("What was not answered in time counts as not kept, also while it is still open.")
    open_still = _("What is not answered yet is not counted.")
    return [*([late] if True in owed else []), *([open_still] if False in owed else [])]


def _told(
    company: InForce, measures: list[Measure], first: date, last: date, look: Eyes
) -> Iterator[tuple[str, str]]:
    """Title and sentences of each group of each measure that enough requests speak for."""
    for measure in measures:
        for found in measured(company, measure, last, look.now, first):
            if found.figures.tally.number >= LEAST:
                sentences = _said(company, measure, found.figures, look)
                yield _title(company, measure, found, look), " ".join(sentences)


def _published(company: InForce) -> list[Measure]:
    """Measures that the policy publishes, of promises that its page makes."""
    promises = company.policy.promises
    return [m for m in company.policy.measures.values() if m.publish and not promises[m.of].rule]


def _title(company: InForce, measure: Measure, found: Measured, look: Eyes) -> str:
    title = measure.title.for_(look.language)
    group = group_titles(company.policy, measure.by, look.language).get(found.group, found.group)
    return f"{title} · {group}" if group else title


def _said(company: InForce, measure: Measure, found: Figures, look: Eyes) -> Iterator[str]:
    """The figures that the measure asks for, a sentence each; how many were judged always."""
    number, permille = found.tally.number, found.tally.permille
    shown = whole(number, look.language)
    if "share_kept" in measure.show and permille is not None:
        said = ngettext(
            "%(share)s of %(n)s promise was kept.", "%(share)s of %(n)s promises were kept.", number
        )
        yield said % {"share": percent(permille, look.language), "n": shown}
        goal = goal_of(company.policy.promises[measure.of])
        if goal is not None:
            share = percent(round(goal * 1000), look.language)
            yield _("Our goal is %(share)s.") % {"share": share}
    else:
        said = ngettext("%(n)s request was counted.", "%(n)s requests were counted.", number)
        yield said % {"n": shown}
    waits = (
        ("p50", found.p50, _("Half took %(wait)s or less.")),
        ("p95", found.p95, _("95 of 100 took %(wait)s or less.")),
        ("worst", found.worst, _("The longest took %(wait)s.")),
    )
    for word, wait, words in waits:
        if word in measure.show and wait is not None:
            yield words % {"wait": times.amount(wait)}
