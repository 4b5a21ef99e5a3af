"""Downloads for staff."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from ventanilla.channels.paper import paper
from ventanilla.companies.inforce import in_force
from ventanilla.console.views.inbox import ticket_of
from ventanilla.people.guards import staff
from ventanilla.tickets.files import response_of
from ventanilla.tickets.models import File


@staff
@require_safe
def file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """A file of any message of the company."""
    del request
    row = File.objects.filter(company_id=in_force(slug).id, id=number).first()
    if row is None:
        raise Http404
    return response_of(row)


@staff
@require_safe
def letter(request: HttpRequest, slug: str, number: str, message: int) -> HttpResponse:
    """A letter as PDF, to be read, printed and posted."""
    return paper(ticket_of(request, in_force(slug), number), message)
