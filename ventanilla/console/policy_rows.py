"""Versions, drafts, findings and differences of a policy as the console shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.companies.models import PolicyEvent
from ventanilla.companies.proposals import Proposal
from ventanilla.core.policy import Finding, Policy, PolicyErrors, differences, lint
from ventanilla.core.policy.fieldwords import TABLES
from ventanilla.core.words import Phrase, gettext_noop
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.parts import Tag
from ventanilla.ui.phrases import render

DONE = {
    PolicyEvent.What.LOADED: gettext_noop("Put into force by the operator"),
    PolicyEvent.What.DRAFTED: gettext_noop("Drafted"),
    PolicyEvent.What.APPROVED: gettext_noop("Approved"),
    PolicyEvent.What.WITHDRAWN: gettext_noop("Withdrawn"),
    PolicyEvent.What.BEGUN: gettext_noop("Came into force"),
}
KINDS = {
    "added": (gettext_noop("new"), "kept"),
    "removed": (gettext_noop("removed"), "late"),
    "changed": (gettext_noop("changed"), "act"),
}
GRAVITY = {
    "contradiction": (gettext_noop("contradiction"), "soon"),
    "gap": (gettext_noop("gap"), ""),
    "assumption": (gettext_noop("assumption"), ""),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A field that differs; an empty side is one where nothing stands."""

    place: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry that differs, with its fields."""

    place: str
    title: str
    kind: Tag
    changes: Sequence[ChangeRow]


@dataclass(frozen=True, slots=True)
class TableRows:
    """The entries of one table that differ."""

    title: str
    entries: Sequence[EntryRow]


def difference_rows(old: Policy, new: Policy, look: Eyes) -> list[TableRows]:
    """What a policy says otherwise than another, table by table, in the reader's words."""

    def said(phrase: Phrase | None) -> str:
        return render(phrase, look.language, look.zone) if phrase is not None else ""

    found: dict[str, list[EntryRow]] = {}
    for entry in differences(old, new, look.language):
        words, tone = KINDS[entry.kind]
        changes = [
            ChangeRow(change.place, said(change.field), said(change.old), said(change.new))
            for change in entry.changes
        ]
        row = EntryRow(entry.place, entry.title, Tag(text=_(words), tone=tone), changes)  # type: ignore[arg-type]
        found.setdefault(entry.table, []).append(row)
    return [TableRows(_(TABLES[table]), entries) for table, entries in found.items()]


def finding_rows(policy: Policy, look: Eyes) -> list[dict[str, object]]:
    """What the check finds: contradictions first, then gaps, then what was assumed."""
    return [_finding(finding, look) for finding in lint(policy)]


def _finding(finding: Finding, look: Eyes) -> dict[str, object]:
    words, tone = GRAVITY[finding.severity]
    return {
        "tag": Tag(text=_(words), tone=tone),  # type: ignore[arg-type]
        "text": render(finding.text, look.language, look.zone),
        "place": finding.place,
        "rows": ", ".join(finding.rows),
    }


def mistake_rows(errors: PolicyErrors) -> list[tuple[str, str]]:
    """What is wrong with a text: each mistake as its place and its words."""
    return [_mistake(str(error), errors.source) for error in errors.errors]


def _mistake(said: str, source: str) -> tuple[str, str]:
    place, _colon, words = said.removeprefix(f"{source}: ").partition(": found ")
    return (place, f"found {words}") if words else ("", said)


def state_tag(proposal: Proposal, company: InForce, look: Eyes) -> Tag:
    """What became of a draft: waits, approved for a day, in force, withdrawn, past."""
    if proposal.state == "open":
        return Tag(text=_("Waits for approval"), tone="soon")
    if proposal.state == "withdrawn":
        return Tag(text=_("Withdrawn"))
    if proposal.starts_at is not None and proposal.starts_at > look.now:
        return Tag(text=_("Approved: comes into force by itself"), tone="act")
    if (proposal.serial or 0) < company.serial:  # one approved just now may not be known there yet
        return Tag(text=_("Was in force"))
    return Tag(text=_("In force"), tone="kept")


def start_text(at: datetime, policy: Policy, look: Eyes) -> str:
    """The instant from which a version holds, on the company's clock."""
    zone = ZoneInfo(policy.zone)
    day = times.full_day(at.astimezone(zone).date(), look.language)
    clock = times.time_of(at, look.language, zone)
    place = times.zone_name(policy.zone, look.language)
    return f"{times.joined(day, clock, look.language)} ({place})"


def history(events: Sequence[PolicyEvent], look: Eyes) -> Iterator[dict[str, str]]:
    """What was done, by whom and when, the newest first."""
    for event in sorted(events, key=lambda event: -event.pk):
        yield {
            "what": _(DONE[PolicyEvent.What(event.what)]),
            "version": event.version,
            "by": event.by_name,
            "at": times.long_day_and_time(event.at, look.language, look.zone),
            "at_iso": event.at.isoformat(),
        }
