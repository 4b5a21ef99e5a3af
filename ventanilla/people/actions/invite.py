"""Inviting staff: an account without a password, and a link that is good once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from ventanilla.companies.models import Company
from ventanilla.people.models import Invitation, Membership, User

DAYS = 3


@transaction.atomic
def invite(
    email: str, name: str, slugs: list[str], role: str, now: datetime, language: str = "en"
) -> str:
    """Make (or find) an account, give it its companies, and return the token of the link.

    Only the digest of the token is kept. The link is good for three days and once.

    Raises:
        ValueError: when a company or the role is unknown.
    """
    if role not in Membership.Role.values:
        raise ValueError(f"{role}: use one of {', '.join(Membership.Role.values)}.")
    found = {company.slug: company for company in Company.objects.filter(slug__in=slugs)}
    missing = sorted(set(slugs) - set(found))
    if missing:
        raise ValueError(f"There is no company {', '.join(missing)}.")
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, None, name=name, language=language)
    for company in found.values():
        Membership.objects.update_or_create(company=company, user=user, defaults={"role": role})
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        digest=sha256(token.encode()).hexdigest(), user=user, expires_at=now + timedelta(days=DAYS)
    )
    return token
