"""Making the file of a return from the record: the figures of its period, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.companies.inforce import InForce
from ventanilla.core.figures import Figures
from ventanilla.core.periods import Period
from ventanilla.core.returnfile import Figure, ReturnFile
from ventanilla.core.returns import Duty
from ventanilla.tickets.register_figures import figures_of
from ventanilla.tickets.return_tables import tables_of
from ventanilla.ui import times


def return_file(
    company: InForce, duty: Duty, period: Period, language: str, now: datetime
) -> ReturnFile:
    """The file of a return as the record has it now, with its words in ``language``."""
    zone = ZoneInfo(company.policy.zone)
    since, until = period.begins(zone), min(period.ends(zone), now)
    found = figures_of(company.id, since, until)
    with override(language):
        return ReturnFile(
            title=duty.title.for_(language),
            company=company.policy.legal_name or company.policy.company,
            to=duty.to,
            period=period,
            period_text=times.period(period.first, period.months, language),
            made_at=now.astimezone(zone).isoformat(timespec="seconds"),
            nil=found.nil,
            notes=tuple(_notes(found, period, zone, now)),
            figures=_figures(found),
            tables=tuple(tables_of(company, found, since, until, language)),
        )


def _figures(found: Figures) -> tuple[Figure, ...]:
    nil = _("Yes: no complaint was received") if found.nil else _("No")
    return (
        Figure("nil", _("Nil return"), nil),
        Figure("received", _("Complaints received"), str(found.received)),
        Figure("open_before", _("Open when the period began"), str(found.open_before)),
        Figure("ended", _("Complaints that ended"), str(found.ended)),
        Figure("reopened", _("Complaints opened again"), str(found.reopened)),
        Figure("open_after", _("Open when the period ended"), str(found.open_after)),
        Figure("decided", _("Complaints decided"), str(found.decided)),
        Figure("extended", _("More time asked for"), str(found.extended)),
    )


def _notes(found: Figures, period: Period, zone: ZoneInfo, now: datetime) -> Iterator[str]:
    if period.ends(zone) > now:
        yield _("The period is not over: these are the figures so far.")
    if found.nil:
        yield _("No complaint was received in this period.")
    yield _("Not legal advice: a lawyer must confirm what is owed and in which form.")
