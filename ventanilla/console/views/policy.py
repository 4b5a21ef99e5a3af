"""A company's policy: versions and drafts, a new draft, what differs between two versions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.companies.drafts import Author, RefusedError, propose
from ventanilla.companies.editions import Edition, editions
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.companies.models import PolicyDraft, PolicyEvent, PolicyVersion
from ventanilla.companies.proofs import standings
from ventanilla.companies.proposals import Proposal, proposal_of, proposals
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.policy_form import DraftForm
from ventanilla.console.policy_rows import (
    difference_rows,
    history,
    mistake_rows,
    start_text,
    state_tag,
)
from ventanilla.core.policy import PolicyErrors
from ventanilla.people.guards import supervisor
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times

LAST_EVENTS = 30


@supervisor
@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """Versions, drafts, and what was done about them."""
    company = in_force(slug)
    look = eyes(request)
    known = editions(company)
    before = {e.serial: known[n + 1].serial for n, e in enumerate(known) if n + 1 < len(known)}
    events = PolicyEvent.objects.filter(company_id=company.id).order_by("-id")[:LAST_EVENTS]
    context = {
        "versions": [_version(company, e, before.get(e.serial), look) for e in known],
        "drafts": [_draft(company, proposal, look) for proposal in proposals(company.id)],
        "events": list(history(list(events), look)),
        "unproved": sum(s.state in {"missing", "old"} for s in standings(company, look.now)),
        "urls": {
            "new": path(company, "policy_new"),
            "proofs": path(company, "proofs") if company.policy.attestations else "",
            "manual": reverse("portal:manual", args=[slug]),
        },
    }
    return page(request, company, "console/policy.html", context, nav_view="policy")


def _version(
    company: InForce, edition: Edition, before: int | None, look: Eyes
) -> dict[str, object]:
    serial = edition.serial
    changes = f"{path(company, 'policy_compare')}?from={before}&to={serial}"
    return {
        "version": edition.policy.version,
        "effective": edition.policy.effective.isoformat(),
        "when": edition.when,
        "since": start_text(edition.starts_at, edition.policy, look),
        "manual_url": reverse("portal:manual_version", args=[company.slug, serial]),
        "source_url": reverse("portal:manual_source", args=[company.slug, serial]),
        "changes_url": changes if before is not None else "",
    }


def _draft(company: InForce, proposal: Proposal, look: Eyes) -> dict[str, object]:
    draft = proposal.draft
    return {
        "version": draft.version,
        "effective": draft.effective.isoformat(),
        "by": draft.by_name,
        "at": times.long_day_and_time(draft.at, look.language, look.zone),
        "note": draft.note,
        "tag": state_tag(proposal, company, look),
        "url": path(company, "draft", draft.pk),
    }


@supervisor
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft the next policy; its mistakes are named with their places, and nothing is lost."""
    company = in_force(slug)
    if request.method != "POST":
        form = DraftForm(initial={"text": _first_text(request, company)})
        return _form_page(request, company, form)
    form = DraftForm(request.POST, request.FILES)
    mistakes: list[tuple[str, str]] = []
    if form.is_valid():
        user = user_of(request)
        typed = form.cleaned_data
        try:
            draft = propose(
                slug, typed["text"], Author(user.pk, user.name), timezone.now(), typed["note"]
            )
            return redirect("console:draft", slug=slug, number=draft.pk)
        except PolicyErrors as errors:
            mistakes = mistake_rows(errors)
        except RefusedError as error:
            form.add_error(None, str(error))
    return _form_page(request, company, form, mistakes)


def _first_text(request: HttpRequest, company: InForce) -> str:
    """What a new draft begins with: another draft, else the policy in force."""
    asked = request.GET.get("draft", "")
    if asked:
        try:
            return proposal_of(company.id, int(asked)).draft.source
        except (ValueError, PolicyDraft.DoesNotExist) as error:
            raise Http404 from error
    stored = PolicyVersion.objects.filter(company_id=company.id, serial=company.serial)
    return stored.values_list("source", flat=True).get()


def _form_page(
    request: HttpRequest,
    company: InForce,
    form: DraftForm,
    mistakes: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "mistakes": mistakes or [],
        "version": company.policy.version,
        "urls": {"post": path(company, "policy_new"), "list": path(company, "policy")},
    }
    status = 422 if form.errors or mistakes else 200
    template = "console/policy_new.html"
    return page(request, company, template, context, status=status, nav_view="policy")


@supervisor
@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """What one version says otherwise than another; the last two where none are chosen."""
    company = in_force(slug)
    look = eyes(request)
    known = {str(edition.serial): edition for edition in editions(company)}
    newest = list(known)
    to = request.GET.get("to") or newest[0]
    since = request.GET.get("from") or newest[1 if len(newest) > 1 else 0]
    if to not in known or since not in known:
        raise Http404
    context = {
        "old": known[since],
        "new": known[to],
        "choices": list(known.values()),
        "tables": difference_rows(known[since].policy, known[to].policy, look),
        "urls": {"list": path(company, "policy"), "compare": path(company, "policy_compare")},
    }
    return page(request, company, "console/policy_compare.html", context, nav_view="policy")
