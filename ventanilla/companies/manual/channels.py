"""Ways to reach the company, and places where one can only read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies import published
from ventanilla.companies.manual.hours import hours_lines
from ventanilla.companies.manual.shapes import Block, Line, Row, Section, Table, lines, section
from ventanilla.companies.manual.words import NEEDS, language_names, word
from ventanilla.core.policy import Channel, Policy


def channels(policy: Policy, language: str) -> Section | None:
    """Each way with its address, what it is good for and needs, its hours and its promise."""
    columns = (_("Way"), _("Good for"), _("Hours"), _("You hear from us"))
    doors = [c for c in policy.doors() if c.listed or c.lanes]
    rows = [_channel(policy, channel, language) for channel in doors]
    places = [*published.self_help(policy, language), *published.other_places(policy, language)]
    return section(
        "channels",
        _("Ways to reach us"),
        Block(table=Table(columns, rows)),
        Block(title=_("Where you can read, and where nobody answers"), told=places),
    )


def _channel(policy: Policy, channel: Channel, language: str) -> Row:
    """What is kept for a lane (the VIP address) is named; its address only its customers see."""
    private = bool(channel.lanes)
    address = "" if private else channel.address
    title = channel.title.for_(language)
    handles = [
        h.handle if h.network == title else f"{h.network} {h.handle}" for h in channel.handles
    ]
    needs = [word(NEEDS, need) for need in channel.needs]
    notes = [*needs, _("You can attach files") if channel.takes_files else ""]
    if channel.languages:
        notes.append(language_names(channel.languages, language))
    schedule = policy.schedules.get(channel.schedule or "")
    return Row(
        (
            Line(title, "strong"),
            *lines(*(handles or [address]), tone="code"),
            *lines(_("The address stands on your page once you have signed in") if private else ""),
        ),
        (
            (*lines(channel.good_for.for_(language)), *lines(*notes, tone="soft")),
            lines(*hours_lines(schedule, language)),
            lines(channel.promise_text.for_(language), tone="says"),
        ),
    )
