"""One problem, one request: what stands beside a ticket about others that it is one with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.frame import path
from ventanilla.core.lifecycle import DONE
from ventanilla.core.questions import questions
from ventanilla.tickets.actions.unsplit import SAID
from ventanilla.tickets.duplicates import Similar, probable
from ventanilla.tickets.joined import goes_on_in, split_off
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.queries import Whole
from ventanilla.tickets.showing import Eyes, state_tag
from ventanilla.ui import times
from ventanilla.ui.parts import Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another request: how it is one with this one, and what can be done about it."""

    number: str
    url: str
    subject: str
    state: Tag
    at_text: str
    why: str = ""
    merge_url: str = ""
    undo_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of several questions in a text, and where it becomes a request of its own."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Everything of it: duplicates are offered, never joined by themselves; nor is a text split.

    ``onward`` is where a merged request goes on, ``source`` from which one was split off.
    """

    onward: Other | None = None
    source: Other | None = None
    similar: Sequence[Other] = ()
    taken: Sequence[Other] = ()
    parts: Sequence[Part] = ()
    split: Sequence[Other] = ()


def joint_acts(found: Whole) -> dict[str, str]:
    """The acts of this page that make sense now, with their routes."""
    state = found.condition.state
    if state == "merged":
        return {"unmerge": "unmerge"}
    if state in DONE:
        return {}
    acts = {"merge": "merge", "split": "split"}
    acts |= {"unpark": "unpark"} if state == "parked" else {"park": "park"}
    kinds = {(event.kind, event.by) for event in found.events}
    answered = any(kind in SAID and by == "human" for kind, by in kinds)
    if ("split_from", "human") in kinds and not answered:
        acts["unsplit"] = "unsplit"
    return acts


def joined(found: Whole, company: InForce, look: Eyes) -> Joined:
    """What stands beside a ticket."""
    ticket = found.ticket
    if ticket.merged_into is not None:
        root = goes_on_in(company.id, ticket.id)
        onward = other(Ticket.objects.get(company_id=company.id, id=root), company, look)
        return Joined(onward=onward)
    source = None
    if any(event.kind == "split_from" for event in found.events) and ticket.linked:
        source = Ticket.objects.get(company_id=company.id, id=ticket.linked)
    open_now = found.condition.state not in DONE
    return Joined(
        source=other(source, company, look) if source else None,
        similar=similar_of(ticket, company, look) if open_now else (),
        taken=[other(one, company, look, undo="unmerge") for one in found.joined.values()],
        parts=parts_of(found, company) if open_now else (),
        split=[other(one, company, look) for one in split_off(company.id, found.events)],
    )


def similar_of(ticket: Ticket, company: InForce, look: Eyes) -> list[Other]:
    """Other open requests of the customer that are probably about the same, the likest first."""
    return [_similar(one, ticket, company, look) for one in probable(ticket)]


def _similar(one: Similar, ticket: Ticket, company: InForce, look: Eyes) -> Other:
    words = {
        "same": _("Nearly the same words"),
        "words": _("Much the same words"),
        "meaning": _("The same matter in other words"),
    }
    merge = f"{path(company, 'merge', ticket.number)}?with={one.ticket.number}"
    return other(one.ticket, company, look, why=words[one.how], merge_url=merge)


def other(
    ticket: Ticket,
    company: InForce,
    look: Eyes,
    *,
    undo: str = "",
    why: str = "",
    merge_url: str = "",
) -> Other:
    """A request as a line; ``undo`` names the route that takes back what made it one."""
    return Other(
        number=ticket.number,
        url=path(company, "ticket", ticket.number),
        subject=ticket.subject,
        state=state_tag(ticket.state, for_customer=False),
        at_text=times.short(ticket.received_at, look.now, look.language, look.zone),
        why=why,
        merge_url=merge_url,
        undo_url=path(company, undo, ticket.number) if undo else "",
    )


def parts_of(found: Whole, company: InForce) -> list[Part]:
    """The questions of the opening words after the first, where there are several; once one was
    split off, an agent has decided."""
    first = next((m for m in found.messages if m.kind == "in"), None)
    if first is None or found.ticket.complaint or any(e.kind == "split" for e in found.events):
        return []
    many = questions(first.text)
    url = path(company, "split", found.ticket.number)
    return [
        Part(text=Truncator(part.own).chars(90), url=f"{url}?message={first.id}&part={place}")
        for place, part in enumerate(many)
        if place
    ]
