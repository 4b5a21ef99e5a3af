"""Downloads: always as an attachment, with a policy that lets nothing in them run."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from ventanilla.channels.paper import paper
from ventanilla.companies.inforce import in_force
from ventanilla.people.guards import customer
from ventanilla.portal.visit import own_ticket, visitor
from ventanilla.tickets.access import may_see
from ventanilla.tickets.files import response_of
from ventanilla.tickets.models import File, Message, Ticket


@customer
@require_safe
def file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """A file of a message that the visitor may read."""
    company = in_force(slug)
    row = File.objects.filter(company_id=company.id, id=number).first()
    if row is None:
        raise Http404
    ticket = Ticket.objects.get(company_id=company.id, id=row.ticket)
    message = Message.objects.get(company_id=company.id, id=row.message)
    if not may_see(visitor(request, company), ticket) or message.kind not in {"in", "out"}:
        raise Http404
    response: FileResponse = response_of(row)
    return response


@customer
@require_safe
def letter(request: HttpRequest, slug: str, number: str, message: int) -> HttpResponse:
    """A letter of one's own request as PDF, to be kept."""
    return paper(own_ticket(request, in_force(slug), number), message)
