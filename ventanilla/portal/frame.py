"""What every page of a company shows around its content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from ventanilla.companies.inforce import InForce
from ventanilla.companies.showing import company_view
from ventanilla.portal.visit import signed_in_as
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.frame import reader, switches

PAGES = (
    "home",
    "help",
    "mine",
    "ask",
    "find",
    "hours",
    "manual",
    "settings",
    "sign_in",
    "sign_out",
)
"""The pages that every page of a company leads to."""


def eyes(request: HttpRequest, company: InForce, now: datetime | None = None) -> Eyes:
    """The reader's language and zone; the company's zone until the browser has told its own."""
    who = reader(request)
    zone = who.zone_or(company.policy.zone)
    return Eyes(who.language, zone, now or timezone.now(), own_zone=bool(who.zone))


def urls(company: InForce) -> dict[str, str]:
    """The paths of a company's pages."""
    found = {name: reverse(f"portal:{name}", args=[company.slug]) for name in PAGES}
    return {**found, "search": found["home"], **switches()}


def page(
    request: HttpRequest,
    company: InForce,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
    here: str = "",
) -> HttpResponse:
    """Render a page of a company inside its frame. Personal pages are never cached."""
    who = reader(request)
    extra = cast(dict[str, str], context.get("urls", {}))
    signed_in = signed_in_as(request, company)
    frame = {
        "company": company_view(company, who.language),
        "back": request.get_full_path(),
        "here": here,
        "signed_in": signed_in,
    }
    paths = {**urls(company), **extra}
    whole = {**frame, **context, "urls": paths}
    response = render(request, template, whole, status=status)
    response["Cache-Control"] = "no-store"
    return response


def masked(address: str) -> str:
    """ "k•••@correo.sa": enough for its owner, nothing for a stranger."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}" if domain else ""
