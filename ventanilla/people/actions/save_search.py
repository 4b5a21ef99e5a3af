"""Keeping a search, for oneself or for all colleagues of a company."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import SavedSearch, User

MOST = 50
LONGEST_NAME = 60


def saved_searches(company: int, user: User) -> QuerySet[SavedSearch]:
    """What somebody may open: their own, and those that colleagues share."""
    mine = Q(owner=user) | Q(shared=True)
    return SavedSearch.objects.filter(mine, company_id=company).order_by("name", "id")


def save_search(company: int, user: User, name: str, query: str, *, shared: bool) -> SavedSearch:
    """Keep a search under a name; the same name again replaces it.

    Raises:
        ValueError: without a name, without anything to look for, or when there are too many.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name or not name.isprintable():
        raise ValueError(gettext_noop("Give it a name."))
    if not query or len(query) > 600:
        raise ValueError(gettext_noop("Look for something first, then keep it."))
    mine = SavedSearch.objects.filter(company_id=company, owner=user)
    if mine.exclude(name=name).count() >= MOST:
        raise ValueError(gettext_noop("Fifty searches are kept at most. Forget one first."))
    row, _fresh = SavedSearch.objects.update_or_create(
        company_id=company, owner=user, name=name, defaults={"query": query, "shared": shared}
    )
    return row


def forget_search(company: int, user: User, number: int) -> bool:
    """Forget a search of one's own; False when there is none."""
    mine = SavedSearch.objects.filter(company_id=company, owner=user, pk=number)
    return bool(mine.delete()[0])
