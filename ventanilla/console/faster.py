"""How much sooner an article answers than a person: both medians, side by side (ET-08, SB-03)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.companies.inforce import InForce
from ventanilla.core.waits import percentile
from ventanilla.helpcentre.measures import MEASURED, deflected
from ventanilla.tickets.showing import Eyes
from ventanilla.tickets.waits import answered
from ventanilla.ui import times
from ventanilla.ui.numbers import whole


def faster_text(company: InForce, look: Eyes) -> str:
    """What 30 days showed of questions that articles answered; "" where there were none."""
    found = deflected(company.id, look.now)
    if not found.number or found.seconds is None:
        return ""
    words = ngettext(
        "In 30 days articles answered %(n)s question; "
        "half of those answers were opened within %(wait)s.",
        "In 30 days articles answered %(n)s questions; "
        "half of those answers were opened within %(wait)s.",
        found.number,
    )
    wait = times.amount(timedelta(seconds=found.seconds))
    said = words % {"n": whole(found.number, look.language), "wait": wait}
    waits = answered(company.id, look.now - MEASURED, look.now)
    median = percentile(waits[0].waits, 50) if waits else None
    if median is None:
        return said
    person = _("Half of the first answers by a person took %(wait)s or less.")
    return f"{said} {person % {'wait': times.amount(median)}}"
