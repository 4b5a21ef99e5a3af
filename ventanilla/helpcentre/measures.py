"""How often each article was opened, and how often whoever read it said that it helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from ventanilla.helpcentre.models import Showing

MEASURED = timedelta(days=30)
_O = Showing.Outcome


@dataclass(frozen=True, slots=True)
class Measure:
    """Of the last 30 days: opened, solved the matter, did not (or a request was sent after it)."""

    opened: int = 0
    helped: int = 0
    not_helped: int = 0


def measures(company: int, now: datetime) -> dict[str, Measure]:
    """The measure of every article that was opened."""
    rows = Showing.objects.filter(company_id=company, at__gt=now - MEASURED).exclude(opened="")
    counted = rows.values_list("opened").annotate(
        times=Count("id"),
        helped=Count("id", filter=Q(outcome=_O.SOLVED)),
        not_helped=Count("id", filter=Q(outcome__in=[_O.UNSOLVED, _O.ASKED])),
    )
    return {name: Measure(*numbers) for name, *numbers in counted}
