"""The measures of the policy in the reader's words: the figures each asks for, and no others."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.board.period import Period
from ventanilla.console.board.texts import NONE, share_text
from ventanilla.core.policy import Measure
from ventanilla.core.rates import MONTH
from ventanilla.tickets.measures import Measured, group_titles, measured
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.numbers import percent, whole
from ventanilla.ui.parts.board import MeasureLine, MeasureView
from ventanilla.ui.phrases import span_words


def measure_views(company: InForce, period: Period, eyes: Eyes) -> list[MeasureView]:
    """Every measure of the policy and its laws, over its own period up to the chosen day."""
    return [_view(company, m, period, eyes) for m in company.policy.measures.values()]


def _view(company: InForce, measure: Measure, period: Period, eyes: Eyes) -> MeasureView:
    promise = company.policy.promises[measure.of]
    titles = group_titles(company.policy, measure.by, eyes.language)
    found = measured(company, measure, period.last, eyes.now)
    return MeasureView(
        title=measure.title.for_(eyes.language),
        of=" · ".join(filter(None, (promise.title.for_(eyes.language), promise.rule))),
        period_text=span_words((measure.period or MONTH).text, eyes.language),
        lines=[_line(measure, one, titles.get(one.group, one.group), eyes) for one in found],
        note=_note(measure, eyes),
        published=measure.publish and not promise.rule,
    )


def _line(measure: Measure, found: Measured, group: str, eyes: Eyes) -> MeasureLine:
    tally = found.figures.tally

    def wait(word: str, span: timedelta | None) -> str:
        return "" if word not in measure.show else NONE if span is None else times.amount(span)

    return MeasureLine(
        group=group,
        number_text=whole(tally.number, eyes.language),
        late_text=whole(tally.broken, eyes.language) if "count" in measure.show else "",
        share_text=share_text(tally, eyes) if "share_kept" in measure.show else "",
        p50_text=wait("p50", found.figures.p50),
        p95_text=wait("p95", found.figures.p95),
        worst_text=wait("worst", found.figures.worst),
    )


def _note(measure: Measure, eyes: Eyes) -> str:
    if measure.tolerance is None:
        return ""
    allowed = percent(round(measure.tolerance * 1000), eyes.language)
    return _("An error of %(share)s is allowed. Every request is counted, so there is none.") % {
        "share": allowed
    }
