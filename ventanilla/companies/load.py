"""Putting a policy file into force."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ventanilla.companies.models import Company, PolicyVersion
from ventanilla.companies.packs import pack_texts, under_law
from ventanilla.core.policy import parse_policy


@transaction.atomic
def load_policy(path: Path, now: datetime) -> PolicyVersion:
    """Read, check and store a policy file; the company runs by it from now on.

    The texts of the law packs it names are stored with it. A file that is already in force with
    the same packs is not stored again. Tickets keep the version they have.

    Raises:
        PolicyError: when the file or a pack cannot be used; nothing is changed then.
    """
    source = path.read_text(encoding="utf-8")
    policy = parse_policy(source, str(path))
    packs = pack_texts(policy, Path(settings.LAWS), str(path))
    under_law(policy, packs, str(path))
    company, _ = Company.objects.select_for_update().get_or_create(slug=policy.slug)
    whole = "".join((source, *(packs[slug] for slug in sorted(packs))))
    digest = sha256(whole.encode()).hexdigest()
    last = company.policies.order_by("-serial").first()
    if last is not None and last.digest == digest:
        return last
    fresh = PolicyVersion.objects.create(
        company=company,
        serial=(last.serial if last else 0) + 1,
        version=policy.version,
        effective=policy.effective,
        source=source,
        packs=packs,
        digest=digest,
        loaded_at=now,
    )
    company.current = fresh.serial
    company.save(update_fields=["current"])
    return fresh
