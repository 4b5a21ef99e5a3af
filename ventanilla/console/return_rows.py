"""The returns of a company as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.frame import path
from ventanilla.core.policy import Report
from ventanilla.core.returns import Duty
from ventanilla.tickets.models import Return, ReturnCopy
from ventanilla.tickets.returns import Owed
from ventanilla.tickets.showing import Eyes, size_text
from ventanilla.ui import times
from ventanilla.ui.parts import Choice, CopyView, Fact, ReturnView, Tag
from ventanilla.ui.phrases import render, span_words


def state_of(owed: Owed) -> Tag:
    """How a return stands, as a small label."""
    if owed.state == "sent":
        row = owed.row
        late = row is not None and _sent_late(row, owed.duty)
        words = _("Sent late") if late else _("Sent")
        return Tag(text=words, icon="check", tone="soon" if late else "kept")
    if owed.state == "late":
        return Tag(text=_("Late"), icon="alert-triangle", tone="late")
    if owed.state == "owed":
        return Tag(text=_("Owed"), icon="clock", tone="soon")
    if owed.state == "nothing":
        return Tag(text=_("Nothing to report"))
    return Tag(text=_("Period not over"))


def _sent_late(row: Return, duty: Duty) -> bool:
    last = duty.last_day(row.due_at) if row.due_at else None
    return row.sent_on is not None and last is not None and row.sent_on > last


def return_view(owed: Owed, company: InForce, people: Mapping[int, str], eyes: Eyes) -> ReturnView:
    """A return with its due, how that was worked out, and what was sent."""
    due, row, language = owed.due, owed.row, eyes.language
    working = owed.reckoning.working if owed.reckoning else ()
    begun = owed.period.first <= eyes.now.astimezone(ZoneInfo(company.policy.zone)).date()
    waits = due is not None and owed.state in {"owed", "late", "coming"}
    return ReturnView(
        title=owed.duty.title.for_(language),
        to=owed.duty.to,
        period=times.period(owed.period.first, owed.period.months, language),
        url=path(company, "return", owed.duty.name, owed.period.name) if begun else "",
        state=state_of(owed),
        source=", ".join(owed.duty.rows),
        due_text=times.long_day_and_time(due, language, eyes.zone) if due else "",
        due_iso=due.astimezone(UTC).isoformat() if due else "",
        left_text=times.left(due, eyes.now) if due and waits else "",
        working=[render(line, language, eyes.zone) for line in working],
        sent_text=_sent(row, people, eyes) if row and row.sent_on else "",
        reference=row.reference if row else "",
        digest=row.digest if row else "",
    )


def _sent(row: Return, people: Mapping[int, str], eyes: Eyes) -> str:
    assert row.sent_on is not None  # asked before
    return _("Sent on %(day)s, marked by %(who)s") % {
        "day": times.full_day(row.sent_on, eyes.language),
        "who": people.get(row.sent_by or 0, "?"),
    }


def copy_view(
    copy: ReturnCopy, company: InForce, people: Mapping[int, str], eyes: Eyes
) -> CopyView:
    """A file that was made, with its digest."""
    title = f"{copy.report}-{copy.period}-{copy.serial}.{copy.form}"
    made = times.day_and_time(copy.made_at, eyes.language, eyes.zone)
    who = people.get(copy.made_by or 0, "")
    return CopyView(
        title=title,
        url=path(company, "return_file", copy.report, copy.period, copy.serial),
        made_text=_("%(who)s, %(at)s") % {"who": who, "at": made} if who else made,
        digest=copy.digest,
        size_text=size_text(len(copy.content)),
        choice=Choice(value=str(copy.serial), text=f"{title} · {made}"),
    )


def happening(report: Report, eyes: Eyes) -> Fact:
    """A report that has no period: what has to happen first, and how long there is then."""
    if report.clock is None:
        words = _("To %(to)s. Nothing says by when.") % {"to": report.to}
    else:
        words = _("To %(to)s, %(span)s from: %(event)s") % {
            "to": report.to,
            "span": span_words(report.clock.span.text, eyes.language),
            "event": _(report.clock.start).replace("_", " "),
        }
    return Fact(term=report.title.for_(eyes.language), value=words)
