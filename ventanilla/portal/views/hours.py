"""Hours and promises, as the policy in force says them: nothing on this page is typed twice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.companies import published
from ventanilla.companies.inforce import in_force
from ventanilla.companies.manual.ladder import ladder
from ventanilla.people.guards import anyone
from ventanilla.portal.cards import channel_cards
from ventanilla.portal.frame import eyes, page
from ventanilla.portal.kept import kept
from ventanilla.portal.visit import lane_of
from ventanilla.portal.ways import routes
from ventanilla.ui import times


@anyone
@require_safe
def hours(request: HttpRequest, slug: str) -> HttpResponse:
    """Each channel with its hours in the reader's zone, the promises, and how we work."""
    company = in_force(slug)
    look = eyes(request, company)
    today = look.now.astimezone(look.zone).date()
    since = times.day_of(company.policy.effective, look.language)
    lane = lane_of(request, company)
    context = {
        "channels": channel_cards(company, look, lane),
        "routes": routes(company, look, lane),
        "promises": published.promises(company.policy, look.language),
        "kept": kept(company, look),
        "self_help": published.self_help(company.policy, look.language),
        "places": published.other_places(company.policy, look.language),
        "prohibitions": published.prohibitions(company.policy, look.language),
        "lanes": published.lanes(company.policy, look.language),
        "ladder": ladder(company.policy, look.language),
        "workings": published.workings(company.policy, look.language),
        "zone_text": times.zone_name(look.zone.key, look.language),
        "holidays": published.days_off(company.policy, look.language, today),
        "version_text": _("Policy %(version)s, in force since %(day)s")
        % {"version": company.policy.version, "day": since},
    }
    return page(request, company, "portal/hours.html", context)
