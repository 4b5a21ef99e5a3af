"""The figures of the register as a page shows them: cards, and the management data as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.figures import Figures, most_first
from ventanilla.core.policy import Policy
from ventanilla.core.steps import STEPS
from ventanilla.tickets.register_year import Year
from ventanilla.tickets.showing import Eyes
from ventanilla.tickets.titles import cause_title, outcome_title, step_title, topic_title
from ventanilla.ui import times
from ventanilla.ui.parts import Grid, Stat


def cards(year: Year, eyes: Eyes) -> list[Stat]:
    """What a compliance officer looks at first."""
    found, ahead = year.figures, year.ahead
    took = found.steps["decision"].average
    late = ngettext("%(n)d is late", "%(n)d are late", year.late) % {"n": year.late}
    return [
        Stat(title=_("Complaints received"), value=str(found.received), note=_("in twelve months")),
        Stat(
            title=_("Still open"),
            value=str(found.open_after),
            note=late if year.late else _("none is late"),
            tone="late" if year.late else "",
        ),
        Stat(
            title=_("Next decision due"),
            value=times.short_amount(ahead[0] - eyes.now) if ahead else "—",
            note=times.day_and_time(ahead[0], eyes.language, eyes.zone) if ahead else "",
        ),
        Stat(
            title=_("Decided in"),
            value=times.amount(took) if took is not None else "—",
            note=_("on average, in twelve months"),
        ),
    ]


def grids(found: Figures, policy: Policy, language: str) -> list[Grid]:
    """The management data as small tables: steps, topics, decisions, root causes (L-05 art. 8)."""
    steps = []
    for step in STEPS:
        of = found.steps[step]
        took = times.amount(of.average) if of.average is not None else "—"
        late = "—" if of.late is None else str(of.late)
        steps.append((step_title(step), str(of.ended), took, late))
    complaints = _("Complaints")
    topics = _counts(found.topics, lambda code: topic_title(policy, code, language))
    ends = _counts(
        found.outcomes, lambda code: outcome_title(code) or _("Solved without a decision")
    )
    causes = _counts(
        found.causes, lambda code: cause_title(policy, code, language) or _("Not named yet")
    )
    return [
        Grid(
            title=_("Time for each step"),
            head=(_("Step"), _("Ended"), _("On average"), _("Late")),
            rows=steps,
        ),
        Grid(title=_("Complaints by topic"), head=(_("Topic"), complaints), rows=topics),
        Grid(title=_("Decisions"), head=(_("Decision"), complaints), rows=ends),
        Grid(title=_("Root causes"), head=(_("Root cause"), complaints), rows=causes),
    ]


def _counts(counts: Mapping[str, int], title: Callable[[str], str]) -> list[tuple[str, str]]:
    return [(title(code), str(count)) for code, count in most_first(counts)]
