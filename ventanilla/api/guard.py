"""Who calls: a bearer token of one company, with its scopes and its share of calls a minute."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer

from ventanilla.api.models import Token
from ventanilla.companies.inforce import InForce, in_force_by_id
from ventanilla.tickets.access import Program

SCOPES = ("tickets:read", "tickets:write")


@dataclass(frozen=True, slots=True)
class Caller:
    """A program with its company and what it may do."""

    company: InForce
    scopes: frozenset[str]

    @property
    def person(self) -> Program:
        """The caller as the one door to a ticket knows it."""
        return Program(self.company.id, self.scopes)

    def need(self, scope: str) -> None:
        """Refuse a call that this token may not make.

        Raises:
            HttpError: 403, naming the scope.
        """
        if scope not in self.scopes:
            raise HttpError(403, f"This token lacks the scope {scope}.")


def make_token(company: int, name: str, scopes: list[str]) -> str:
    """A fresh token; only its digest is kept, so it is shown once and never again.

    Raises:
        ValueError: for a scope that does not exist.
    """
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: use {', '.join(SCOPES)}.")
    token = f"vt_{secrets.token_urlsafe(32)}"
    digest = sha256(token.encode()).hexdigest()
    Token.objects.create(digest=digest, company_id=company, name=name, scopes=scopes)
    return token


class TokenAuth(HttpBearer):
    """``Authorization: Bearer vt_...``."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The caller behind a token; None for a wrong or revoked one.

        Raises:
            HttpError: 429, when the token has used up its calls of this minute.
        """
        del request
        digest = sha256(token.encode()).hexdigest()
        row = Token.objects.filter(digest=digest, revoked_at=None).first()
        if row is None:
            return None
        if over_rate(digest, row.rate, timezone.now()):
            raise HttpError(429, "Too many calls in this minute. Wait, then try again.")
        return Caller(in_force_by_id(row.company_id), frozenset(row.scopes))


def over_rate(digest: str, rate: int, now: datetime) -> bool:
    """Count one call; whether the minute's share was used up before it.

    The count is shared by all processes: it lies in the database's cache table.
    """
    key = f"rate:{digest[:32]}:{now:%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    try:
        return int(cache.incr(key)) > rate
    except ValueError:
        return False
