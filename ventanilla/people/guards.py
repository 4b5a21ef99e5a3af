"""Who may use a route. Every route says so; a test walks all of them and fails on a silent one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Literal

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from ventanilla.companies.models import Company
from ventanilla.people.models import Membership

type Audience = Literal["anyone", "customer", "staff", "program"]
type View = Callable[..., HttpResponseBase]

DECLARED = "open_to"


def anyone(view: View) -> View:
    """Open to everybody: it shows nothing that belongs to a person."""
    setattr(view, DECLARED, "anyone")
    return view


def customer(view: View) -> View:
    """For customers; the view itself asks ``access_ticket`` or the visit for what is theirs."""
    setattr(view, DECLARED, "customer")
    return view


def staff(view: View) -> View:
    """For staff of the company in the path; everybody else finds nothing there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        slug = kwargs.get("slug")
        if slug is not None and not works_for(request, str(slug)):
            raise Http404
        return view(request, *args, **kwargs)

    signed_in: View = login_required(guarded)
    setattr(signed_in, DECLARED, "staff")
    return signed_in


def works_for(request: HttpRequest, slug: str) -> bool:
    """Whether whoever is signed in works for a company."""
    if not request.user.is_authenticated:
        return False
    company = Company.objects.filter(slug=slug)
    return Membership.objects.filter(company__in=company, user_id=request.user.pk).exists()
