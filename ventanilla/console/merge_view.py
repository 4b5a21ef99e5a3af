"""Two requests side by side before they become one: which goes on, which ends, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce, policy_of
from ventanilla.console.frame import path
from ventanilla.core.lifecycle import DONE
from ventanilla.core.merging import Side, against, stays
from ventanilla.tickets.actions.merge import letter_of
from ventanilla.tickets.duplicates import openings
from ventanilla.tickets.letters import address_of
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.showing import Eyes, state_tag
from ventanilla.ui import times
from ventanilla.ui.parts import Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One of the two: its first words, and what becomes of it."""

    number: str
    url: str
    subject: str
    words: str
    at_text: str
    state: Tag
    becomes: str
    stays: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Both sides, the one that goes on first; ``trouble`` says why they cannot become one."""

    sides: Sequence[SideView]
    other: str
    trouble: str
    told: str


def pair_of(ticket: Ticket, partner: Ticket, company: InForce, look: Eyes) -> Pair:
    """What merging these two would do."""
    first, second = _side(ticket), _side(partner)
    trouble = against(first, second)
    kept = stays(first, second).id
    ordered = sorted((ticket, partner), key=lambda one: one.id != kept)
    views = [
        _view(one, words, company, look, goes_on=one.id == kept)
        for one, words in zip(ordered, openings(ordered), strict=True)
    ]
    return Pair(
        sides=views,
        other=partner.number,
        trouble=_(trouble) if trouble else "",
        told=_told(ordered[0]),
    )


def _side(ticket: Ticket) -> Side:
    return Side(
        ticket.id, ticket.customer, ticket.received_at, ticket.complaint, ticket.state in DONE
    )


def _view(ticket: Ticket, words: str, company: InForce, look: Eyes, *, goes_on: bool) -> SideView:
    subject, _line, text = words.partition("\n")
    return SideView(
        number=ticket.number,
        url=path(company, "ticket", ticket.number),
        subject=subject,
        words=text[:400],
        at_text=_arrived(ticket.received_at, look),
        state=state_tag(ticket.state, for_customer=False),
        becomes=_("Goes on, with its arrival and its promises")
        if goes_on
        else _("Ends here; its promises end without a breach"),
        stays=goes_on,
    )


def _arrived(at: datetime, look: Eyes) -> str:
    when = times.day_and_time(at, look.language, look.zone)
    return _("Received on %(when)s") % {"when": when}


def _told(kept: Ticket) -> str:
    """Whether the customer is told of it by mail: by the policy of the one that goes on."""
    policy = policy_of(kept.company_id, kept.policy)
    if letter_of(policy) in policy.notices and address_of(kept.company_id, kept.customer):
        return _("The customer is told by mail which number goes on.")
    return _("The policy has no letter for this: the customer reads it on the page of the request.")
