"""The register as a file: one complaint a row, for a spreadsheet or for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ventanilla.core.legalclock import LegalDay, days_of, legal_clock
from ventanilla.core.sheets import as_csv, as_json
from ventanilla.core.words import gettext_noop
from ventanilla.tickets.register import Line
from ventanilla.tickets.titles import (
    cause_title,
    channel_title,
    outcome_title,
    reason_title,
    step_title,
    topic_title,
)

type Record = dict[str, str | int | None]

COLUMNS = {
    "number": gettext_noop("Number"),
    "register_number": gettext_noop("Number in the register"),
    "received_at": gettext_noop("Received"),
    "recorded_at": gettext_noop("Recorded"),
    "customer": gettext_noop("Customer"),
    "about": gettext_noop("About"),
    "subject": gettext_noop("Subject"),
    "channel": gettext_noop("Channel"),
    "clock": gettext_noop("Promise of the decision"),
    "clock_sources": gettext_noop("Source"),
    "clock_started": gettext_noop("Runs since"),
    "clock_due": gettext_noop("Due"),
    "clock_first_due": gettext_noop("Due before it was put off"),
    "day": gettext_noop("Day"),
    "days": gettext_noop("of days"),
    "late": gettext_noop("Late steps"),
    "acknowledged_at": gettext_noop("Acknowledged"),
    "extended_at": gettext_noop("More time asked for"),
    "extension_reason": gettext_noop("Reason for more time"),
    "outside": gettext_noop("With an outside institution"),
    "decided_at": gettext_noop("Decided"),
    "outcome": gettext_noop("Decision"),
    "closed_at": gettext_noop("Closed"),
    "cause": gettext_noop("Root cause"),
    "responsible": gettext_noop("Responsible"),
    "team": gettext_noop("Team"),
}
"""The fields of a row by their names in JSON, with the heads of the columns of CSV."""


def record_of(line: Line, people: Mapping[int, str], now: datetime) -> Record:
    """A complaint as plain values: codes, and instants with the offset of the company's zone."""
    ticket, entry, zone = line.ticket, line.entry, ZoneInfo(line.policy.zone)

    def iso(at: datetime | None) -> str | None:
        return at.astimezone(zone).isoformat(timespec="seconds") if at else None

    clock = legal_clock(line.standings)
    days = (days_of(clock, now) if clock else None) or LegalDay(0, 0)
    return {
        "number": ticket.number,
        "register_number": entry.number,
        "received_at": iso(ticket.received_at),
        "recorded_at": iso(ticket.recorded_at),
        "customer": line.customer,
        "about": entry.about,
        "subject": ticket.subject,
        "channel": ticket.channel,
        "clock": clock.promise.name if clock else None,
        "clock_sources": ", ".join(clock.promise.rows) if clock else None,
        "clock_started": iso(clock.started) if clock else None,
        "clock_due": iso(clock.due) if clock else None,
        "clock_first_due": iso(clock.first_due) if clock else None,
        "day": days.day if days.of else None,
        "days": days.of or None,
        "late": ", ".join(step for step, _at in entry.late),
        "acknowledged_at": iso(entry.acknowledged),
        "extended_at": iso(entry.extended),
        "extension_reason": entry.extensions[-1].reason if entry.extensions else None,
        "outside": "yes" if entry.outside else None,
        "decided_at": iso(entry.decided),
        "outcome": entry.outcome or None,
        "closed_at": iso(entry.closed),
        "cause": entry.cause or None,
        "responsible": people.get(ticket.assignee or 0),
        "team": ticket.team or None,
    }


def in_words(record: Record, line: Line, language: str) -> list[str]:
    """The same for people: titles for codes, in a reader's language."""
    policy = line.policy
    clock = policy.promises.get(str(record["clock"]))
    titles = {
        "about": topic_title(policy, str(record["about"]), language),
        "channel": channel_title(policy, str(record["channel"]), language),
        "clock": clock.title.for_(language) if clock else None,
        "late": ", ".join(step_title(step) for step, _at in line.entry.late),
        "extension_reason": reason_title(str(record["extension_reason"] or "")),
        "outside": _("yes") if record["outside"] else None,
        "outcome": outcome_title(str(record["outcome"] or "")),
        "cause": cause_title(policy, str(record["cause"] or ""), language),
    }
    told = {**record, **titles}
    return ["" if told[name] is None else str(told[name]) for name in COLUMNS]


def csv_of(lines: Iterable[Line], people: Mapping[int, str], language: str, now: datetime) -> bytes:
    """The register as CSV, with heads and titles in a language."""

    def rows() -> Iterator[list[str]]:
        yield [_(head) for head in COLUMNS.values()]
        for line in lines:
            yield in_words(record_of(line, people, now), line, language)

    return as_csv(rows())


def json_of(lines: Iterable[Line], people: Mapping[int, str], now: datetime) -> bytes:
    """The register as JSON: a list of objects with codes."""
    return as_json([record_of(line, people, now) for line in lines])
