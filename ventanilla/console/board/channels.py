"""How well each channel kept its promises, against the goal they make together."""

from __future__ import annotations

from collections.abc import Iterable

from ventanilla.companies.inforce import InForce
from ventanilla.console.board.judged import Judged
from ventanilla.console.board.period import Period
from ventanilla.console.board.texts import goal_text, share_text
from ventanilla.core.rates import Rate, goal_of
from ventanilla.tickets.judged import Counted
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.numbers import whole
from ventanilla.ui.parts import Tone
from ventanilla.ui.parts.board import RateView


def by_channel(judged: Judged, period: Period, company: InForce, eyes: Eyes) -> list[RateView]:
    """Each channel of the period, in the order of the policy."""
    rows: dict[str, list[Counted]] = {name: [] for name in company.policy.channels}
    for row in judged.counting():
        rows.setdefault(row.channel, []).append(row)
    return [
        _channel(name, members, judged, period, company, eyes)
        for name, members in rows.items()
        if members
    ]


def _channel(
    name: str,
    members: list[Counted],
    judged: Judged,
    period: Period,
    company: InForce,
    eyes: Eyes,
) -> RateView:
    channel, rate = company.policy.channels.get(name), judged.rate(members)
    return RateView(
        title=channel.title.for_(eyes.language) if channel else name,
        share=rate.tally.permille,
        share_text=share_text(rate.tally, eyes),
        number_text=whole(rate.tally.number, eyes.language),
        goal=None if rate.goal is None else round(rate.goal * 1000),
        goal_text=goal_text(rate.goal, eyes),
        tone=tone(rate, members, judged, period),
    )


def tone(rate: Rate, rows: Iterable[Counted], judged: Judged, period: Period) -> Tone:
    """Red for a broken guarantee, or a goal missed over its window.

    One day below the goal of what is "almost always" kept is no broken word: that is amber.
    """
    if rate.met is None:
        return ""
    if rate.met:
        return "kept"
    guarantees = (row for row in rows if goal_of(judged.promises[row.name]) == 1)
    word = period.whole or any(row.tally.broken for row in guarantees)
    return "late" if word else "soon"
