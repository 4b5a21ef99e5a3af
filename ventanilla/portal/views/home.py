"""A company's front door, its colours, and the list of companies."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, companies, in_force
from ventanilla.companies.showing import company_view
from ventanilla.helpcentre.models import Showing
from ventanilla.people.guards import anyone
from ventanilla.portal.articles import Shelves
from ventanilla.portal.cards import any_form, channel_cards, promised, promised_by
from ventanilla.portal.frame import eyes, page
from ventanilla.portal.known import LONGEST, carry, known
from ventanilla.portal.noting import may_note
from ventanilla.portal.requests import rows_of
from ventanilla.portal.visit import lane_of, visitor
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.frame import reader, switches
from ventanilla.ui.parts import CompanyView


@anyone
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Search, channels with their promise, the visitor's own requests; ``?part=found``: answers."""
    company = in_force(slug)
    look = eyes(request, company)
    lane = lane_of(request, company)
    found = _found(request, company, look, lane)
    if request.GET.get("part") == "found":
        return page(request, company, "portal/home.html#found", found)
    shelves = Shelves(company, look)
    context = {
        **found,
        "shelves": shelves.shelves(),
        "popular": shelves.popular(3),
        "channels": channel_cards(company, look, lane),
        "requests": rows_of(visitor(request, company), company, look)[:3],
    }
    return page(request, company, "portal/home.html", context, here="home")


def _found(request: HttpRequest, company: InForce, look: Eyes, lane: str) -> dict[str, object]:
    """What the help centre knows about a question, and the way to the form with its words."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    key, note = request.GET.get("s", "")[:200], bool(query) and may_note(request)
    found = known(company, look, query, Showing.Place.SEARCH, key, note=note)
    return {
        "query": query,
        "known": found,
        "write_text": _write_text(company, look, lane),
        "write_url": carry(reverse("portal:ask", args=[company.slug]), query, found.key),
    }


def _write_text(company: InForce, look: Eyes, lane: str) -> str:
    channel = any_form(company.policy)
    topic = next(iter(company.policy.topics))
    if channel is None:
        return ""
    return promised_by(promised(company, topic, channel.name, look.now, lane), look)


@anyone
@require_safe
@cache_control(public=True, max_age=3600)
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    """The company's hue as a style sheet of its own: no inline style is needed anywhere."""
    del request
    hue = in_force(slug).policy.hue
    return HttpResponse(f":root{{--hue:{hue}}}", content_type="text/css; charset=utf-8")


@anyone
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The companies on this server."""
    who = reader(request)
    context = {
        "company": CompanyView(slug="", name="Ventanilla", url="/"),
        "companies": [company_view(company, who.language) for company in companies()],
        "back": request.get_full_path(),
        "urls": {
            "home": reverse("index"),
            "console": "/console/",
            "mailbox": reverse("mailbox") if settings.SAMPLE else "",
            **switches(),
        },
    }
    return render(request, "portal/companies.html", context)
