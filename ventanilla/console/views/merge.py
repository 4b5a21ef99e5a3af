"""Merging with another request: found beside it or by its number, looked at, done, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.joined import similar_of
from ventanilla.console.merge_view import pair_of
from ventanilla.console.views.inbox import ticket_of
from ventanilla.core.numbers import tidy_number
from ventanilla.people.guards import staff
from ventanilla.tickets.access import access_ticket
from ventanilla.tickets.actions.merge import merge as merge_tickets
from ventanilla.tickets.actions.unmerge import unmerge as take_back
from ventanilla.tickets.joined import goes_on_in
from ventanilla.tickets.models import Ticket


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Choose the other request, see which of the two goes on, and merge them."""
    company, look = in_force(slug), eyes(request)
    ticket = ticket_of(request, company, number)
    if ticket.merged_into is not None:  # pressed twice, or an old page
        return _to(company, goes_on_in(company.id, ticket.id))
    typed = request.POST.get("with", request.GET.get("with", ""))[:40].strip()
    partner, error = _partner(request, company, ticket, typed)
    if request.method == "POST" and partner is not None:
        try:
            done = merge_tickets(company.id, ticket.id, partner.id, user_of(request), look.now)
        except ValueError as refused:
            error = _(str(refused))
        else:
            said = _("Merged: %(number)s goes on.") % {"number": done.kept.number}
            messages.success(request, said)
            return _to(company, done.kept.id)
    context = {
        "view": "page",
        "number": ticket.number,
        "subject": ticket.subject,
        "typed": typed,
        "error": error,
        "pair": pair_of(ticket, partner, company, look) if partner else None,
        "similar": similar_of(ticket, company, look),
        "urls": {
            "ticket": path(company, "ticket", ticket.number),
            "merge": path(company, "merge", ticket.number),
        },
    }
    return page(request, company, "console/merge.html", context, status=422 if error else 200)


def _to(company: InForce, ticket: int) -> HttpResponse:
    kept = Ticket.objects.get(company_id=company.id, id=ticket)
    return redirect(path(company, "ticket", kept.number))


def _partner(
    request: HttpRequest, company: InForce, ticket: Ticket, typed: str
) -> tuple[Ticket | None, str]:
    """The request of a number that was typed; where it was merged, the one in which it goes on."""
    if not typed:
        return None, ""
    try:
        found = access_ticket(user_of(request), company.id, tidy_number(typed) or typed)
    except Ticket.DoesNotExist:
        return None, _("There is no request %(number)s here. Look at its number.") % {
            "number": typed
        }
    root = goes_on_in(company.id, found.id)
    if ticket.id == root:
        return None, _("This is the same request. Choose another one.")
    return Ticket.objects.get(company_id=company.id, id=root), ""


@staff
@require_POST
def unmerge(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Take a merge back, from the page of either of the two."""
    company = in_force(slug)
    ticket = ticket_of(request, company, number)
    try:
        take_back(company.id, ticket.id, user_of(request), timezone.now())
        said = _("Taken back: %(number)s stands by itself again.") % {"number": number}
        messages.success(request, said)
    except ValueError as refused:
        messages.error(request, _(str(refused)))
    return redirect("console:ticket", slug=slug, number=number)
