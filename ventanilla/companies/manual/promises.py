"""What is promised: each promise once, with its words, its figure and what it is for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies import published
from ventanilla.companies.manual.figures import figure
from ventanilla.companies.manual.shapes import Block, Line, Row, Section, Table, lines, section
from ventanilla.companies.published import BETWEEN
from ventanilla.core.policy import Policy, Promise


def promises(policy: Policy, language: str) -> Section | None:
    """Each promise once, with its words, its figure and what it is for; a law's are not shown."""
    columns = (_("Promise"), _("In words"), _("Figure"), _("For"))
    own = [p for p in policy.promises.values() if not p.rule and (p.clock or p.shown)]
    rows = [_promise(policy, promise, language) for promise in own]
    bare = published.unfigured(policy, language)
    table = Block(table=Table(columns, rows))
    return section("promises", _("What we promise"), table, Block(told=bare))


def _promise(policy: Policy, promise: Promise, language: str) -> Row:
    topics = published.concerned(policy, promise)
    amount, *counted = figure(promise, language)
    lanes = BETWEEN.join(policy.lanes[name].title.for_(language) for name in promise.lanes)
    return Row(
        (Line(promise.title.for_(language), "strong"),),
        (
            lines(promise.text.for_(language)),
            (*lines(amount, tone="says"), *lines(*counted, tone="soft")),
            (
                *lines(published.topics_text(policy, topics, language)),
                *lines(published.channels_text(policy, promise, topics, language), tone="soft"),
                *lines(lanes if len(policy.lanes) > 1 else "", tone="soft"),
            ),
        ),
    )
