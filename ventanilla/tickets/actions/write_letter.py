"""A typed letter without a procedure of its own: admissibility, referral, summary resolution."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.letters import Draft, lacks
from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.reply import say
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.complaints import must_have_address
from ventanilla.tickets.once import once
from ventanilla.tickets.typed import IncompleteLetterError, as_text, letter_parts

ENDS = frozenset({"summary_resolution", "referral"})
"""Letters after which nothing is left to do here: the matter is resolved, or somebody else's."""


def write_letter(
    company: int, ticket: int, user: User, draft: Draft, now: datetime, *, key: str = ""
) -> None:
    """Send a typed letter with all that its policy prescribes, and what follows from it.

    A complaint that is not admitted waits for its customer's objections (L-10); a summary
    resolution (L-02) and a referral end the request.

    Raises:
        IncompleteLetterError: when something that the policy prescribes is lacking.
        ValueError: when the request is solved, or no address is known.
        Ticket.DoesNotExist: when the company has no such ticket.
        KeyReusedError: when the key came before with another content.
    """

    def effect() -> dict[str, object]:
        with changing(company, ticket, now) as change:
            _write(change, user, draft)
        return {}

    body = {"by": user.pk, "letter": draft.notice.name, "outcome": draft.outcome}
    body["parts"] = repr(sorted(draft.parts.items()))
    once(company, f"letter {ticket:x}", key, body, effect)


def _write(change: Change, user: User, draft: Draft) -> None:
    if change.condition.state in DONE:
        raise ValueError(gettext_noop("This request is solved already."))
    must_have_address(change)
    if lacking := lacks(draft):
        raise IncompleteLetterError(lacking)
    refused = draft.outcome == "inadmissible"
    parts = letter_parts(draft, change.policy, change.ticket)
    text = as_text(parts, change.ticket)
    name = draft.notice.name
    kind = "replied" if name in ENDS or refused else "letter_written"
    said = say(change, user, text, name, parts=parts, kind=kind, wait=refused)
    if refused:
        change.record("inadmissibility_told", "human", actor=user.pk, message=str(said.id))
    if name in ENDS:
        change.record("resolved", "human", actor=user.pk)
