"""Downloads for staff."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import in_force
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
