"""Who may use a route. Every route says so; a test walks all of them and fails on a silent one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Literal

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponseBase

from ventanilla.people.models import Membership

type Audience = Literal["anyone", "customer", "staff", "register", "program"]
type View = Callable[..., HttpResponseBase]

DECLARED = "open_to"
STAFF = frozenset({Membership.Role.AGENT, Membership.Role.SUPERVISOR, Membership.Role.ADMIN})
REGISTER_READERS = STAFF | {Membership.Role.REGISTER}
OVERSEERS = frozenset({Membership.Role.SUPERVISOR, Membership.Role.ADMIN})
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
    return _guarded(view, "staff", STAFF)


def register_reader(view: View) -> View:
    """For staff, and for those who only read the complaint register of the company in the path."""
    return _guarded(view, "register", REGISTER_READERS)


def _guarded(view: View, audience: Audience, roles: frozenset[str]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        slug = kwargs.get("slug")
        if slug is not None and role_at(request, str(slug)) not in roles:
            raise Http404
        return view(request, *args, **kwargs)

    signed_in: View = login_required(guarded)
    setattr(signed_in, DECLARED, audience)
    return signed_in


def supervisor(view: View) -> View:
    """For supervisors and admins of the company in the path; others find nothing there."""
    return _guarded(view, "staff", OVERSEERS)


_ROLE = """
SELECT m.role FROM people_membership m JOIN companies_company c ON c.id = m.company_id
WHERE c.slug = %s AND m.user_id = %s
"""


def role_at(request: HttpRequest, slug: str) -> str:
    """The role at a company of whoever is signed in; empty for a stranger."""
    if not request.user.is_authenticated:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(_ROLE, [slug, request.user.pk])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def roles_of(user: int) -> dict[str, str]:
    """The role of somebody at each of their companies, by its name in addresses."""
    mine = Membership.objects.filter(user_id=user)
    return dict(mine.values_list("company__slug", "role"))


def works_for(company: int, user: int) -> bool:
    """Whether somebody works at a company's desk; who only reads its register does not."""
    found = Membership.objects.filter(company_id=company, user_id=user, user__is_active=True)
    return found.filter(role__in=STAFF).exists()
