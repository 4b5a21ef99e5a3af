"""Choosing the language and the colours: kept in a cookie, so that the server paints them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ventanilla.people.guards import anyone
from ventanilla.ui.reader import THEMES, known_language

YEAR_S = 365 * 24 * 3600


def back_to(request: HttpRequest) -> str:
    """The page the switch was on; never one of another site."""
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, settings.SECURE)
    return wanted if safe else "/"


def _keep(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(name, value, max_age=YEAR_S, secure=settings.SECURE, samesite="Lax")
    return response


@anyone
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show everything in another language from now on."""
    code = known_language(request.POST.get("language", ""))
    response = redirect(back_to(request))
    return _keep(response, "lang", code) if code else response


@anyone
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the system says."""
    wanted = request.POST.get("theme", "")
    response = redirect(back_to(request))
    if wanted in THEMES:
        return _keep(response, "theme", wanted)
    response.delete_cookie("theme")
    return response
