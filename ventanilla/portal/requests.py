"""A request as its customer sees it: the promise that matters, the steps, the list."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.core.lifecycle import DONE
from ventanilla.core.promises import Standing, shown
from ventanilla.tickets.access import Visitor, of_visitor
from ventanilla.tickets.models import Message, Ticket
from ventanilla.tickets.queries import Whole, standings_of
from ventanilla.tickets.showing import Eyes, promise_view, state_tag
from ventanilla.ui import times
from ventanilla.ui.parts import PromiseView, RequestRow, StepView


def main_promise(request: Whole, eyes: Eyes) -> PromiseView | None:
    """The answer the customer is waiting for; after it, the last one that ended."""
    visible = [s for s in request.standings if s.promise.shown]
    running = shown(visible)
    if running is not None:
        words = _("We answer you by")
        if running.promise.strength.kind == "usually":
            words = _("We usually answer by")
        return promise_view(running, eyes, request.occurrences, title=words)
    paused = next((s for s in visible if s.state == "paused"), None)
    if paused is not None:
        return promise_view(paused, eyes, request.occurrences)
    ended = [s for s in visible if s.stopped and s.state in {"kept", "broken"} and _by_person(s)]
    if not ended:
        return None
    return promise_view(ended[-1], eyes, request.occurrences)


def _by_person(standing: Standing) -> bool:
    return any(ending.by in {"human", "any"} for ending in standing.promise.stop.any)


def next_steps(request: Whole, eyes: Eyes) -> list[StepView]:
    """Received, each promised act in the order in which it falls due, solved."""
    ticket = request.ticket
    channel = request.policy.channels.get(ticket.channel)
    via = channel.title.for_(eyes.language) if channel else ""
    when = times.day_and_time(ticket.received_at, eyes.language, eyes.zone)
    steps = [
        StepView(
            title=_("We received your message"),
            state="done",
            detail=f"{when} · {via}" if via else when,
        )
    ]
    acts = [s for s in request.standings if s.promise.shown and _by_person(s)]
    acts.sort(key=lambda s: s.stopped or s.due or s.started)
    current = next((s for s in acts if s.stopped is None), None)
    steps.extend(_step(standing, current, eyes) for standing in acts)
    solved = ticket.state in DONE
    steps.append(
        StepView(
            title=_("Solved"),
            state="done" if solved else "next" if current else "current",
            detail=times.day_and_time(ticket.resolved_at, eyes.language, eyes.zone)
            if ticket.resolved_at
            else "",
        )
    )
    return steps


def _step(standing: Standing, current: Standing | None, eyes: Eyes) -> StepView:
    view = promise_view(standing, eyes)
    if standing.stopped is not None:
        return StepView(
            title=view.title,
            state="done",
            detail=times.day_and_time(standing.stopped, eyes.language, eyes.zone),
            kept_text=view.kept_text if standing.state == "kept" else "",
            broken_text=view.kept_text if standing.state == "broken" else "",
        )
    detail = view.hold_text if standing.due is None else _("by %(when)s") % {"when": view.day_text}
    return StepView(
        title=view.title, state="current" if standing is current else "next", detail=detail
    )


def remembered(company: InForce, customer: int, names: Collection[str]) -> dict[str, str]:
    """The newest values of some details that this customer gave before (SB-27: their shop)."""
    asked = Ticket.objects.filter(company_id=company.id, customer=customer)
    newest = list(asked.order_by("-received_at").values_list("id", flat=True)[:10])
    written = Message.objects.filter(company_id=company.id, ticket__in=newest, kind="in")
    found: dict[str, str] = {}
    for given in written.order_by("at").values_list("fields", flat=True):
        found.update({name: value for name, value in given.items() if name in names})
    return found


def rows_of(person: Visitor, company: InForce, eyes: Eyes) -> list[RequestRow]:
    """The requests this visitor may see, the newest first."""
    found = of_visitor(person).order_by("-received_at", "-id")
    if person.customer is not None:  # what was merged stands in the one it goes on in
        found = found.filter(merged_into=None)
    return [row_of(ticket, company, eyes) for ticket in found[:100]]


def row_of(ticket: Ticket, company: InForce, eyes: Eyes) -> RequestRow:
    """A request as a line of a list."""
    standing = shown(standings_of(ticket, eyes.now)) if ticket.due_at else None
    return RequestRow(
        number=ticket.number,
        url=reverse("portal:request", args=[company.slug, ticket.number]),
        subject=ticket.subject,
        state=state_tag(ticket.state, for_customer=True),
        at_text=times.day_and_time(ticket.received_at, eyes.language, eyes.zone),
        promise=promise_view(standing, eyes) if standing else None,
    )


def fair_text(request: Whole, language: str) -> str:
    """Why other requests are answered before this one (SB-21); empty where they are not."""
    fair, why = request.policy.fair_use, request.condition.demoted_why
    rule = next((r for r in fair.triggers if r.name == why), None) if fair else None
    if not request.condition.demoted or rule is None:
        return ""
    says = rule.says.for_(language)
    return _("Other requests are answered before this one for now: %(why)s.") % {"why": says}
