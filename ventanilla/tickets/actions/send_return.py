"""Somebody sent a return to whom it is for, and says so: the desk sends nothing itself."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from ventanilla.companies.inforce import InForce
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.models import Return, ReturnCopy
from ventanilla.tickets.returns import Owed


def send_return(
    company: InForce,
    owed: Owed,
    user: User,
    sent_on: date,
    reference: str,
    now: datetime,
    *,
    copy: int | None = None,
) -> None:
    """Mark a return as sent on a day, with what proves it and which file it was.

    Raises:
        ValueError: when it was marked before, without a reference, for a day to come or one within
            the period, or for a file that there is not.
    """
    reference = reference.strip()
    today = now.astimezone(ZoneInfo(company.policy.zone)).date()
    if not reference:
        raise ValueError(gettext_noop("Give the reference of the receipt or the form."))
    if sent_on > today:
        raise ValueError(gettext_noop("That day has not come yet."))
    if sent_on <= owed.period.last:
        raise ValueError(gettext_noop("The period was not over on that day."))
    name = {"company_id": company.id, "report": owed.duty.name, "period": owed.period.name}
    digest = ""
    if copy is not None:
        made = ReturnCopy.objects.filter(**name, serial=copy).values_list("digest", flat=True)
        if not made:
            raise ValueError(gettext_noop("There is no such file. Make one first."))
        digest = made[0]
    with transaction.atomic():
        Return.objects.get_or_create(
            **name, defaults={"policy": company.serial, "due_at": owed.due}
        )
        row = Return.objects.select_for_update().get(**name)
        if row.state == Return.State.SENT:
            raise ValueError(gettext_noop("This return was marked as sent already."))
        row.state, row.due_at = Return.State.SENT, owed.due
        row.sent_on, row.sent_by, row.reference = sent_on, user.pk, reference
        row.copy, row.digest, row.marked_at = copy, digest, now
        row.save(force_update=True)
