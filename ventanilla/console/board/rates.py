"""Promises against their goals: the company's own, then those of each law under its name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.board.judged import Judged, automatic
from ventanilla.console.board.period import Period
from ventanilla.console.board.texts import NONE, goal_text, number_text, share_text
from ventanilla.core.policy import Promise
from ventanilla.core.rates import Rate, Tally, goal_of, window_of
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.parts import Tag
from ventanilla.ui.parts.board import RateGroup, RateView
from ventanilla.ui.phrases import span_words


def by_promise(judged: Judged, period: Period, company: InForce, eyes: Eyes) -> list[RateGroup]:
    """The company's promises, then those of each law under its name."""
    groups: dict[str, list[RateView]] = {}
    for name, promise in judged.promises.items():
        if name in judged.over or not period.whole:
            groups.setdefault(promise.rule, []).append(_promise(promise, judged, period, eyes))
    laws = {pack.law.id: pack.law.title for pack in company.policy.laws}
    titles = {rule: laws[rule].for_(eyes.language) if rule in laws else "" for rule in groups}
    return [
        RateGroup(title=titles[rule], code=rule, rates=groups[rule])
        for rule in sorted(groups)  # the company's own have no rule and come first
    ]


def _promise(promise: Promise, judged: Judged, period: Period, eyes: Eyes) -> RateView:
    goal, over = goal_of(promise), judged.over.get(promise.name, Tally())
    day = judged.of_period(promise.name)
    return RateView(
        title=promise.title.for_(eyes.language),
        share=over.permille,
        share_text=share_text(over, eyes) if promise.name in judged.over else "",
        number_text=number_text(over, eyes),
        goal=None if goal is None else round(goal * 1000),
        goal_text=goal_text(goal, eyes),
        window_text=span_words(window_of(promise).text, eyes.language),
        day_text="" if period.whole else number_text(day, eyes) or NONE,
        verdict=_verdict(promise, Rate(over, goal)),
        source=", ".join(promise.rows),
    )


def _verdict(promise: Promise, rate: Rate) -> Tag | None:
    if automatic(promise):
        return Tag(text=_("Automatic"), icon="settings")
    if rate.goal is None:
        return Tag(text=_("Only measured"))
    if rate.met is None:
        return None
    if rate.met:
        return Tag(text=_("Goal met"), icon="check", tone="kept")
    return Tag(text=_("Goal missed"), icon="alert-triangle", tone="late")
