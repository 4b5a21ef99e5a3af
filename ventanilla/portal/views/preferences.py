"""How the company writes to whoever is signed in: language and time zone."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.core.policy import Policy
from ventanilla.people.actions.prefer import prefer
from ventanilla.people.guards import customer
from ventanilla.portal.forms import SettingsForm
from ventanilla.portal.frame import page
from ventanilla.portal.letters import language_name
from ventanilla.portal.visit import customer_of
from ventanilla.ui import times
from ventanilla.ui.frame import reader

AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
         "Indian", "Pacific")  # fmt: skip


@customer
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, slug: str) -> HttpResponse:
    """The language and the zone of the letters about new requests (XM-84)."""
    company = in_force(slug)
    person = customer_of(request, company)
    if person is None:
        return redirect("portal:sign_in", slug=slug)
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial={"language": person.language, "zone": person.zone},
        languages=languages(company.policy, person.language),
        zones=zones(company, reader(request).language, person.zone),
    )
    if form.is_bound and form.is_valid():
        prefer(person, form.cleaned_data["language"], form.cleaned_data["zone"])
        messages.success(request, _("Saved. It counts from your next request on."))
        return redirect("portal:settings", slug=slug)
    context = {"form": form, "urls": {"settings": reverse("portal:settings", args=[slug])}}
    status = 422 if form.errors else 200
    return page(request, company, "portal/settings.html", context, status=status, here="mine")


def languages(policy: Policy, now: str) -> list[tuple[str, str]]:
    """The languages in which this company writes, each in its own words."""
    codes = dict.fromkeys((*policy.languages, *policy.spoken, now))
    return [(code, language_name(code)) for code in codes]


def zones(company: InForce, language: str, now: str) -> list[tuple[str, str]]:
    """Every zone that is a place, by its name in the reader's language; first the company's."""
    place = times.zone_name(company.policy.zone, language)
    areas = sorted(z for z in available_timezones() if z.partition("/")[0] in AREAS and "/" in z)
    named = {times.zone_name(zone, language): zone for zone in areas}  # one of several aliases
    if now:
        named[times.zone_name(now, language)] = now
    own = ("", _("As the company: %(place)s") % {"place": place})
    return [own, *((named[name], name) for name in sorted(named))]
