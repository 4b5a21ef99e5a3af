"""Open complaints as lines of the board: the day of the legal clock, and who is responsible."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.board.complaints import Complaint
from ventanilla.console.board.risk import owner
from ventanilla.console.frame import path
from ventanilla.people.models import Customer
from ventanilla.tickets.showing import Eyes, promise_view, state_tag
from ventanilla.tickets.titles import day_text
from ventanilla.ui.parts import Tag
from ventanilla.ui.parts.board import ComplaintRow


def complaint_rows(
    complaints: Sequence[Complaint],
    company: InForce,
    names: dict[int, str],
    teams: dict[str, str],
    eyes: Eyes,
) -> list[ComplaintRow]:
    """Open complaints as lines of the board."""
    ids = [complaint.ticket.customer for complaint in complaints]
    who = dict(Customer.objects.filter(company_id=company.id, id__in=ids).values_list("id", "name"))
    return [
        _row(found, company, who.get(found.ticket.customer, ""), names, teams, eyes)
        for found in complaints
    ]


def _row(
    found: Complaint,
    company: InForce,
    customer: str,
    names: dict[int, str],
    teams: dict[str, str],
    eyes: Eyes,
) -> ComplaintRow:
    ticket, clock = found.ticket, found.clock
    return ComplaintRow(
        number=ticket.number,
        url=path(company, "ticket", ticket.number),
        customer=customer or _("Unknown"),
        clock=promise_view(clock, eyes) if clock else None,
        day_text=day_text(clock, eyes.now) if clock else "",
        state=_state(found),
        owner=owner(ticket.assignee, names),
        team=teams.get(ticket.team, ticket.team),
    )


def _state(found: Complaint) -> Tag:
    if found.acknowledged:
        return Tag(text=_("Acknowledged"), icon="check", tone="kept")
    if found.acknowledged is False:
        return Tag(text=_("Not acknowledged yet"), icon="clock", tone="soon")
    return state_tag(found.ticket.state, for_customer=False)
