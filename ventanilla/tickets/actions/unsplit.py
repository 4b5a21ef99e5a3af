"""A split is taken back, as long as nobody has answered in the new request."""

from __future__ import annotations

from datetime import datetime

from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.actions.merge import Merged, join, letter_of, side_of, tell
from ventanilla.tickets.change import Change, changing_both
from ventanilla.tickets.models import Ticket

SAID = frozenset({"replied", "letter_written", "decision_sent"})


def unsplit(company: int, ticket: int, user: User, now: datetime) -> Merged:
    """Let a request that was split off go on in the one it came from; its clocks end there.

    What was written in it since is read there; the words that were split off stand there already.

    Raises:
        ValueError: when it was not split off, somebody has answered in it, one of the two is
            solved, or it has become a complaint.
        MergedError: when one of the two was merged.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    source = Ticket.objects.get(company_id=company, id=ticket).linked
    if source is None:
        raise ValueError(gettext_noop("This request was not split off from another one."))
    with changing_both(company, source, ticket, now) as (kept, gone):
        _may(kept, gone)
        join(kept, gone, user, why="unsplit")
        tell(kept, gone.ticket, letter_of(kept.policy))
    return Merged(kept.ticket, gone.ticket)


def _may(kept: Change, gone: Change) -> None:
    if not any(o.kind == "split_from" for o in gone.past):
        raise ValueError(gettext_noop("This request was not split off from another one."))
    if any(o.kind in SAID and o.by == "human" for o in gone.past):
        raise ValueError(gettext_noop("Somebody has answered in it: it stays a request."))
    if side_of(gone).complaint:
        raise ValueError(
            gettext_noop("It has become a complaint: it keeps its number and its legal clocks.")
        )
    if side_of(kept).ended or side_of(gone).ended:
        raise ValueError(gettext_noop("One of them is solved. Open it again first."))
