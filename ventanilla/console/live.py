"""Who may hear which signals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import close_old_connections
from django.utils.crypto import constant_time_compare

from ventanilla.companies.models import Company
from ventanilla.people.models import User
from ventanilla.tickets.access import member_of
from ventanilla.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Audience:
    """One browser's ear: a company, and the tickets it may hear of (``None``: all, for staff)."""

    company: int
    tickets: frozenset[int] | None


def audience(cookies: Mapping[str, str], slug: str) -> Audience | None:
    """What the bearer of these cookies may hear of a company; None where nothing."""
    close_old_connections()
    company = Company.objects.filter(slug=slug).first()
    if company is None:
        return None
    store = import_module(settings.SESSION_ENGINE).SessionStore
    session = store(cookies.get(settings.SESSION_COOKIE_NAME))
    user_id = session.get(SESSION_KEY)
    if user_id:
        user = get_user_model().objects.filter(pk=user_id).first()
        proof = str(session.get(HASH_SESSION_KEY, ""))
        if isinstance(user, User) and _signed_in(user, proof) and member_of(user, company.id):
            return Audience(company.id, None)
    visit = session.get(f"visit:{slug}", {})
    tickets = set(visit.get("tickets", []))
    if visit.get("customer"):
        own = Ticket.objects.filter(company_id=company.id, customer=visit["customer"])
        tickets.update(own.values_list("id", flat=True)[:500])
    return Audience(company.id, frozenset(tickets)) if tickets else None


def _signed_in(user: User, proof: str) -> bool:
    """Whether the session was made with the password of today, by staff with a second factor."""
    return constant_time_compare(proof, user.get_session_auth_hash()) and is_mfa_enabled(user)
