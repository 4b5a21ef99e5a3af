"""Proofs of a company's claims: given by people, kept with their files, taken back by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ventanilla.companies.drafts import Author, RefusedError
from ventanilla.companies.inforce import InForce
from ventanilla.companies.models import Company, Proof
from ventanilla.core.attestations import Standing, standing


@dataclass(frozen=True, slots=True)
class Paper:
    """What is handed in: its date, what it is, and its file where there is one (size in bytes)."""

    dated: date
    reference: str
    file_name: str = ""
    size: int = 0
    digest: str = ""


def standings(company: InForce, now: datetime) -> list[Standing]:
    """Every claim of the policy in force and how it stands today, in the policy's order."""
    today = now.astimezone(ZoneInfo(company.policy.zone)).date()
    dates: dict[str, list[date]] = {}
    for claim, dated in counting(company.id).values_list("claim", "dated"):
        dates.setdefault(claim, []).append(dated)
    claims = company.policy.attestations
    return [standing(claim, dates.get(name, ()), today) for name, claim in claims.items()]


def counting(company: int) -> QuerySet[Proof]:
    """The proofs that nobody took back."""
    return Proof.objects.filter(company_id=company, takes_back=None, taken_back=None)


@transaction.atomic
def give(company: InForce, claim: str, paper: Paper, by: Author, now: datetime) -> Proof:
    """Keep a proof of a claim of the policy.

    Raises:
        RefusedError: the policy has no such claim, the proof says nothing, or its day is to come.
    """
    if claim not in company.policy.attestations:
        raise RefusedError(_("The policy has no such claim."))
    if not paper.reference.strip():
        raise RefusedError(_("Say what the proof is."))
    if paper.dated > now.astimezone(ZoneInfo(company.policy.zone)).date():
        raise RefusedError(_("This lies in the future."))
    return Proof.objects.create(
        company_id=company.id,
        claim=claim,
        dated=paper.dated,
        reference=paper.reference.strip()[:200],
        file_name=paper.file_name,
        size=paper.size,
        digest=paper.digest,
        by=by.account,
        by_name=by.name,
        at=now,
    )


@transaction.atomic
def take_back(company: int, number: int, by: Author, now: datetime) -> None:
    """Let a proof count no more. It stays in the list, and so does who took it back.

    Raises:
        Proof.DoesNotExist: the company has no such proof.
        RefusedError: it was taken back already.
    """
    Company.objects.select_for_update().get(id=company)
    proof = Proof.objects.get(company_id=company, pk=number, takes_back=None)
    if Proof.objects.filter(takes_back=proof).exists():
        raise RefusedError(_("This proof was taken back already."))
    Proof.objects.create(
        company_id=company,
        claim=proof.claim,
        dated=proof.dated,
        reference=proof.reference,
        takes_back=proof,
        by=by.account,
        by_name=by.name,
        at=now,
    )
