"""Every promise of a ticket with its working-out, and why it stands where it stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import in_force
from ventanilla.console.frame import eyes, page
from ventanilla.console.ticket import ticket_view
from ventanilla.console.views.inbox import ticket_of
from ventanilla.core.promises import shown
from ventanilla.core.routing import place
from ventanilla.people.guards import staff
from ventanilla.tickets.queries import whole
from ventanilla.tickets.showing import promise_view, reason_text
from ventanilla.ui import times


@staff
@require_safe
def promises(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The working-out of each due instant in the agent's words and zone."""
    company = in_force(slug)
    look = eyes(request)
    found = whole(ticket_of(request, company, number), look.now)
    spot = place(found.policy, found.condition, found.ticket.received_at, shown(found.standings))
    since = times.day_of(found.policy.effective, look.language)
    context = {
        "ticket": ticket_view(found, company, look),
        "promises": [promise_view(s, look, found.occurrences) for s in found.standings],
        "reasons": [reason_text(reason, found.policy, look) for reason in spot.reasons],
        "policy_text": _("Policy %(version)s, in force since %(day)s")
        % {"version": found.policy.version, "day": since},
    }
    return page(request, company, "console/promises.html", context)
