"""Putting a policy into force: as a file, at once; or as a draft that was approved, on its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ventanilla.companies.inforce import forget, serial_at, successions
from ventanilla.companies.models import Company, PolicyEvent, PolicyVersion
from ventanilla.companies.packs import pack_texts, under_law
from ventanilla.core.policy import Policy, parse_policy


@transaction.atomic
def load_policy(path: Path, now: datetime, *, revert: bool = True) -> PolicyVersion:
    """Read, check and store a policy file; the company runs by it from now on.

    The texts of the law packs it names are stored with it. A file that is already in force, or
    was the last to be stored, with the same packs is not stored again; without ``revert``, nor is
    one that was ever stored. Tickets keep the version they have.

    Raises:
        PolicyError: when the file or a pack cannot be used; nothing is changed then.
    """
    source = path.read_text(encoding="utf-8")
    policy = parse_policy(source, str(path))
    packs = pack_texts(policy, Path(settings.LAWS), str(path))
    under_law(policy, packs, str(path))
    company, _ = Company.objects.select_for_update().get_or_create(slug=policy.slug)
    stored = company.policies.filter(digest=digest_of(source, packs)).order_by("serial").last()
    if stored is not None and (not revert or stored.serial in _current(company, now)):
        return stored
    fresh = store(company, policy, source, packs, now, now)
    what, serial = PolicyEvent.What.LOADED, fresh.serial
    PolicyEvent.objects.create(
        company=company, what=what, version=fresh.version, serial=serial, at=now
    )
    return fresh


def _current(company: Company, now: datetime) -> set[int]:
    """The version in force, and the last one that was stored."""
    starts = [start for _id, _slug, found in successions(company=company.id) for start in found]
    return {serial_at(starts, now), max(start.serial for start in starts)} if starts else set()


def digest_of(source: str, packs: Mapping[str, str]) -> str:
    """What tells a policy with its law packs from every other."""
    whole = "".join((source, *(packs[slug] for slug in sorted(packs))))
    return sha256(whole.encode()).hexdigest()


def store(
    company: Company,
    policy: Policy,
    source: str,
    packs: Mapping[str, str],
    starts_at: datetime,
    now: datetime,
) -> PolicyVersion:
    """Add a version to a company, whose row is locked by the caller."""
    forget(company.id)
    last = company.policies.order_by("-serial").values_list("serial", flat=True).first()
    return PolicyVersion.objects.create(
        company=company,
        serial=(last or 0) + 1,
        version=policy.version,
        effective=policy.effective,
        source=source,
        packs=dict(packs),
        digest=digest_of(source, packs),
        loaded_at=now,
        starts_at=starts_at,
    )
