"""A group of questions that was set aside is looked at again."""

from __future__ import annotations

from datetime import datetime

from ventanilla.companies.drafts import Author
from ventanilla.helpcentre.gap_models import SetAside


def take_back(company: int, number: int, by: Author, now: datetime) -> None:
    """Undo a setting aside; a second press changes nothing.

    Raises:
        SetAside.DoesNotExist: when the company has none of that number.
    """
    row = SetAside.objects.get(company_id=company, id=number)
    if row.undone_at is None:
        SetAside.objects.filter(pk=row.pk).update(undone_at=now, undone_by=by.name)
