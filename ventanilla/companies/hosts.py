"""A company under its own host name: ``help.example.com/`` is ``/example/`` of the desk."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from django.http import HttpRequest, HttpResponse

from ventanilla.companies.models import Company

FRESH_S = 10.0
SHARED = ("/static/", "/language/", "/theme/", "/staff/", "/console/", "/api/", "/favicon.ico")
"""Paths that are the same under every host name."""


class HostMiddleware:
    """Puts the company's path before the path of a request that came to its own host name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.hosts: dict[str, str] = {}
        self.until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        slug = self.known().get(request.get_host().partition(":")[0].lower())
        path = request.path_info
        if slug and not path.startswith((*SHARED, f"/{slug}/")):
            request.path_info = f"/{slug}{path}"
        return self.get_response(request)

    def known(self) -> dict[str, str]:
        """The host names that are set, asked for again after ten seconds."""
        if monotonic() > self.until:
            found = Company.objects.exclude(host="").values_list("host", "slug")
            self.hosts, self.until = dict(found), monotonic() + FRESH_S
        return self.hosts
