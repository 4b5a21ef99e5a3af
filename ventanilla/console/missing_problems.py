"""The common problems of a month in a reader's words: for the page, and as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.missing import Quote, quote
from ventanilla.console.ticket import language_name
from ventanilla.core.answers.groups import Group
from ventanilla.core.periods import Period, period_of, read_period
from ventanilla.core.policy import Policy
from ventanilla.core.shares import change, share
from ventanilla.core.spans import add_months
from ventanilla.tickets.problems import Month, TopicFigures
from ventanilla.tickets.showing import Eyes
from ventanilla.tickets.titles import topic_title
from ventanilla.ui import times
from ventanilla.ui.numbers import percent, whole
from ventanilla.ui.parts import Tag

OFFERED = 12
"""Months that can be chosen: this one and those before it."""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem inside a topic: how it is put, and how often it came."""

    example: Quote
    requests: str
    solved: str
    languages: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a month."""

    title: str
    requests: str
    share: str
    change: Tag
    known: str
    solved: str
    problems: list[ProblemRow]


def chosen(company: InForce, typed: str, look: Eyes) -> tuple[Period, str]:
    """The month that is asked for, and what was wrong with it ("" if nothing)."""
    this = this_month(company, look)
    if not typed:
        return this, ""
    try:
        found = read_period(typed)
    except ValueError:
        return this, _("That is no month. Write one like 2026-11.")
    if found.months != 1:
        return this, _("That is no month. Write one like 2026-11.")
    if found > this:
        return this, _("That month has not come yet. Choose this one or one before.")
    return found, ""


def this_month(company: InForce, look: Eyes) -> Period:
    """The month of today on the company's calendar."""
    return period_of(look.now.astimezone(ZoneInfo(company.policy.zone)).date(), 1)


def months(company: InForce, look: Eyes) -> list[tuple[str, str]]:
    """The months to choose from, the newest first, by name and title."""
    first = this_month(company, look).first
    back = (Period(add_months(first, -n), 1) for n in range(OFFERED))
    return [(one.name, month_title(one.first, look)) for one in back]


def month_title(first: date, look: Eyes) -> str:
    """ "November 2026"."""
    return times.period(first, 1, look.language)


def topic_rows(company: InForce, found: Month, look: Eyes) -> list[TopicRow]:
    """The topics of a month, the commonest first; those of which nothing came are left out."""
    return [
        TopicRow(
            title=topic_title(company.policy, one.topic, look.language),
            requests=whole(one.count, look.language),
            share=percent(share(one.count, found.total), look.language),
            change=change_tag(one.count, one.before, look),
            known=whole(one.known, look.language),
            solved=whole(one.solved, look.language),
            problems=[_problem(group, look) for group in one.problems],
        )
        for one in found.topics
        if one.count or one.before or one.solved
    ]


def _problem(group: Group, look: Eyes) -> ProblemRow:
    return ProblemRow(
        quote(group.phrasings[0], look),
        whole(group.sent, look.language),
        whole(group.solved, look.language),
        ", ".join(language_name(code) for code in group.languages),
    )


def change_tag(now: int, before: int, look: Eyes) -> Tag:
    """More or fewer than before, in words and with a sign."""
    found = change(now, before)
    if found is None:
        return Tag(text=_("new") if now else "—")
    if found == 0:
        return Tag(text=_("as before"))
    icon = "arrow-up" if found > 0 else "arrow-down"
    sign = "+" if found > 0 else "\N{MINUS SIGN}"
    return Tag(text=f"{sign}{percent(abs(found), look.language)}", icon=icon)


def published_list(policy: Policy, language: str) -> list[str]:
    """The common problems that the company's page names, in its order; often there are none."""
    return [cause.title.for_(language) for cause in policy.causes.values() if cause.rows]


def sheet(company: InForce, found: Month, look: Eyes) -> Iterator[tuple[str, ...]]:
    """The month as rows of a sheet: each topic, and under it its problems."""
    yield (
        _("Month"),
        _("Topic"),
        _("Problem"),
        _("Requests"),
        _("Share"),
        _("Month before"),
        _("An answer was known"),
        _("Solved by an article"),
        _("Languages"),
    )
    for one in found.topics:
        yield from _sheet_of(company, found, one, look)


def _sheet_of(
    company: InForce, found: Month, one: TopicFigures, look: Eyes
) -> Iterator[tuple[str, ...]]:
    name, title = found.period.name, topic_title(company.policy, one.topic, look.language)
    part = f"{share(one.count, found.total) / 10:.1f}"
    figures = (str(one.count), part, str(one.before), str(one.known), str(one.solved))
    yield name, title, "", *figures, ""
    for group in one.problems:
        languages = ", ".join(group.languages)
        text = group.phrasings[0].text
        yield name, title, text, str(group.sent), "", "", "", str(group.solved), languages
