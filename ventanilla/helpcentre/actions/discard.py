"""Give words up that wait: those that are shown stand again as the newest."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ventanilla.companies.drafts import Author, RefusedError
from ventanilla.helpcentre.actions.write import NewerError
from ventanilla.helpcentre.changing import changing
from ventanilla.helpcentre.editing import newest
from ventanilla.helpcentre.models import ArticleEvent, Wording


def discard(
    company: int, article: str, language: str, wording: int, by: Author, now: datetime
) -> None:
    """Append what is shown once more, with the day and the name it was published with.

    Raises:
        RefusedError: nothing waits, or nothing is shown that could stand again.
        NewerError: other words have been written since.
    """
    with changing(company, now) as change:
        latest = newest(company, article, language)
        mine = Wording.objects.filter(company_id=company, article=article, language=language)
        rows = mine.filter(published_at__isnull=False).order_by("-published_at", "-id")
        shown = rows.first()
        if latest is None or shown is None or latest.state == Wording.State.PUBLISHED:
            raise RefusedError(_("There is no draft to be discarded."))
        if latest.id != wording:
            raise NewerError(latest)
        shown._state.adding = True
        change.add(shown)
        change.record(ArticleEvent.What.DISCARDED, article, by, wording=latest)
