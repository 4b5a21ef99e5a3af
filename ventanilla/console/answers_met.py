"""Where a customer has met an article already: read or shown before writing, sent by us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.helpcentre.showings import noted
from ventanilla.tickets.models import Event, Outgoing, Ticket
from ventanilla.ui.parts import Tag

READ, SHOWN, SENT = "read", "shown", "sent"


def met(company: InForce, ticket: Ticket, answers: Iterable[str]) -> dict[str, str]:
    """How the customer knows each article that they know, by its name; reading counts most.

    ``answers`` are the words that we have written to them.
    """
    found: dict[str, str] = dict.fromkeys(_sent(company, answers), SENT)
    for way, name in (*_before(company, ticket), *_receipt(company, ticket)):
        if name and found.get(name) != READ:
            found[name] = way
    return found


def met_tag(way: str) -> Tag | None:
    """The same as a label; None for an article that is new to them."""
    tags = {
        READ: Tag(text=_("Read by the customer"), icon="eye", tone="soon"),
        SHOWN: Tag(text=_("Shown to the customer"), icon="eye"),
        SENT: Tag(text=_("Sent before"), icon="send"),
    }
    return tags.get(way)


def _before(company: InForce, ticket: Ticket) -> Iterator[tuple[str, str]]:
    """What stands in the thread: shown and read before the request was written."""
    rows = Event.objects.filter(company_id=company.id, ticket=ticket.id, kind="answers_shown")
    for detail in rows.values_list("detail", flat=True):
        for way in (SHOWN, READ):
            yield from ((way, name) for name in detail.get(way, "").split(","))


def _receipt(company: InForce, ticket: Ticket) -> Iterator[tuple[str, str]]:
    """What the receipt brought, and which of it was opened."""
    rows = Outgoing.objects.filter(company_id=company.id, ticket=ticket.id, letter="receipt")
    for values in rows.values_list("values", flat=True):
        yield from ((SHOWN, name) for name in values.get("known", "").split(","))
        opened = noted(values.get("showing", ""), company.id).opened
        yield from ((READ, name) for name in opened)


def _sent(company: InForce, answers: Iterable[str]) -> Iterator[str]:
    """The articles whose address stands in an answer of ours."""
    shelf = reverse("portal:help", args=[company.slug])
    for text in answers:
        for piece in text.split(shelf)[1:]:
            yield piece.partition("/")[0]
