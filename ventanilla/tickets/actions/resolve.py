"""The matter is solved, as the desk sees it; the customer may still say otherwise."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets import files
from ventanilla.tickets.actions.reply import body_of, say
from ventanilla.tickets.areas import must_be_checked
from ventanilla.tickets.change import Change, changing
from ventanilla.tickets.letters import address_of, enqueue
from ventanilla.tickets.once import once


def resolve(
    company: int,
    ticket: int,
    user: User,
    text: str,
    now: datetime,
    *,
    uploads: tuple[files.Upload, ...] = (),
    key: str = "",
) -> None:
    """Mark a ticket solved; with words, they are sent as the final answer first.

    A letter asks the customer to confirm, or to say that it is not so.

    Raises:
        ValueError: when it is solved already.
        UncheckedError: when the area concerned has to check the answer first (RX-32).
        Ticket.DoesNotExist: when the company has no such ticket.
        KeyReusedError: when the key came before with another content.
    """

    def effect() -> dict[str, object]:
        with changing(company, ticket, now) as change:
            _resolve(change, user, text, uploads)
        return {}

    once(company, f"reply {ticket:x}", key, body_of(user, text, "resolved", uploads), effect)


def _resolve(change: Change, user: User, text: str, uploads: tuple[files.Upload, ...]) -> None:
    if change.condition.state in DONE:
        raise ValueError(gettext_noop("This request is solved already."))
    if text.strip():
        must_be_checked(change, user.pk, "answer")
        say(change, user, text, "answer", uploads)
    elif uploads:
        raise ValueError(gettext_noop("Say in a few words what the files are."))
    change.record("resolved", "human", actor=user.pk)
    address = address_of(change.ticket.company_id, change.ticket.customer)
    if address:
        enqueue(change, "resolved", address, automatic=True)
        change.record("notice_queued", notice="resolved")
