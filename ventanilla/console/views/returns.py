"""The periodic returns: what is owed, by when and why, and each with its figures and files."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, page, path
from ventanilla.console.lines import names_of
from ventanilla.console.return_forms import SentForm
from ventanilla.console.return_rows import copy_view, happening, return_view
from ventanilla.core.returns import when_it_happens
from ventanilla.people.guards import STAFF, register_reader, role_at
from ventanilla.tickets.models import ReturnCopy
from ventanilla.tickets.return_file import return_file
from ventanilla.tickets.returns import Owed, return_of, returns_of
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.parts import CopyView, Grid


@register_reader
@require_safe
def returns(request: HttpRequest, slug: str) -> HttpResponse:
    """Every return: those that are owed first, then what comes, what happens, what was sent."""
    company, look = in_force(slug), eyes(request)
    people = names_of(company, look).people
    found = returns_of(company, look.now)
    owed = sorted((o for o in found if o.state in {"late", "owed"}), key=_first)
    context = {
        "owed": [return_view(o, company, people, look) for o in owed],
        "coming": [return_view(o, company, people, look) for o in found if o.state == "coming"],
        "done": [
            return_view(o, company, people, look)
            for o in reversed(found)
            if o.state in {"sent", "nothing"}
        ],
        "happenings": [happening(r, look) for r in when_it_happens(company.policy)],
    }
    return page(request, company, "console/returns.html", context, nav_view="returns")


def _first(owed: Owed) -> tuple[bool, float]:
    """The earliest due first; those without one last."""
    due = owed.due
    return (due is None, due.timestamp() if due else 0.0)


@register_reader
@require_safe
def one(request: HttpRequest, slug: str, report: str, period: str) -> HttpResponse:
    """One return: its figures as the record has them now, its files, and whether it was sent."""
    company, look = in_force(slug), eyes(request)
    return show(request, company, owed_of(company, report, period, look), look)


def owed_of(company: InForce, report: str, period: str, look: Eyes) -> Owed:
    """The return of a path.

    Raises:
        Http404: when the policy has none of that name, or no such period.
    """
    try:
        return return_of(company, report, period, look.now)
    except ValueError as error:
        raise Http404(str(error)) from error


def show(
    request: HttpRequest,
    company: InForce,
    owed: Owed,
    look: Eyes,
    form: SentForm | None = None,
) -> HttpResponse:
    """The page of a return; ``form`` is one that was sent and has to be put right."""
    people = names_of(company, look).people
    copies = copies_of(company, owed, people, look)
    works_here = role_at(request, company.slug) in STAFF
    made = return_file(company, owed.duty, owed.period, look.language, look.now)
    tables = [Grid(title=t.title, head=t.head, rows=t.rows) for t in made.tables if t.rows]
    name = (owed.duty.name, owed.period.name)
    if form is None and works_here and owed.state in {"owed", "late", "nothing"}:
        form = SentForm(choices(copies))
    context = {
        "item": return_view(owed, company, people, look),
        "figures": made.figures,
        "tables": tables,
        "notes": made.notes,
        "copies": copies,
        "form": form,
        "may_make": works_here,
        "urls": {
            "list": path(company, "returns"),
            "make": path(company, "return_make", *name),
            "sent": path(company, "return_sent", *name),
        },
    }
    status = 422 if form is not None and form.errors else 200
    return page(request, company, "console/return.html", context, status=status, nav_view="returns")


def copies_of(
    company: InForce, owed: Owed, people: Mapping[int, str], look: Eyes
) -> list[CopyView]:
    """The files that were made of a return, the last one first."""
    mine = ReturnCopy.objects.filter(
        company_id=company.id, report=owed.duty.name, period=owed.period.name
    )
    return [copy_view(copy, company, people, look) for copy in mine.order_by("-serial")]


def choices(copies: list[CopyView]) -> list[tuple[str, str]]:
    """The same files to choose the one that was sent from."""
    return [(copy.choice.value, copy.choice.text) for copy in copies]
