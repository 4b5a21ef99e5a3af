"""The four figures at the top of the board."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.companies.inforce import InForce
from ventanilla.console.board.complaints import Complaint, complaint_topics
from ventanilla.console.board.judged import Judged
from ventanilla.console.board.period import Period
from ventanilla.console.board.risk import Risk
from ventanilla.console.board.texts import NONE, goal_text, share_text
from ventanilla.core.rates import total
from ventanilla.core.waits import percentile
from ventanilla.tickets.showing import Eyes
from ventanilla.tickets.waits import answered
from ventanilla.ui import times
from ventanilla.ui.numbers import whole
from ventanilla.ui.parts import Stat
from ventanilla.ui.phrases import span_words


def kept_card(judged: Judged, period: Period, eyes: Eyes) -> Stat:
    """The share that was kept, the goal all the promises make together, and their number."""
    rate = judged.rate(judged.counting())
    number = rate.tally.number
    said = ngettext("%(n)s promise", "%(n)s promises", number) % {"n": whole(number, eyes.language)}
    if not number:
        said = _("Nothing was due.")
    elif rate.goal is not None:
        goal = _("goal %(share)s") % {"share": goal_text(rate.goal, eyes)}
        said = f"{goal} · {said}"
    return Stat(title=_kept_title(period, eyes), value=share_text(rate.tally, eyes), note=said)


def _kept_title(period: Period, eyes: Eyes) -> str:
    if period.whole:
        return _("Kept in %(span)s") % {"span": span_words(period.window.text, eyes.language)}
    if period.is_today:
        return _("Promises kept today")
    return _("Promises kept that day")


def risk_card(risk: Risk, eyes: Eyes) -> Stat:
    """How many requests are overdue or fall due within the hour, now."""
    overdue = ngettext("%(n)s overdue", "%(n)s overdue", risk.overdue)
    soon = ngettext("%(n)s due within 1 h", "%(n)s due within 1 h", risk.soon)
    parts = [
        words % {"n": whole(number, eyes.language)}
        for words, number in ((overdue, risk.overdue), (soon, risk.soon))
        if number
    ]
    return Stat(
        title=_("At risk now"),
        value=whole(risk.overdue + risk.soon, eyes.language),
        note=" · ".join(parts) or _("Nothing is overdue."),
        tone="late" if risk.overdue else "soon" if risk.soon else "",
    )


def answer_card(company: InForce, period: Period, eyes: Eyes) -> Stat:
    """The median wait for a person's first answer, of the answers given in the period."""
    found = answered(company.id, period.edges[0], period.edges[-1])
    waits = found[0].waits if found else {}
    median = percentile(waits, 50)
    number = total(part.tally for part in found).number
    said = ngettext("median of %(n)s answer", "median of %(n)s answers", number)
    return Stat(
        title=_("Wait for the first answer"),
        value=NONE if median is None else times.amount(median),
        note=said % {"n": whole(number, eyes.language)} if number else _("Nobody was answered."),
    )


def complaint_card(company: InForce, complaints: Sequence[Complaint], eyes: Eyes) -> Stat | None:
    """How many open complaints are in time; None for a company that takes none.

    One that nobody set a time for is neither in time nor late, and is told apart.
    """
    if not complaint_topics(company):
        return None
    found = [complaint.in_time(eyes.now) for complaint in complaints]
    in_time, timed = found.count(True), len(found) - found.count(None)
    by_law = any(s.promise.rule or s.promise.law for c in complaints for s in c.legal)
    figure = NONE
    if timed:
        shown = {"kept": whole(in_time, eyes.language), "number": whole(timed, eyes.language)}
        figure = _("%(kept)s of %(number)s") % shown
    return Stat(
        title=_("Complaints in legal time") if by_law else _("Complaints in time"),
        value=figure,
        note=_complaint_note(complaints, found.count(None), eyes),
        tone="late" if False in found else "",
    )


def _complaint_note(complaints: Sequence[Complaint], timeless: int, eyes: Eyes) -> str:
    if not complaints:
        return _("No complaint is open.")
    said = []
    clocks = (complaint.clock for complaint in complaints)
    dues = (clock.due for clock in clocks if clock is not None and clock.open)
    nearest = min(filter(None, dues), default=None)
    if nearest is not None:
        said.append(_("nearest due: %(left)s") % {"left": times.left(nearest, eyes.now)})
    if timeless:
        words = ngettext("%(n)s without a set time", "%(n)s without a set time", timeless)
        said.append(words % {"n": whole(timeless, eyes.language)})
    return " · ".join(said) or _("Nothing is due.")
