"""A draft of a policy: what it changes, what the check finds, how it reads, who decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.companies import drafts
from ventanilla.companies.drafts import Author, RefusedError
from ventanilla.companies.editions import editions
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.companies.models import PolicyDraft
from ventanilla.companies.proposals import Proposal, policy_of_draft, proposal_of
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.policy_rows import (
    difference_rows,
    finding_rows,
    history,
    start_text,
    state_tag,
)
from ventanilla.console.trial import trial_part
from ventanilla.core.policy import Policy, PolicyErrors
from ventanilla.core.zones import start_of_day
from ventanilla.people.guards import supervisor

type Act = Callable[[int, int, Author, datetime], object]


def found(slug: str, number: int) -> tuple[InForce, Proposal, Policy]:
    """A draft of a company with its policy.

    Raises:
        Http404: when there is none of that number at this company.
    """
    company = in_force(slug)
    try:
        proposal = proposal_of(company.id, number)
    except PolicyDraft.DoesNotExist as error:
        raise Http404(number) from error
    return company, proposal, policy_of_draft(proposal.draft)


def _before(company: InForce, proposal: Proposal) -> Policy:
    """The policy that a draft would follow, or that its version followed."""
    known = editions(company)
    if proposal.serial is None or proposal.state == "withdrawn":
        return known[0].policy
    place = next((n for n, e in enumerate(known) if e.serial == proposal.serial), 0)
    return known[min(place + 1, len(known) - 1)].policy


@supervisor
@require_safe
def draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Everything that somebody needs who is to approve it."""
    company, proposal, policy = found(slug, number)
    look = eyes(request)
    kept, state = proposal.draft, proposal.state
    starts = proposal.starts_at or start_of_day(policy.effective, ZoneInfo(policy.zone))
    waits = state == "open" or (state == "approved" and starts > look.now)
    before = _before(company, proposal)
    context = {
        "draft": kept,
        "tag": state_tag(proposal, company, look),
        "start_text": start_text(max(starts, kept.at), policy, look),
        "own": kept.by == user_of(request).pk,
        "can_approve": state == "open" and kept.by != user_of(request).pk,
        "can_withdraw": waits,
        "state": state,
        "before": before.version,
        "tables": difference_rows(before, policy, look),
        "findings": finding_rows(policy, look),
        "events": list(history(proposal.events, look)),
        **trial_part(request, company, policy, look, withdrawn=state == "withdrawn"),
        "urls": {
            "list": path(company, "policy"),
            "approve": path(company, "draft_approve", number),
            "withdraw": path(company, "draft_withdraw", number),
            "manual": path(company, "draft_manual", number),
            "source": path(company, "draft_source", number),
            "again": f"{path(company, 'policy_new')}?draft={number}",
        },
    }
    return page(request, company, "console/policy_draft.html", context, nav_view="policy")


@supervisor
@require_POST
def approve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A second person makes it the next version."""
    return _done(request, slug, number, drafts.approve, _("Approved."))


@supervisor
@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take it back, while it is not in force."""
    return _done(request, slug, number, drafts.withdraw, _("Withdrawn."))


def _done(request: HttpRequest, slug: str, number: int, act: Act, words: str) -> HttpResponse:
    company, _proposal, _policy = found(slug, number)
    user = user_of(request)
    try:
        act(number, company.id, Author(user.pk, user.name), timezone.now())
        messages.success(request, words)
    except (RefusedError, PolicyErrors) as error:
        messages.error(request, str(error))
    return redirect("console:draft", slug=slug, number=number)
