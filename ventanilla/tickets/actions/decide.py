"""A complaint is decided: every point answered, with reasons, and the way on named (RX-15..17)."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.letters import Draft, Lack, lacks
from ventanilla.core.words import Phrase, gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets import files
from ventanilla.tickets.actions.list_points import point_row
from ventanilla.tickets.actions.reply import say
from ventanilla.tickets.areas import must_be_checked
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.complaints import must_be_open_complaint, must_have_address
from ventanilla.tickets.models import Point
from ventanilla.tickets.once import once
from ventanilla.tickets.typed import IncompleteLetterError, as_text, decision_parts


def decide(
    company: int,
    ticket: int,
    user: User,
    draft: Draft,
    now: datetime,
    *,
    uploads: tuple[files.Upload, ...] = (),
    key: str = "",
) -> None:
    """Send the decision on a complaint, and mark it solved.

    Raises:
        IncompleteLetterError: when something that the policy prescribes is lacking.
        UncheckedError: when the area concerned has not checked it yet (RX-32, RX-63).
        ValueError: when the ticket is no complaint or is solved, or nothing can be sent in
            writing because no address is known.
        Ticket.DoesNotExist: when the company has no such ticket.
        KeyReusedError: when the key came before with another content.
    """

    def effect() -> dict[str, object]:
        with changing(company, ticket, now) as change:
            _decide(change, user, draft, uploads)
        return {}

    once(company, f"decide {ticket:x}", key, _body(user, draft, uploads), effect)


def _body(user: User, draft: Draft, uploads: tuple[files.Upload, ...]) -> dict[str, object]:
    return {
        "by": user.pk,
        "outcome": draft.outcome,
        "points": [(point.text, point.answer) for point in draft.points],
        "parts": dict(draft.parts),
        "files": [(upload.name, len(upload.content)) for upload in uploads],
    }


def _decide(change: Change, user: User, draft: Draft, uploads: tuple[files.Upload, ...]) -> None:
    must_be_open_complaint(change)
    must_have_address(change)
    if lacking := lacks(draft):
        raise IncompleteLetterError(lacking)
    must_be_checked(change, user.pk, "send_decision")
    parts = decision_parts(draft, change.policy, change.ticket)
    if "escalation" in draft.notice.fields and not parts["escalation"]:
        why = gettext_noop("The policy names nobody to turn to after a decision.")
        raise IncompleteLetterError((Lack("escalation", Phrase(why)),))
    change.record("decision_made", "human", actor=user.pk, outcome=draft.outcome)
    text = as_text(parts, change.ticket)
    message = say(change, user, text, draft.notice.name, uploads, parts=parts)
    change.record(
        "decision_sent", "human", actor=user.pk, outcome=draft.outcome, message=str(message.id)
    )
    _tick_off(change, draft, message.id)
    change.record("resolved", "human", actor=user.pk)


def _tick_off(change: Change, draft: Draft, message: int) -> None:
    """Keep each point with its answer, and which letter gave it."""
    ticket = change.ticket
    Point.objects.filter(company_id=ticket.company_id, ticket=ticket.id).delete()
    for place, point in enumerate(draft.points, start=1):
        row = point_row(change, place, point.text, point.answer.strip())
        row.message = message
        change.add(row)
