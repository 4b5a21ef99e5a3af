"""A merge is taken back: both requests stand as if it had never been."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.merge import Merged, tell, titles_of
from ventanilla.tickets.breaches import note_breaches
from ventanilla.tickets.change import changing_both
from ventanilla.tickets.joined import taken_in
from ventanilla.tickets.models import Message, Ticket
from ventanilla.tickets.search import rewrite


def unmerge(company: int, ticket: int, user: User, now: datetime) -> Merged:
    """Give a merged ticket its own life again: its state, its place, its clocks from their starts.

    What arrived at the other since stays there. A promise that fell due meanwhile is broken, since
    it was given; the record says that it happened while the request was merged.

    Raises:
        ValueError: when it is not merged.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    row = Ticket.objects.get(company_id=company, id=ticket)
    if row.merged_into is None:
        raise ValueError(gettext_noop("This request is not merged."))
    with changing_both(company, row.merged_into, ticket, now, merged=True) as (kept, gone):
        if gone.condition.merged_into != kept.ticket.id:  # somebody else was faster
            raise ValueError(gettext_noop("This request is not merged."))
        kept.record("gave_back", "human", actor=user.pk, ticket=str(ticket))
        gone.record("unmerged", "human", actor=user.pk, ticket=str(kept.ticket.id))
        note_breaches(gone, merged="yes")
        _forget_words(kept.ticket, gone.ticket)
        tell(kept, gone.ticket, "unmerged")
    return Merged(kept.ticket, gone.ticket)


def _forget_words(kept: Ticket, gone: Ticket) -> None:
    """Let the one be found by its own words alone, and by those of others that it still holds."""
    company = kept.company_id
    leaves = {gone.id, *(one.id for one in taken_in(company, gone.id))}
    stays = [one for one in taken_in(company, kept.id) if one.id not in leaves]
    ids = [kept.id, *(one.id for one in stays)]
    said = Message.objects.filter(company_id=company, ticket__in=ids)
    rewrite(kept, said, *titles_of(stays))
