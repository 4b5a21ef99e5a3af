"""What others wait for: questions to my areas, and incidents to be mended."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.companies.inforce import in_force
from ventanilla.console import case as view
from ventanilla.console.case_forms import VerdictForm, WordsForm
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.views.inbox import ticket_of
from ventanilla.console.views.webinars import coming
from ventanilla.people.guards import staff
from ventanilla.tickets.actions.answer_area import answer_area
from ventanilla.tickets.actions.close_incident import close_incident
from ventanilla.tickets.areas import areas_of
from ventanilla.tickets.models import Check, Incident, IncidentTicket, Ticket
from ventanilla.tickets.queries import whole
from ventanilla.tickets.showing import state_tag
from ventanilla.ui import times

MOST = 100


@staff
@require_safe
def tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """Open questions to the areas of whoever asks, and every open incident."""
    company, look = in_force(slug), eyes(request)
    mine = areas_of(company.id, user_of(request).pk)
    waiting = Check.objects.filter(company_id=company.id, verdict="", team__in=mine)
    incidents = Incident.objects.filter(company_id=company.id, closed_at__isnull=True)
    context = {
        "view": "page",
        "checks": view.checks_of(company, waiting.order_by("id")[:MOST], look),
        "incidents": view.incidents_of(company, incidents.order_by("id")[:MOST], look),
        "webinars": coming(company, look),
    }
    return page(request, company, "console/tasks.html", context, nav_view="tasks")


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One question to an area, with the request it is about; its people answer here."""
    company, look, user = in_force(slug), eyes(request), user_of(request)
    row = Check.objects.filter(company_id=company.id, id=number).first()
    if row is None:
        raise Http404(str(number))
    ticket = Ticket.objects.get(company_id=company.id, id=row.ticket)
    found = whole(ticket_of(request, company, ticket.number), look.now)
    may = not row.verdict and row.team in areas_of(company.id, user.pk) and user.pk != row.asked_by
    if request.method == "POST" and not may and not row.verdict:
        raise Http404(str(number))  # what was answered already is shown, with its answer
    form = VerdictForm(request.POST or None) if may else None
    if form is not None and request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            answer_area(company.id, row.id, user, typed["verdict"], typed["text"], timezone.now())
            return redirect("console:tasks", slug=slug)
        except ValueError as error:
            form.add_error("text", _(str(error)))
    context = {
        "view": "page",
        "check": view.checks_of(company, [row], look)[0],
        "said": [message.text for message in found.messages if message.kind == "in"][:5],
        "form": form,
        "urls": {"post": path(company, "check", number)},
    }
    status = 422 if form is not None and form.errors else 200
    return page(request, company, "console/check.html", context, status=status, nav_view="tasks")


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One incident with the requests it lies behind; it is closed with what came out."""
    company, look = in_force(slug), eyes(request)
    row = Incident.objects.filter(company_id=company.id, id=number).first()
    if row is None:
        raise Http404(str(number))
    form = WordsForm(_("What came out"), 3, request.POST or None) if row.closed_at is None else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            close_incident(
                company.id, row.id, user_of(request), form.cleaned_data["text"], timezone.now()
            )
            return redirect("console:incident", slug=slug, number=number)
        except ValueError as error:
            form.add_error(None, _(str(error)))
    ids = IncidentTicket.objects.filter(company_id=company.id, incident=row.id).values("ticket")
    behind = Ticket.objects.filter(company_id=company.id, id__in=ids).order_by("id")
    context = {
        "view": "page",
        "incident": view.incidents_of(company, [row], look)[0],
        "text": row.text,
        "outcome": row.outcome,
        "closed_text": times.long_day_and_time(row.closed_at, look.language, look.zone)
        if row.closed_at
        else "",
        "requests": [
            {
                "number": ticket.number,
                "subject": ticket.subject,
                "url": path(company, "ticket", ticket.number),
                "state": state_tag(ticket.state, for_customer=False),
            }
            for ticket in behind
        ],
        "form": form,
        "urls": {"post": path(company, "incident", number)},
    }
    status = 422 if form is not None and form.errors else 200
    return page(request, company, "console/incident.html", context, status=status, nav_view="tasks")
