"""Claims and their proofs as the page shows them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.companies.models import Proof
from ventanilla.console.frame import path
from ventanilla.console.proof_form import ProofForm
from ventanilla.core.attestations import Standing
from ventanilla.tickets.showing import Eyes, size_text
from ventanilla.ui import times
from ventanilla.ui.parts import Tag
from ventanilla.ui.phrases import span_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRow:
    """A proof that was given; ``back_url`` is empty for one that was taken back."""

    reference: str
    day_text: str
    by_text: str
    file_name: str = ""
    file_url: str = ""
    size_text: str = ""
    digest: str = ""
    back_url: str = ""
    back_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim with how it stands; ``opened``: its form is to be put right."""

    name: str
    title: str
    tag: Tag
    every_text: str
    until_text: str
    source: str
    proofs: Sequence[ProofRow]
    form: ProofForm
    key: str
    opened: bool


def claim_rows(
    company: InForce, standings: Iterable[Standing], look: Eyes, form: ProofForm | None
) -> list[ClaimRow]:
    """Every claim, the proofs of each, the newest first, and a form for the next one."""
    given: dict[str, list[Proof]] = {}
    known = Proof.objects.filter(company_id=company.id, takes_back=None)
    for proof in known.select_related("taken_back").order_by("-dated", "-id"):
        given.setdefault(proof.claim, []).append(proof)
    rows = []
    for found in standings:
        name, mine = found.claim.name, form if form and form.claim == found.claim.name else None
        every = found.claim.every
        rows.append(
            ClaimRow(
                name=name,
                title=found.claim.title.for_(look.language),
                tag=_tag(found),
                every_text=_("every %(span)s") % {"span": span_words(every.text, look.language)}
                if every
                else "",
                until_text=times.full_day(found.until, look.language) if found.until else "",
                source=", ".join(found.claim.rows),
                proofs=[_proof(company, proof, look) for proof in given.get(name, [])],
                form=mine or ProofForm(name),
                key=secrets.token_urlsafe(18),
                opened=mine is not None,
            )
        )
    return rows


def _tag(found: Standing) -> Tag:
    match found.state:
        case "missing":
            return Tag(text=_("No proof"), icon="alert-triangle", tone="late")
        case "old":
            return Tag(text=_("The proof is too old"), icon="alert-triangle", tone="late")
        case "soon":
            return Tag(text=_("A new one is due soon"), icon="hourglass", tone="soon")
        case "good":
            return Tag(text=_("Proved"), icon="circle-check", tone="kept")


def _proof(company: InForce, proof: Proof, look: Eyes) -> ProofRow:
    back = getattr(proof, "taken_back", None)
    said = {"who": proof.by_name, "at": times.day_and_time(proof.at, look.language, look.zone)}
    gone = {}
    if back is not None:
        at = times.day_and_time(back.at, look.language, look.zone)
        gone = {"who": back.by_name, "at": at}
    return ProofRow(
        reference=proof.reference,
        day_text=times.full_day(proof.dated, look.language),
        by_text=_("Given by %(who)s, %(at)s") % said,
        file_name=proof.file_name,
        file_url=path(company, "proof_file", proof.pk) if proof.digest else "",
        size_text=size_text(proof.size) if proof.digest else "",
        digest=proof.digest,
        back_url="" if gone else path(company, "proof_back", proof.pk),
        back_text=_("Taken back by %(who)s, %(at)s") % gone if gone else "",
    )
