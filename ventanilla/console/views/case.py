"""The case behind a request: who inside or outside has to act first, and the register's entry."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ventanilla.channels.paper import printed
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console import case as view
from ventanilla.console.case_forms import (
    AreaForm,
    IncidentForm,
    LinkForm,
    RecordForm,
    StepForm,
    WayForm,
    WordsForm,
)
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.ticket import ticket_view
from ventanilla.console.views.inbox import ticket_of
from ventanilla.core.letters import at_institution
from ventanilla.core.lifecycle import DONE
from ventanilla.people.guards import staff
from ventanilla.people.models import User
from ventanilla.tickets.actions.ask_area import ask_area
from ventanilla.tickets.actions.change_channel import change_channel
from ventanilla.tickets.actions.describe_complaint import describe_complaint
from ventanilla.tickets.actions.escalate import escalate
from ventanilla.tickets.actions.external_step import close_external_step, open_external_step
from ventanilla.tickets.actions.open_incident import link_incident, open_incident
from ventanilla.tickets.actions.post_letter import post_letter, unposted
from ventanilla.tickets.models import Check, Complaint, Incident, IncidentTicket
from ventanilla.tickets.once import KeyReusedError, once
from ventanilla.tickets.queries import Whole, whole
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.parts import Choice

type Act = Callable[[InForce, int, User, dict[str, str], datetime], object]

ACTS: Mapping[str, Act] = {
    "area": lambda c, t, u, w, now: ask_area(c.id, t, u, w["team"], w["text"], now),
    "incident": lambda c, t, u, w, now: open_incident(
        c.id, t, u, w["team"], w["title"], w["text"], now
    ),
    "link": lambda c, t, u, w, now: link_incident(c.id, t, u, int(w["incident"]), now),
    "outside": lambda c, t, u, w, now: open_external_step(c.id, t, u, w["text"], now),
    "back": lambda c, t, u, w, now: close_external_step(c.id, t, u, w["text"], now),
    "post": lambda c, t, u, w, now: post_letter(c.id, t, u, w["text"], now, printed),
    "way": lambda c, t, u, w, now: change_channel(c.id, t, u, w["to"], w["text"], now),
    "step": lambda c, t, u, w, now: escalate(c.id, t, u, w["to"], w["text"], now),
}
"""What each form of the page does with its words."""


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The whole case; ``act`` says which of its forms was sent."""
    company, look = in_force(slug), eyes(request)
    found = whole(ticket_of(request, company, number), look.now)
    entry = Complaint.objects.filter(company_id=company.id, ticket=found.ticket.id).first()
    wanted = request.POST.get("act", "")
    offered = _forms(request, company, found, entry, look)
    sent = offered.get(wanted)
    if sent is not None and _done(request, company, found, wanted, sent):
        return redirect("console:case", slug=slug, number=number)
    mine = Check.objects.filter(company_id=company.id, ticket=found.ticket.id).order_by("-id")
    incidents = view.linked(company.id, found.ticket.id)
    context = {
        "view": "page",
        "ticket": ticket_view(found, company, look),
        "facts": view.entry_facts(found.ticket, entry, look),
        "checks": view.checks_of(company, mine, look),
        "letters": view.letters_of(company, found, look),
        "unposted": view.unposted_of(found, look),
        "incidents": view.incidents_of(company, incidents, look),
        "forms": offered,
        "wrong": sent,
        "key": secrets.token_urlsafe(18),
        "urls": {"post": path(company, "case", number)},
    }
    status = 422 if sent is not None and sent.errors else 200
    return page(request, company, "console/case.html", context, status=status)


def _forms(
    request: HttpRequest, company: InForce, found: Whole, entry: Complaint | None, look: Eyes
) -> dict[str, forms.Form]:
    """The forms that make sense now; the one that was sent holds what was typed."""
    wanted = request.POST.get("act", "")

    def data(name: str) -> object:
        return request.POST if wanted == name else None

    offered: dict[str, forms.Form] = {}
    if unposted(found.occurrences):
        offered["post"] = WordsForm("", 1, data("post"))
    if entry is not None:
        offered["record"] = RecordForm(data("record"), initial=RecordForm.of(entry))
    if found.ticket.state in DONE:
        return offered
    areas = view.area_choices(company, look)
    if areas:
        offered["area"] = AreaForm(areas, data("area"))
        offered["incident"] = IncidentForm(areas, data("incident"))
    behind = IncidentTicket.objects.filter(company_id=company.id, ticket=found.ticket.id)
    others = Incident.objects.filter(company_id=company.id, closed_at__isnull=True).exclude(
        id__in=behind.values("incident")
    )
    choices = [Choice(value=str(row.id), text=row.title) for row in others.order_by("-id")[:100]]
    if choices:
        offered["link"] = LinkForm(choices, data("link"))
    if at_institution(found.occurrences):
        offered["back"] = WordsForm(_("What it answered"), 3, data("back"), prefix="back")
    else:
        offered["outside"] = WordsForm(_("Institution"), 1, data("outside"), prefix="outside")
    if ways := view.other_ways(found, look):
        offered["way"] = WayForm(ways, data("way"))
    if steps := view.step_choices(found.policy, look):
        offered["step"] = StepForm(steps, data("step"))
    return offered


def _done(request: HttpRequest, company: InForce, found: Whole, act: str, form: forms.Form) -> bool:
    """Whether the form was good and its act done; what speaks against it stands in the form.

    The key of the page makes it once, however often it is sent.
    """
    if not form.is_valid():
        return False
    now, user, ticket = timezone.now(), user_of(request), found.ticket.id

    def effect() -> dict[str, object]:
        if isinstance(form, RecordForm):
            describe_complaint(company.id, ticket, user, form.description(), now)
        else:
            ACTS[act](company, ticket, user, form.cleaned_data, now)
        return {}

    key = request.POST.get("key", "")[:80]
    try:
        once(
            company.id, f"case {act} {ticket:x}", key, {"by": user.pk, **form.cleaned_data}, effect
        )
    except KeyReusedError:
        again = _("This was sent before with other words. Look at the thread, then send again.")
        form.add_error(None, again)
    except ValueError as error:
        form.add_error(None, _(str(error)))
    return not form.errors
