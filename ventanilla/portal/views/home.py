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
from ventanilla.people.guards import anyone
from ventanilla.portal.articles import Shelves
from ventanilla.portal.cards import any_form, channel_cards, promised, promised_by
from ventanilla.portal.frame import eyes, page
from ventanilla.portal.requests import rows_of
from ventanilla.portal.visit import lane_of, visitor
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.frame import reader, switches
from ventanilla.ui.parts import CompanyView


@anyone
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Search, channels with their promise, and the visitor's own requests."""
    company = in_force(slug)
    look = eyes(request, company)
    lane = lane_of(request, company)
    known = Shelves(company, look)
    context = {
        "query": request.GET.get("q", "")[:200],
        "answers": [],
        "shelves": known.shelves(),
        "popular": known.popular(3),
        "channels": channel_cards(company, look, lane),
        "write_text": _write_text(company, look, lane),
        "requests": rows_of(visitor(request, company), company, look)[:3],
    }
    return page(request, company, "portal/home.html", context, here="home")


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
