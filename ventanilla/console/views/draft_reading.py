"""A draft read as customers would read it, and its text as a download."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce
from ventanilla.companies.manual import rendered
from ventanilla.companies.proposals import policy_of_draft
from ventanilla.companies.showing import company_view
from ventanilla.console.frame import eyes, path
from ventanilla.console.policy_rows import state_tag
from ventanilla.console.views.drafts import found
from ventanilla.core.policy import PolicyErrors
from ventanilla.people.guards import supervisor
from ventanilla.ui.frame import reader, switches


@supervisor
@require_safe
def manual(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The manual as customers would read it."""
    company, proposal = found(slug, number)
    try:
        policy = policy_of_draft(proposal.draft)
    except PolicyErrors as error:  # the page of the draft says what is wrong
        raise Http404(number) from error
    language = reader(request).language
    shown = InForce(company.id, slug, 0, policy)
    context = {
        "company": company_view(shown, language),
        "manual": rendered(policy, language),
        "version": policy.version,
        "effective": policy.effective.isoformat(),
        "department": policy.department.for_(language),
        "approval": policy.approval.for_(language),
        "when": "",
        "state_text": state_tag(proposal, company, eyes(request)).text,
        "back": request.get_full_path(),
        "urls": {
            "home": reverse("portal:home", args=[slug]),
            "mine": reverse("portal:mine", args=[slug]),
            "draft": path(company, "draft", number),
            **switches(),
        },
    }
    response = render(request, "console/policy_preview.html", context)
    response["Cache-Control"] = "no-store"
    return response


@supervisor
@require_safe
def source(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The text of a draft as a download."""
    del request
    _company, proposal = found(slug, number)
    name = f"{slug}-policy-draft-{number}.toml"
    return HttpResponse(
        proposal.draft.source,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
