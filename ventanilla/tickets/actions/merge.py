"""Two requests about one problem become one: the earlier goes on (ET-12, ET-13, SB-41).

Nothing is moved or copied. Each keeps its events and messages; the one that goes on shows both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.lifecycle import DONE
from ventanilla.core.merging import Side, against, stays, unanswered
from ventanilla.core.policy import Policy
from ventanilla.core.words import gettext_noop
from ventanilla.people.models import User
from ventanilla.tickets.breaches import note_breaches
from ventanilla.tickets.change import Change, changing_both
from ventanilla.tickets.complaints import is_complaint
from ventanilla.tickets.joined import taken_in
from ventanilla.tickets.letters import address_of, enqueue
from ventanilla.tickets.models import Check, Message, Ticket
from ventanilla.tickets.search import add_words


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: the request that goes on, and the one that ended."""

    kept: Ticket
    ended: Ticket


def merge(company: int, ticket: int, other: int, user: User, now: datetime) -> Merged:
    """Make one request of two of one customer; which goes on follows from them, not from the order.

    A complaint goes on before a plain request, else the earlier arrival. The promises of the other
    end without a breach; those that were broken before stay broken.

    Raises:
        ValueError: when they cannot become one; the sentence says why.
        MergedError: when one of them was merged already.
        Ticket.DoesNotExist: when the company has no such ticket.
    """
    if ticket == other:
        raise ValueError(gettext_noop("A request cannot be merged with itself."))
    with changing_both(company, ticket, other, now) as (one, two):
        first, second = side_of(one), side_of(two)
        if trouble := against(first, second):
            raise ValueError(trouble)
        kept, gone = (one, two) if stays(first, second) is first else (two, one)
        if Check.objects.filter(company_id=company, ticket=gone.ticket.id, verdict="").exists():
            raise ValueError(
                gettext_noop("An area is still checking the request that would end. Wait for it.")
            )
        join(kept, gone, user)
        tell(kept, gone.ticket, letter_of(kept.policy))
    return Merged(kept.ticket, gone.ticket)


def side_of(change: Change) -> Side:
    """A ticket as the rules of merging look at it."""
    ticket = change.ticket
    ended = change.condition.state in DONE
    return Side(ticket.id, ticket.customer, ticket.received_at, is_complaint(change), ended)


def join(kept: Change, gone: Change, user: User, **why: str) -> None:
    """Let one ticket go on in another, on both sides; its question stays to be answered there."""
    note_breaches(gone)
    company, ended = kept.ticket.company_id, gone.ticket
    waits = unanswered(gone.past)
    asked = "yes" if kept.condition.state == "waiting" else "no"
    since = {"since": waits.isoformat(), "asked": asked} if waits else {}
    kept.record("took_in", "human", user.pk, None, ticket=str(ended.id), **since, **why)
    gone.record("merged", "human", user.pk, None, ticket=str(kept.ticket.id), **why)
    family = [ended, *taken_in(company, ended.id)]
    ids = [one.id for one in family]
    said = Message.objects.filter(company_id=company, ticket__in=ids)
    add_words(kept.ticket, said, *titles_of(family))


def titles_of(tickets: Iterable[Ticket]) -> list[str]:
    """By what other tickets are named: also the one in which they go on is found by it."""
    return [f"{ticket.number} {ticket.subject}" for ticket in tickets]


def letter_of(policy: Policy) -> str:
    """The letter by which a policy tells of a merge: that of its prohibition, else ``merged``."""
    forbids = policy.forbids.values()
    return next((f.notice for f in forbids if f.then == "merge" and f.notice), "merged")


def tell(kept: Change, other: Ticket, letter: str) -> None:
    """Tell the customer by the policy's letter; where it has none, or no address, nobody is told.

    Both numbers stand in it: whichever the customer has in hand, they know where it goes on.
    """
    ticket = kept.ticket
    address = address_of(ticket.company_id, ticket.customer)
    if not address or letter not in kept.policy.notices:
        return
    enqueue(
        kept,
        letter,
        address,
        automatic=True,
        kept_number=ticket.number,
        merged_number=other.number,
    )
    kept.record("notice_queued", notice=letter)
