"""Which complaints of the register are asked for, and where one page of them ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from ventanilla.companies.inforce import policy_of
from ventanilla.core.lifecycle import DONE
from ventanilla.core.steps import step_of
from ventanilla.core.zones import end_of_day, start_of_day
from ventanilla.tickets.models import PromiseRow, Ticket


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which complaints are asked for. ``since`` and ``until`` are days of receipt, both included.

    ``state`` is ``open``, ``decided``, ``late`` or empty; no ``outcome`` or ``cause`` is every one.
    """

    state: str = ""
    outcome: str = ""
    cause: str = ""
    since: date | None = None
    until: date | None = None


def complaints(company: int, wanted: Wanted, zone: ZoneInfo, now: datetime) -> QuerySet[Ticket]:
    """The complaints that are asked for, the newest first; days are those of ``zone``."""
    found = Ticket.objects.filter(company_id=company, complaint=True)
    if wanted.state == "open":
        found = found.exclude(state__in=DONE)
    elif wanted.state == "decided":
        found = found.filter(state__in=DONE)
    elif wanted.state == "late":
        found = found.filter(is_late(company, now))
    if wanted.outcome:
        found = found.filter(outcome=wanted.outcome)
    if wanted.cause:
        found = found.filter(cause=wanted.cause)
    if wanted.since and wanted.since > date.min:  # the first and the last day leave nothing out
        found = found.filter(received_at__gte=start_of_day(wanted.since, zone))
    if wanted.until and wanted.until < date.max:
        found = found.filter(received_at__lt=end_of_day(wanted.until, zone))
    return found.order_by("-received_at", "-id")


def is_late(company: int, now: datetime) -> Exists:
    """Whether a promise about a step of the register is broken, noted by the worker or not yet."""
    serials = Ticket.objects.filter(company_id=company, complaint=True).values_list("policy")
    duties = Q(name="")  # no promise is called so
    for (serial,) in serials.distinct():
        promises = policy_of(company, serial).promises.values()
        names = [promise.name for promise in promises if step_of(promise)]
        duties |= Q(policy=serial, name__in=names)
    broken = Q(state="broken") | Q(state="running", due_at__lte=now)
    mine = PromiseRow.objects.filter(company_id=company, ticket=OuterRef("id"))
    return Exists(mine.filter(duties, broken))


def after(found: QuerySet[Ticket], received: datetime, number: int) -> QuerySet[Ticket]:
    """What comes after one of the list, which is named by its receipt and its id."""
    return found.filter(Q(received_at__lt=received) | Q(received_at=received, id__lt=number))


def before(found: QuerySet[Ticket], received: datetime, number: int) -> QuerySet[Ticket]:
    """What comes before one of the list, the nearest first."""
    later = Q(received_at__gt=received) | Q(received_at=received, id__gt=number)
    return found.filter(later).order_by("received_at", "id")
