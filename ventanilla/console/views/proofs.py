"""Proofs of what a policy claims and no clock can measure."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.companies.drafts import RefusedError
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.companies.models import Proof
from ventanilla.companies.proofs import give, standings, take_back
from ventanilla.console.article_desk import author_of
from ventanilla.console.frame import eyes, page, path
from ventanilla.console.proof_form import ProofForm
from ventanilla.console.proof_rows import claim_rows
from ventanilla.people.guards import supervisor
from ventanilla.tickets.files import download
from ventanilla.tickets.once import KeyReusedError, once


@supervisor
@require_http_methods(["GET", "HEAD", "POST"])
def proofs(request: HttpRequest, slug: str) -> HttpResponse:
    """Every claim and how it stands; one of them may be given a proof."""
    company = in_force(slug)
    if request.method != "POST":
        return _page(request, company)
    claim = request.POST.get("claim", "")
    if claim not in company.policy.attestations:
        raise Http404(claim)
    form = ProofForm(claim, request.POST, request.FILES)
    if form.is_valid():
        try:
            _keep(request, company, form)
        except (RefusedError, KeyReusedError) as error:
            form.add_error(None, str(error))
    if form.errors:
        return _page(request, company, form)
    messages.success(request, _("The proof is kept."))
    return redirect("console:proofs", slug=slug)


def _keep(request: HttpRequest, company: InForce, form: ProofForm) -> None:
    """Keep it once, however often the button is pressed."""
    paper, by = form.paper(), author_of(request)

    def effect() -> dict[str, object]:
        return {"proof": give(company, form.claim, paper, by, timezone.now()).pk}

    body = {
        "claim": form.claim,
        "dated": paper.dated.isoformat(),
        "reference": paper.reference,
        "digest": paper.digest,
        "by": by.account,
    }
    once(company.id, "proof", request.POST.get("key", "")[:80], body, effect)


def _page(request: HttpRequest, company: InForce, form: ProofForm | None = None) -> HttpResponse:
    look = eyes(request)
    context = {
        "claims": claim_rows(company, standings(company, look.now), look, form),
        "errors_of": form,
        "urls": {"list": path(company, "policy")},
    }
    status = 422 if form is not None else 200
    return page(request, company, "console/proofs.html", context, status=status, nav_view="policy")


@supervisor
@require_POST
def taken_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A proof was wrong: it counts no more, and stays in the list with who said so."""
    company = in_force(slug)
    try:
        take_back(company.id, number, author_of(request), timezone.now())
        messages.success(request, _("The proof was taken back."))
    except Proof.DoesNotExist as error:
        raise Http404(number) from error
    except RefusedError as error:
        messages.error(request, str(error))
    return redirect("console:proofs", slug=slug)


@supervisor
@require_safe
def file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The paper itself, byte for byte."""
    del request
    proof = Proof.objects.filter(company_id=in_force(slug).id, pk=number).exclude(digest="").first()
    if proof is None:
        raise Http404(number)
    return download(proof.digest, proof.file_name)
