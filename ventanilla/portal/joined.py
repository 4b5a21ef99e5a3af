"""What a customer reads of requests that became one, or two, and of one that is set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.core.parking import REASONS
from ventanilla.tickets.access import Visitor, may_see
from ventanilla.tickets.joined import goes_on_in, split_off
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.queries import Whole


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, and the number that it speaks of; ``url`` only for who may read that request."""

    text: str
    number: str = ""
    url: str = ""


def notes(found: Whole, company: InForce, who: Visitor) -> list[Note]:
    """Everything of it about one request, as far as this visitor may know."""
    aside = [Note(_aside(found.ticket))] if found.ticket.state == "parked" else []
    return [*aside, *(_note(words, other, company, who) for words, other in _others(found))]


def _aside(ticket: Ticket) -> str:
    """Why it waits, without a word of staff."""
    reason = REASONS.get(ticket.parked_why)
    return _(reason.told) if reason else _("It waits for now. We answer as soon as we can.")


def _others(found: Whole) -> Iterator[tuple[str, Ticket]]:
    ticket = found.ticket
    mine = Ticket.objects.filter(company_id=ticket.company_id)
    if ticket.merged_into is not None:
        root = goes_on_in(ticket.company_id, ticket.id)
        yield _("We answer this together with another of your requests:"), mine.get(id=root)
        return
    for other in found.joined.values():
        yield _("What you wrote in another request is answered here, too:"), other
    kinds = {event.kind for event in found.events}
    if "split_from" in kinds and ticket.linked:
        yield _("This question was asked together with others in:"), mine.get(id=ticket.linked)
    for other in split_off(ticket.company_id, found.events):
        yield _("One of your questions has a request of its own:"), other


def _note(words: str, other: Ticket, company: InForce, who: Visitor) -> Note:
    url = reverse("portal:request", args=[company.slug, other.number])
    return Note(words, other.number, url if may_see(who, other) else "")
