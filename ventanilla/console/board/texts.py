"""Shares, goals and counts as the board writes them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.core.rates import Tally
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.numbers import percent, whole

NONE = "\N{EM DASH}"


def share_text(tally: Tally, eyes: Eyes) -> str:
    """The share that was kept, a dash of nothing."""
    return NONE if tally.permille is None else percent(tally.permille, eyes.language)


def goal_text(goal: float | None, eyes: Eyes) -> str:
    """A goal as a percentage, empty where there is none."""
    return "" if goal is None else percent(round(goal * 1000), eyes.language)


def number_text(tally: Tally, eyes: Eyes) -> str:
    """How many were kept, of how many."""
    kept, number = whole(tally.kept, eyes.language), whole(tally.number, eyes.language)
    return _("%(kept)s of %(number)s") % {"kept": kept, "number": number} if tally.number else ""
