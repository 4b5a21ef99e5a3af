"""A group of questions is none for the help centre: it stays away until it grows."""

from __future__ import annotations

from datetime import datetime

from ventanilla.companies.drafts import Author
from ventanilla.core.answers.groups import Group
from ventanilla.helpcentre.asides import aside_of, standing
from ventanilla.helpcentre.gap_models import SetAside


def set_aside(company: int, group: Group, by: Author, now: datetime) -> SetAside:
    """Set a group aside; what a colleague has set aside just before stands as it is."""
    for row in standing(company):
        if aside_of(row).covers(group):
            return row
    return SetAside.objects.create(
        company_id=company,
        digests=[one.fingerprint for one in group.phrasings],
        count=group.count,
        question=group.phrasings[0].text,
        at=now,
        by=by.account,
        by_name=by.name,
    )
