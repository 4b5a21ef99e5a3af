"""Who may use a route. Every route says so; a test walks all of them and fails on a silent one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Literal

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponseBase

from ventanilla.people.models import Membership

type Audience = Literal["anyone", "customer", "staff", "program"]
type View = Callable[..., HttpResponseBase]

DECLARED = "open_to"
ROLES = tuple(Membership.Role.values)
OVERSEERS = (Membership.Role.SUPERVISOR.value, Membership.Role.ADMIN.value)
"""Who decides what a company promises."""


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


def supervisor(view: View) -> View:
    """For supervisors and admins of the company in the path; others find nothing there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not works_for(request, str(kwargs["slug"]), OVERSEERS):
            raise Http404
        return view(request, *args, **kwargs)

    signed_in: View = login_required(guarded)
    setattr(signed_in, DECLARED, "staff")
    return signed_in


_WORKS_FOR = """
SELECT 1 FROM people_membership m JOIN companies_company c ON c.id = m.company_id
WHERE c.slug = %s AND m.user_id = %s AND m.role = ANY(%s)
"""


def works_for(request: HttpRequest, slug: str, roles: Sequence[str] = ROLES) -> bool:
    """Whether whoever is signed in works for a company, in one of the roles."""
    if not request.user.is_authenticated:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_WORKS_FOR, [slug, request.user.pk, list(roles)])
        return cursor.fetchone() is not None
