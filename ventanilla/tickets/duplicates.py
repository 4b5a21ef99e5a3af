"""Open requests that may be about one and the same problem (ET-12, SB-41): only ever offered.

Words find them in any language, each for itself; sentence vectors also find other words and other
languages, where the desk has its model. Nothing of it is kept but in the memory of the process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ventanilla.core.answers import Embedder
from ventanilla.core.answers.postings import unit
from ventanilla.core.lifecycle import DONE
from ventanilla.core.likeness import ALIKE, likeness
from ventanilla.helpcentre.indexes import weights
from ventanilla.helpcentre.vectors import embedder
from ventanilla.tickets.models import Message, Ticket

type How = Literal["same", "words", "meaning"]

LOOKED_THROUGH = 20
"""Open requests of one customer that are compared, the newest."""
SAME = 0.8
"""From this likeness on two texts are nearly the same words."""
MEANT = {True: 0.55, False: 0.42}
"""From this cosine on two texts mean the same matter: of one language, which are near each other
anyhow, and of two. Measured on wordings of articles (``docs/merging.md``)."""
FIRST = 400
"""Signs of a text whose meaning is compared: what it is about stands at its beginning."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A request, and what about it is alike: nearly the same words, many, or what is meant."""

    ticket: Ticket
    how: How


def similar(words: str, language: str, tickets: Sequence[Ticket]) -> list[Similar]:
    """Those of some tickets that seem to be about what these words are about, in their order."""
    if not tickets or not words.strip():
        return []
    said = openings(tickets)
    meant = _meant(words, said, embedder())
    found = []
    for ticket, opening, near in zip(tickets, said, meant, strict=True):
        share = likeness(words, opening)
        if share >= ALIKE:
            found.append(Similar(ticket, "same" if share >= SAME else "words"))
        elif near >= MEANT[ticket.language == language]:
            found.append(Similar(ticket, "meaning"))
    return found


def openings(tickets: Sequence[Ticket]) -> list[str]:
    """What each ticket is about in its customer's words: its subject, and how it began."""
    if not tickets:
        return []
    first = Message.objects.filter(
        company_id=tickets[0].company_id, ticket__in=[t.id for t in tickets], kind="in"
    )
    rows = first.order_by("ticket", "id").distinct("ticket").values_list("ticket", "text")
    texts = dict(rows)
    return [f"{ticket.subject}\n{texts.get(ticket.id, '')}".strip() for ticket in tickets]


def probable(ticket: Ticket) -> list[Similar]:
    """Other open requests of a ticket's customer that are probably the same, the likest first."""
    mine = Ticket.objects.filter(company_id=ticket.company_id, customer=ticket.customer)
    # What was split off from one another was looked at already: they are two.
    apart = [ticket.id, *([ticket.linked] if ticket.linked else [])]
    others = mine.exclude(id__in=apart).exclude(linked=ticket.id).exclude(state__in=DONE)
    others = others.order_by("-received_at", "-id")
    found = list(others[:LOOKED_THROUGH])
    if not found:
        return []
    order = ("same", "words", "meaning")
    return sorted(
        similar(openings([ticket])[0], ticket.language, found), key=lambda one: order.index(one.how)
    )


def _meant(words: str, said: Sequence[str], model: Embedder | None) -> Sequence[float]:
    """How near the meaning of each text is to that of some words, from -1 to 1; 0 without model."""
    if model is None:
        return [0.0] * len(said)
    rows = model.query([text[:FIRST] for text in (words, *said)]) - weights().mean
    units = unit(rows)
    nearness: list[float] = np.einsum("ij,j->i", units[1:], units[0]).tolist()
    return nearness
