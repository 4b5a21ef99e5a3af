"""What came by post, telephone or in person is written down by staff (XM-34, RX-39)."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ventanilla.companies.inforce import in_force
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.intake_form import IntakeForm
from ventanilla.people.actions.know import Contact
from ventanilla.people.guards import staff
from ventanilla.tickets.actions.receive import Incoming, receive
from ventanilla.tickets.files import uploads
from ventanilla.tickets.once import KeyReusedError


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, slug: str) -> HttpResponse:
    """A request is opened for somebody else; its clocks count from when it was received."""
    company, look = in_force(slug), eyes(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = IntakeForm(company.policy, look.language, timezone.now(), look.zone, *sent)
    if sent and form.is_valid():
        typed = form.cleaned_data
        incoming = Incoming(
            company=company,
            channel=typed["channel"],
            topic=typed["topic"],
            contact=Contact(typed["email"], typed["name"], typed["language"]),
            subject=typed["subject"],
            text=typed["text"],
            received_at=form.received_at,
            uploads=uploads(typed["files"]),
            recorder=user_of(request).pk,
            posted_on=typed["posted_on"],
        )
        try:
            known = receive(incoming, timezone.now(), request.POST.get("key", "")[:80])
            return redirect("console:ticket", slug=slug, number=known.number)
        except KeyReusedError:
            form.add_error(None, _("This form was sent before with other words."))
    context = {
        "view": "page",
        "form": form,
        "key": secrets.token_urlsafe(12),
        "urls": {"post": path(company, "intake"), "back": path(company, "inbox")},
    }
    status = 422 if sent else 200
    return page(request, company, "console/intake.html", context, status=status, nav_view="intake")
