"""What each kind of request goes by, and what it should hold."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies.manual.shapes import Block, Line, Row, Section, Table, lines, section
from ventanilla.core.policy import Policy, Topic


def topics(policy: Policy, language: str) -> Section | None:
    """Each topic with the ways that take it, the recommended ones first, and what to include."""
    columns = (_("Topic"), _("Ways"), _("Please include"))
    rows = [_topic(policy, topic, language) for topic in policy.topics.values()]
    return section("topics", _("What goes by which way"), Block(table=Table(columns, rows)))


def _topic(policy: Policy, topic: Topic, language: str) -> Row:
    best = [policy.channels[name].title.for_(language) for name in topic.best]
    rest = [
        channel.title.for_(language)
        for name in topic.accepts
        if name not in topic.best and ((channel := policy.channels[name]).listed or channel.lanes)
    ]
    ways = [*(Line(title, "strong") for title in best), *lines(*rest)]
    later = policy.channels.get(topic.outside_hours or "")
    if later is not None:
        words = _("Outside hours: %(way)s") % {"way": later.title.for_(language)}
        ways.append(Line(words, "soft"))
    onward = policy.channels.get(topic.moves_to or "")
    if onward is not None:
        words = _("It may go on by: %(way)s") % {"way": onward.title.for_(language)}
        ways.append(Line(words, "soft"))
    asked = [
        _("%(detail)s (needed)") % {"detail": d.label.for_(language)}
        if d.required
        else d.label.for_(language)
        for d in topic.details
    ]
    head = (
        Line(topic.title.for_(language), "strong"),
        *lines(topic.hint.for_(language), tone="soft"),
        *lines(_("One question in each request") if topic.one_question else "", tone="soft"),
    )
    return Row(head, (tuple(ways), lines(*asked)))
