"""Find my request: the link goes to the mail address, and a stranger learns nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.core.numbers import tidy_number
from ventanilla.people.actions.know import find as find_customer
from ventanilla.people.guards import anyone
from ventanilla.portal.forms import FindForm
from ventanilla.portal.frame import page
from ventanilla.tickets.actions.send_letter import asked_too_often, send_letter
from ventanilla.tickets.models import Ticket
from ventanilla.ui.frame import reader


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """Number and mail address; the answer is the same whether the request exists or not."""
    company = in_force(slug)
    posted = request.method == "POST"
    form = FindForm(request.POST if posted else None)
    paths = {"find": reverse("portal:find", args=[slug])}
    if not (posted and form.is_valid()):
        status = 422 if form.errors else 200
        return page(
            request, company, "portal/find.html", {"form": form, "urls": paths}, status=status
        )
    mail = form.cleaned_data["mail"]
    _send_link(request, company, form.cleaned_data["number"], mail)
    return page(request, company, "portal/find_sent.html", {"mail": mail, "urls": paths})


def _send_link(request: HttpRequest, company: InForce, typed: str, mail: str) -> None:
    number = tidy_number(typed)
    customer = find_customer(company.id, mail)
    if number is None or customer is None:
        return
    mine = Ticket.objects.filter(company_id=company.id, number=number, customer=customer.id)
    ticket = mine.first()
    now = timezone.now()
    if ticket is not None and not asked_too_often(company.id, "link", mail, now):
        language = reader(request).language.split("-", 1)[0]
        send_letter(company.id, "link", mail, language, now, ticket=ticket.id)
