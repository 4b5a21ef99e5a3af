"""The complaints of the register as rows of its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.frame import path
from ventanilla.core.legalclock import legal_clock
from ventanilla.tickets.register import Line
from ventanilla.tickets.showing import Eyes, promise_view
from ventanilla.tickets.titles import (
    cause_title,
    channel_title,
    day_text,
    outcome_title,
    reason_title,
    topic_title,
)
from ventanilla.ui import times
from ventanilla.ui.parts import RegisterRow, Tag


@dataclass(frozen=True, slots=True)
class Names:
    """How people and teams are called, and whether this reader may go to the requests."""

    people: Mapping[int, str]
    teams: Mapping[str, str]
    works_here: bool


def row_of(line: Line, company: InForce, names: Names, eyes: Eyes) -> RegisterRow:
    """One complaint as a row of the register."""
    ticket, entry, policy, language = line.ticket, line.entry, line.policy, eyes.language
    clock = legal_clock(line.standings)
    here = names.works_here
    holder = names.people.get(ticket.assignee or 0) or names.teams.get(ticket.team, "")
    return RegisterRow(
        number=ticket.number,
        url=path(company, "ticket", ticket.number) if here else "",
        who=line.customer,
        subject=ticket.subject,
        about=topic_title(policy, entry.about, language),
        received_text=times.day_and_time(ticket.received_at, language, eyes.zone),
        received_iso=ticket.received_at.astimezone(UTC).isoformat(),
        channel=channel_title(policy, ticket.channel, language),
        promise=promise_view(clock, eyes) if clock else None,
        day_text=day_text(clock, eyes.now) if clock else "",
        more_text=_put_off(line, eyes),
        tags=list(_tags(line)),
        cause=cause_title(policy, entry.cause, language),
        cause_url=path(company, "cause", ticket.number) + "?from=register" if here else "",
        holder=holder,
        register_number=entry.number,
    )


def _put_off(line: Line, eyes: Eyes) -> str:
    """How the due was put off: when that was told, why, and from which day to which."""
    if not line.entry.extensions:
        return ""
    last = line.entry.extensions[-1]
    return _("Put off to %(due)s; told %(at)s: %(why)s") % {
        "due": times.day_and_time(last.due, eyes.language, eyes.zone),
        "at": times.day_and_time(last.at, eyes.language, eyes.zone),
        "why": reason_title(last.reason),
    }


def _tags(line: Line) -> Iterator[Tag]:
    """Where it stands: first the end or what it waits for, then what was late."""
    entry, late = line.entry, dict(line.entry.late)
    if entry.decided:
        words = outcome_title(entry.outcome) or _("Solved without a decision")
        yield Tag(text=words, icon="scale", tone="act")
    elif entry.outside:
        yield Tag(text=_("With an outside institution"), icon="building-bank", tone="hold")
    elif entry.extended:
        yield Tag(text=_("More time asked for"), icon="hourglass-high", tone="soon")
    if entry.closed:
        yield Tag(text=_("Closed"), icon="archive")
    if "acknowledge" in late:
        yield Tag(text=_("Acknowledgement late"), icon="alert-triangle", tone="late")
    elif entry.acknowledged and not entry.decided:
        yield Tag(text=_("Acknowledged"), icon="check", tone="kept")
    elif not entry.acknowledged and not entry.decided:
        yield Tag(text=_("Not acknowledged yet"), icon="clock")
