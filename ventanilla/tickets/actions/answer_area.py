"""The area concerned says whether an answer may go out as it is meant (RX-32, RX-63)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.note import keep
from ventanilla.tickets.areas import areas_of
from ventanilla.tickets.change import changing
from ventanilla.tickets.models import Check


def answer_area(
    company: int, check: int, user: User, verdict: str, text: str, now: datetime
) -> None:
    """Agree or object, in the name of the area. Whoever asked cannot be the one who answers.

    Raises:
        ValueError: when the verdict is none, an objection has no words, or the question was
            answered already.
        PermissionError: when the person does not belong to the area, or asked themselves.
        Check.DoesNotExist: when the company has no such question.
    """
    row = Check.objects.get(company_id=company, id=check)
    if user.pk == row.asked_by or row.team not in areas_of(company, user.pk):
        raise PermissionError(check)
    if verdict not in Check.Verdict.values:
        raise ValueError(gettext_noop("Say whether the area agrees."))
    if verdict == Check.Verdict.OBJECTED and not text.strip():
        raise ValueError(gettext_noop("Say what speaks against it."))
    with changing(company, row.ticket, now) as change:
        row.refresh_from_db()
        if row.verdict:
            raise ValueError(gettext_noop("This question was answered already."))
        message = keep(change, user, text) if text.strip() else None
        change.record(
            "area_checked",
            "human",
            actor=user.pk,
            team=row.team,
            check=str(check),
            verdict=verdict,
            message=str(message.id) if message else "",
        )
        Check.objects.filter(company_id=company, id=check).update(
            verdict=verdict,
            answer=message.id if message else None,
            answered_by=user.pk,
            answered_at=now,
        )
