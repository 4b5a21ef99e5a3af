"""The file of a return is made from the record as it is now, and kept with its SHA-256."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Literal

from django.db import transaction
from django.db.models import Max

from ventanilla.companies.inforce import InForce
from ventanilla.companies.models import Company
from ventanilla.core.returnfile import ReturnFile
from ventanilla.people.models import User
from ventanilla.tickets.models import ReturnCopy
from ventanilla.tickets.return_file import return_file
from ventanilla.tickets.return_paper import as_pdf
from ventanilla.tickets.returns import Owed

type Form = Literal["csv", "json", "pdf"]
FORMS: tuple[Form, ...] = ("csv", "json", "pdf")


@transaction.atomic
def make_return(
    company: InForce, owed: Owed, form: Form, language: str, user: User | None, now: datetime
) -> ReturnCopy:
    """Make a file and keep it; ``user`` is None on the command line. Nothing is sent."""
    made = return_file(company, owed.duty, owed.period, language, now)
    content = _as(form, made, language, now)
    Company.objects.select_for_update(no_key=True).get(id=company.id)  # one serial after the other
    name = {"company_id": company.id, "report": owed.duty.name, "period": owed.period.name}
    before = ReturnCopy.objects.filter(**name).aggregate(last=Max("serial"))["last"]
    return ReturnCopy.objects.create(
        **name,
        serial=(before or 0) + 1,
        form=form,
        language=language,
        content=content,
        digest=sha256(content).hexdigest(),
        made_at=now,
        made_by=user.pk if user else None,
    )


def _as(form: Form, made: ReturnFile, language: str, now: datetime) -> bytes:
    if form == "csv":
        return made.as_csv()
    return made.as_json() if form == "json" else as_pdf(made, language, now)
