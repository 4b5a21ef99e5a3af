"""The groups that staff has set aside, as they stand now."""

from __future__ import annotations

from ventanilla.core.answers.aside import Aside
from ventanilla.helpcentre.gap_models import SetAside

MOST = 500
"""So many are looked at, the newest."""


def standing(company: int) -> list[SetAside]:
    """What is set aside and was not taken back, the newest first."""
    rows = SetAside.objects.filter(company_id=company, undone_at__isnull=True)
    return list(rows.order_by("-at", "-id")[:MOST])


def aside_of(row: SetAside) -> Aside:
    """A row as the rule of the core takes it."""
    return Aside(frozenset(row.digests), row.count, row.at)
