"""The policies in force: which one a company runs by now, and which one judged an old ticket.

Nothing switches a policy: each version knows from when it holds, and whoever asks compares that
with the time. So a page asked after midnight is right, whether or not a worker runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from math import inf
from time import monotonic, time
from typing import NamedTuple

from django.db import connection
from django.http import Http404
from django.utils import timezone

from ventanilla.companies.models import PolicyVersion
from ventanilla.companies.packs import under_law
from ventanilla.core.policy import Policy, parse_policy

FRESH_S = 2.0


class Start(NamedTuple):
    """From when a version is in force; a later one takes its place."""

    at: datetime
    serial: int


@dataclass(frozen=True, slots=True)
class InForce:
    """A company with the policy that applies to what arrives now.

    ``starts`` are all its versions but the withdrawn ones, in the order in which they hold.
    """

    id: int
    slug: str
    serial: int
    policy: Policy
    starts: tuple[Start, ...] = ()

    def at(self, instant: datetime) -> InForce:
        """The company with the policy that was in force at an instant."""
        serial = serial_at(self.starts, instant)
        if serial in (self.serial, 0):
            return self
        return replace(self, serial=serial, policy=policy_of(self.id, serial))


class _Known(NamedTuple):
    """A company as it was read, and until when (seconds since 1970) that is right at most."""

    read: float
    until: float
    company: InForce

    @property
    def fresh(self) -> bool:
        return monotonic() - self.read < FRESH_S and time() < self.until


_known: dict[int, _Known] = {}
_all: list[list[_Known]] = []


@lru_cache(maxsize=256)
def policy_of(company: int, serial: int) -> Policy:
    """The policy version that a ticket names, with the law packs kept beside it.

    A version never changes, so it is read once.
    """
    row = PolicyVersion.objects.select_related("company").get(company_id=company, serial=serial)
    source = f"{row.company.slug}, version {row.version}"
    return under_law(parse_policy(row.source, source), row.packs, source)


def serial_at(starts: Iterable[Start], instant: datetime) -> int:
    """Which version holds at an instant; before the first one began, the first."""
    first, found = 0, 0
    for start in starts:
        first = first or start.serial
        if start.at <= instant:
            found = start.serial
    return found or first


def in_force(slug: str) -> InForce:
    """The company of a path, with its policy.

    Raises:
        Http404: when there is none of that name, or it has no policy yet.
    """
    known = next((entry for entry in list(_known.values()) if entry.company.slug == slug), None)
    if known is not None and known.fresh:
        return known.company
    found = next(_read(slug=slug), None)
    if found is None:
        raise Http404(slug)
    return found.company


def in_force_by_id(company: int) -> InForce:
    """The same by the company's id, for those who already hold it.

    Which versions there are is asked again after two seconds at the latest.

    Raises:
        LookupError: when it has no policy.
    """
    known = _known.get(company)
    if known is not None and known.fresh:
        return known.company
    found = next(_read(company=company), None)
    if found is None:
        raise LookupError(f"company {company} has no policy")
    return found.company


def companies() -> list[InForce]:
    """Every company that has a policy, by name; asked for again after two seconds at the latest."""
    found = next(iter(_all), [])
    if not found or not all(known.fresh for known in found):
        found = list(_read())
        _all[:] = [found]
    return [known.company for known in found]


def forget(company: int) -> None:
    """Ask again at the next page of this process: its versions have just changed."""
    _known.pop(company, None)
    _all.clear()


def _read(slug: str = "", company: int = 0) -> Iterator[_Known]:
    for number, name, starts in successions(slug, company):
        yield _remember(number, name, starts)


_VERSIONS = """
SELECT c.id, c.slug, v.starts_at, v.serial
FROM companies_policyversion v JOIN companies_company c ON c.id = v.company_id
WHERE (%(slug)s = '' OR c.slug = %(slug)s) AND (%(company)s = 0 OR c.id = %(company)s)
    AND NOT EXISTS (SELECT FROM companies_policyevent e WHERE e.company_id = v.company_id
        AND e.serial = v.serial AND e.what = 'withdrawn')
ORDER BY c.slug, v.starts_at, v.serial
"""


def successions(slug: str = "", company: int = 0) -> Iterator[tuple[int, str, tuple[Start, ...]]]:
    """Companies by name (or one of them) with their versions in the order in which they hold."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, {"slug": slug, "company": company})
        rows = cursor.fetchall()
    for (number, name), versions in groupby(rows, key=lambda row: (row[0], row[1])):
        yield number, name, tuple(Start(at, serial) for _id, _slug, at, serial in versions)


def _remember(company: int, slug: str, starts: tuple[Start, ...]) -> _Known:
    now = timezone.now()
    serial = serial_at(starts, now)
    until = min((start.at.timestamp() for start in starts if start.at > now), default=inf)
    found = InForce(company, slug, serial, policy_of(company, serial), starts)
    known = _known[company] = _Known(monotonic(), until, found)
    return known
