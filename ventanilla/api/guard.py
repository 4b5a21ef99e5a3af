"""Who calls: a bearer token of one company, with its scopes and its share of calls a minute."""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

from django.db import connection
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from ventanilla.api.models import Token
from ventanilla.companies.inforce import InForce, in_force_by_id
from ventanilla.tickets.access import Program

SCOPES = ("tickets:read", "tickets:write", "answers:read", "answers:write")


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
        lease = leases.take(sha256(token.encode()).hexdigest())
        if lease is None:
            return None
        if lease.refused:
            raise HttpError(429, "Too many calls in this minute. Wait, then try again.")
        return Caller(in_force_by_id(lease.company), lease.scopes)


@dataclass(slots=True)
class Lease:
    """Some calls that a process may serve for a token before it asks the database again."""

    company: int
    scopes: frozenset[str]
    left: int
    until: float
    refused: bool = False


class Leases:
    """Counts calls in the database for all processes together, a few at a time.

    One row per token and minute would be written at every call; taking twenty calls at once keeps
    the limit shared (to within twenty a process) and costs a twentieth. A revoked token ends when
    its lease does: after five seconds at the latest.
    """

    def __init__(self) -> None:
        self.held: dict[str, Lease] = {}
        self.lock = threading.Lock()

    def take(self, digest: str) -> Lease | None:
        """Use one call; None for a token that is unknown or revoked."""
        with self.lock:
            lease = self.held.get(digest)
            if lease is None or lease.left < 1 or monotonic() > lease.until:
                lease = self._renew(digest)
            if lease is not None:
                lease.left -= 1
            return lease

    def _renew(self, digest: str) -> Lease | None:
        with connection.cursor() as cursor:
            cursor.execute(_SHARE, [digest, CALLS_AT_ONCE, CALLS_AT_ONCE])
            row = cursor.fetchone()
        if row is None:
            self.held.pop(digest, None)
            return None
        company, scopes, rate, used = row
        allowed = json.loads(scopes) if isinstance(scopes, str) else scopes
        granted = min(CALLS_AT_ONCE, rate - (used - CALLS_AT_ONCE))
        refused = granted < 1
        seconds = 1.0 if refused else LEASE_S
        lease = Lease(company, frozenset(allowed), max(1, granted), monotonic() + seconds, refused)
        self.held[digest] = lease
        return lease


CALLS_AT_ONCE = 20
LEASE_S = 5.0
_SHARE = """
WITH token AS (
    SELECT digest, company_id, scopes, rate FROM api_token WHERE digest = %s AND revoked_at IS NULL
), share AS (
    INSERT INTO api_share (digest, minute, calls)
    SELECT digest, date_trunc('minute', now()), %s FROM token
    ON CONFLICT (digest) DO UPDATE SET minute = EXCLUDED.minute, calls = %s
        + CASE WHEN api_share.minute = EXCLUDED.minute THEN api_share.calls ELSE 0 END
    RETURNING calls
)
SELECT token.company_id, token.scopes, token.rate, share.calls FROM token, share
"""
leases = Leases()
