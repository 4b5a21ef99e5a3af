"""Six-digit codes mailed to an address: ten minutes, five tries, used once."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from ventanilla.people.actions.know import fold_address
from ventanilla.people.models import AccessCode, Address

TRIES = 5


def _digest(company: int, address: str, code: str) -> str:
    words = f"{company}|{address}|{code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, sha256).hexdigest()


def issue(company: int, address: str, now: datetime) -> str | None:
    """A fresh code for an address we know; None for a stranger's, who is told nothing."""
    value = fold_address(address)
    if not Address.objects.filter(company_id=company, value=value).exists():
        return None
    code = f"{secrets.randbelow(10**6):06d}"
    AccessCode.objects.update_or_create(
        company_id=company,
        value=value,
        defaults={
            "digest": _digest(company, value, code),
            "expires_at": now + timedelta(minutes=settings.CODE_MINUTES),
            "tries": 0,
        },
    )
    return code


def redeem(company: int, address: str, code: str, now: datetime) -> bool:
    """Whether this is the code that was mailed; a right one is used up and proves the address."""
    value = fold_address(address)
    with transaction.atomic():
        row = (
            AccessCode.objects.select_for_update()
            .filter(company_id=company, value=value, expires_at__gt=now, tries__lt=TRIES)
            .first()
        )
        if row is None:
            return False
        if not hmac.compare_digest(row.digest, _digest(company, value, code)):
            AccessCode.objects.filter(pk=row.pk).update(tries=row.tries + 1)
            return False
        AccessCode.objects.filter(pk=row.pk).delete()
        prove(company, value, now)
        return True


def prove(company: int, address: str, now: datetime) -> None:
    """Note that somebody reads mail at this address."""
    found = Address.objects.filter(company_id=company, value=fold_address(address))
    found.filter(verified_at=None).update(verified_at=now)
