"""What a trial of a draft came to, in the reader's words, with links to the requests it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.board.texts import goal_text, share_text
from ventanilla.console.frame import path
from ventanilla.core.policy import Promise
from ventanilla.core.replay import CHANGES
from ventanilla.core.trial import Outcome, Side, Some, Trial
from ventanilla.core.words import gettext_noop
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.numbers import whole
from ventanilla.ui.parts import Link, Tag

CHANGED = {
    "broken": (gettext_noop("Kept, would have been broken"), "late"),
    "overdue": (gettext_noop("Open, would be overdue already"), "late"),
    "kept": (gettext_noop("Broken, would have been kept"), "kept"),
    "owed": (gettext_noop("Newly owed"), "act"),
    "gone": (gettext_noop("No more owed"), ""),
    "other": (gettext_noop("Otherwise"), ""),
}
STRANGE = {
    "topic": gettext_noop("The draft has no topic “%(name)s”: only what holds for all is owed."),
    "lane": gettext_noop("The draft has no lane “%(name)s”: counted in the ordinary one."),
    "channel": gettext_noop(
        "The draft has no channel “%(name)s”: only what holds on all of them is owed."
    ),
    "letter": gettext_noop(
        "The draft has no letter “%(name)s”: those that were sent keep none of its promises."
    ),
    "extension": gettext_noop(
        "More time was given for “%(name)s” that the draft does not allow: it is left out."
    ),
    "clock": gettext_noop("“%(name)s” cannot be counted on these requests: it is left out."),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence or a mark with some of its requests; ``more`` says there are others."""

    tag: Tag | None
    text: str
    links: Sequence[Link]
    more: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it is and, where it differs, as it would be."""

    old: str
    new: str = ""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise: its differences, and its figures in the order of the table's head."""

    title: str
    place: str
    law: str
    changes: Sequence[Named]
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class TrialView:
    """Everything that the page shows of a trial: ``tried`` of ``found`` requests, as texts.

    ``bounded``: there are more of them; ``same``: nothing at all would have been otherwise.
    """

    tried: str
    found: str
    bounded: bool
    same: bool
    rows: Sequence[PromiseRow]
    differing: Sequence[PromiseRow]
    strange: Sequence[Named]
    unproven: Sequence[str]


def trial_view(trial: Trial, found: int, company: InForce, look: Eyes) -> TrialView:
    """The trial through somebody's eyes; promises keep the order of the draft."""
    rows = [_row(name, outcome, company, look) for name, outcome in trial.in_order()]
    promises = trial.new.promises
    return TrialView(
        tried=whole(trial.tickets, look.language),
        found=whole(found, look.language),
        bounded=trial.tickets < found,
        same=not trial.differs,
        rows=rows,
        differing=[row for row in rows if row.changes],
        strange=[
            _named(None, _(STRANGE[misfit.kind]) % {"name": misfit.name}, some, company)
            for misfit, some in trial.strange()
        ],
        unproven=[_title(promises[name], name, look) for name in trial.unproven()],
    )


def _row(name: str, outcome: Outcome, company: InForce, look: Eyes) -> PromiseRow:
    promise = outcome.after.promise or outcome.before.promise
    then, now = _figures(outcome.after, look), _figures(outcome.before, look)
    cells = [Cell(old, new if new != old else "") for old, new in zip(now, then, strict=True)]
    return PromiseRow(
        title=_title(promise, name, look),
        place=f"promise.{name}",
        law=promise.rule if promise else "",
        changes=list(_changes(outcome, company, look)),
        cells=cells,
    )


def _title(promise: Promise | None, name: str, look: Eyes) -> str:
    return (promise.title.for_(look.language) if promise else "") or name


def _changes(outcome: Outcome, company: InForce, look: Eyes) -> Iterator[Named]:
    for change in CHANGES:
        if some := outcome.changes.get(change):
            words, tone = CHANGED[change]
            text = f"{_(words)}: {whole(some.count, look.language)}"
            yield _named(Tag(text=text, tone=tone), "", some, company)  # type: ignore[arg-type]


def _named(tag: Tag | None, text: str, some: Some, company: InForce) -> Named:
    links = [Link(text=n, url=path(company, "ticket", n)) for n in some.numbers]
    return Named(tag, text, links, more=some.count > len(links))


def _figures(side: Side, look: Eyes) -> list[str]:
    """Owed, kept, broken, still open, fallen away, the rate, and how long it took."""
    states = side.states
    counts = (
        states.total(),
        states["kept"],
        states["broken"],
        states["running"] + states["paused"],
        states["void"],
    )
    took = [times.amount(span) for span in side.times()] or ["–"] * 3
    return [*(whole(count, look.language) for count in counts), _rate(side, look), *took]


def _rate(side: Side, look: Eyes) -> str:
    """How many of a hundred were kept, beside the goal, where the promise is a rate."""
    if side.rate is None:
        return "–"
    goal = goal_text(side.rate.goal, look)
    if not side.rate.tally.number:
        return _("goal %(goal)s") % {"goal": goal}
    share = share_text(side.rate.tally, look)
    return _("%(share)s, goal %(goal)s") % {"share": share, "goal": goal}
