"""The policies in force: which one a company runs by now, and which one judged an old ticket."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from django.http import Http404

from ventanilla.companies.models import Company, PolicyVersion
from ventanilla.companies.packs import under_law
from ventanilla.core.policy import Policy, parse_policy

FRESH_S = 2.0
_known: dict[int, tuple[float, InForce]] = {}
_all: list[tuple[float, list[InForce]]] = []


@dataclass(frozen=True, slots=True)
class InForce:
    """A company with the policy that applies to what arrives now."""

    id: int
    slug: str
    serial: int
    policy: Policy


@lru_cache(maxsize=256)
def policy_of(company: int, serial: int) -> Policy:
    """The policy version that a ticket names, with the law packs kept beside it.

    A version never changes, so it is read once.
    """
    row = PolicyVersion.objects.select_related("company").get(company_id=company, serial=serial)
    source = f"{row.company.slug}, version {row.version}"
    return under_law(parse_policy(row.source, source), row.packs, source)


def in_force(slug: str) -> InForce:
    """The company of a path, with its policy.

    Raises:
        Http404: when there is none of that name, or it has no policy yet.
    """
    known = next((entry for entry in _known.values() if entry[1].slug == slug), None)
    if known is not None and monotonic() - known[0] < FRESH_S:
        return known[1]
    row = Company.objects.filter(slug=slug, current__gt=0).first()
    if row is None:
        raise Http404(slug)
    return _remember(row)


def in_force_by_id(company: int) -> InForce:
    """The same by the company's id, for those who already hold it.

    Which policy is in force is asked again after two seconds at the latest.
    """
    known = _known.get(company)
    if known is not None and monotonic() - known[0] < FRESH_S:
        return known[1]
    return _remember(Company.objects.get(id=company))


def _remember(row: Company) -> InForce:
    found = InForce(row.id, row.slug, row.current, policy_of(row.id, row.current))
    _known[row.id] = (monotonic(), found)
    return found


def companies() -> list[InForce]:
    """Every company that has a policy, by name; asked for again after two seconds at the latest."""
    if _all and monotonic() - _all[0][0] < FRESH_S:
        return _all[0][1]
    rows = Company.objects.filter(current__gt=0).order_by("slug")
    found = [_remember(row) for row in rows]
    _all[:] = [(monotonic(), found)]
    return found
