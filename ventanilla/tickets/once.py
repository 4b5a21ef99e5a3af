"""The same key gives the same answer, once (``Idempotency-Key``).

The key is a row in the transaction of its effect. Whoever comes second waits for the first, then
gets its answer; a key with another body is refused, because one of the two is a mistake.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256

from django.db import connection, transaction

from ventanilla.tickets.models import ClientKey


class KeyReusedError(ValueError):
    """The key was used before for something else. Use a fresh key for a new request."""


def digest_of(body: Mapping[str, object]) -> str:
    """A digest of the parameters, whatever their order."""
    return sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def once(
    company: int,
    purpose: str,
    key: str,
    body: Mapping[str, object],
    effect: Callable[[], dict[str, object]],
) -> tuple[dict[str, object], bool]:
    """Run ``effect`` unless this key already did; returns its answer and whether it ran now.

    An empty key is no key: the effect runs.

    Raises:
        KeyReusedError: when the key came before with another body, or cannot be a key.
    """
    if not key:
        with transaction.atomic():
            return effect(), True
    digest = digest_of(body)
    if not key.isprintable():  # PostgreSQL takes no NUL
        raise KeyReusedError(f"The key {key!r} cannot be used.")
    with transaction.atomic():
        if not _take(company, purpose, key, digest):
            return _answer(company, purpose, key, digest), False
        answer = effect()
        ClientKey.objects.filter(company_id=company, purpose=purpose, key=key).update(answer=answer)
        return answer, True


def taken(company: int, purpose: str, key: str) -> bool:
    """Whether a key was used already: what comes with it is a repeat."""
    if not key.isprintable():
        return False
    return ClientKey.objects.filter(company_id=company, purpose=purpose, key=key).exists()


def _take(company: int, purpose: str, key: str, digest: str) -> bool:
    """Whether the key is ours; waits while another transaction holds it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tickets_clientkey (company_id, purpose, key, digest, answer)"
            " VALUES (%s, %s, %s, %s, '{}') ON CONFLICT DO NOTHING",
            [company, purpose, key, digest],
        )
        return bool(cursor.rowcount == 1)


def _answer(company: int, purpose: str, key: str, digest: str) -> dict[str, object]:
    row = ClientKey.objects.get(company_id=company, purpose=purpose, key=key)
    if row.digest != digest:
        raise KeyReusedError(f"The key {key!r} was used before with another content.")
    answer: dict[str, object] = row.answer
    return answer
