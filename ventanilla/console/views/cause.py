"""Naming the root cause of a request, from its menu or from the register."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ventanilla.companies.inforce import in_force, policy_of
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.register_forms import CauseForm
from ventanilla.console.views.inbox import ticket_of
from ventanilla.core.causes import cause_codes
from ventanilla.people.guards import staff
from ventanilla.tickets.actions.name_cause import name_cause
from ventanilla.tickets.titles import cause_title


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def cause(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Choose one of the causes; then back to where one came from."""
    company, look = in_force(slug), eyes(request)
    ticket = ticket_of(request, company, number)
    policy = policy_of(company.id, ticket.policy)
    choices = [(code, cause_title(policy, code, look.language)) for code in cause_codes(policy)]
    sent = request.POST if request.method == "POST" else None
    form = CauseForm(choices, sent, initial={"cause": ticket.cause})
    by_register = request.GET.get("from") == "register"
    back = path(company, "register") if by_register else path(company, "ticket", ticket.number)
    if form.is_valid():
        chosen = form.cleaned_data["cause"]
        try:
            name_cause(company.id, ticket.id, user_of(request), chosen, timezone.now())
            return redirect(back)
        except ValueError as refused:
            form.add_error(None, _(str(refused)))
    context = {
        "form": form,
        "number": ticket.number,
        "subject": ticket.subject,
        "heading": _("Root cause"),
        "urls": {"back": back, "ticket": path(company, "ticket", ticket.number)},
    }
    status = 422 if form.errors else 200
    return page(request, company, "console/cause.html", context, status=status)
