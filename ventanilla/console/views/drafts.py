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
    mistake_rows,
    start_text,
    state_tag,
)
from ventanilla.console.trial import trial_part
from ventanilla.core.policy import Policy, PolicyErrors
from ventanilla.core.zones import start_of_day
from ventanilla.people.guards import supervisor
from ventanilla.tickets.showing import Eyes

type Act = Callable[[int, int, Author, datetime], object]


def found(slug: str, number: int) -> tuple[InForce, Proposal]:
    """A company and a draft of its next policy.

    Raises:
        Http404: when there is none of that number at this company.
    """
    company = in_force(slug)
    try:
        return company, proposal_of(company.id, number)
    except PolicyDraft.DoesNotExist as error:
        raise Http404(number) from error


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
    company, proposal = found(slug, number)
    look = eyes(request)
    kept, state = proposal.draft, proposal.state
    try:
        read = _read(request, company, proposal, look)
    except PolicyErrors as errors:
        read = {"mistakes": mistake_rows(errors)}
    mine, starts = kept.by == user_of(request).pk, proposal.starts_at
    context = {
        "draft": kept,
        "tag": state_tag(proposal, company, look),
        "own": mine,
        "can_approve": state == "open" and not mine and "mistakes" not in read,
        "can_withdraw": state == "open"
        or (state == "approved" and starts is not None and starts > look.now),
        "state": state,
        "events": list(history(proposal.events, look)),
        **read,
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


def _read(
    request: HttpRequest, company: InForce, proposal: Proposal, look: Eyes
) -> dict[str, object]:
    """What the text of a draft says: from when, what it changes, what is found and tried.

    Raises:
        PolicyErrors: it was a policy once, and is none by the words of today.
    """
    policy = policy_of_draft(proposal.draft)
    starts = proposal.starts_at or start_of_day(policy.effective, ZoneInfo(policy.zone))
    before = _before(company, proposal)
    withdrawn = proposal.state == "withdrawn"
    return {
        "start_text": start_text(max(starts, proposal.draft.at), policy, look),
        "before": before.version,
        "tables": difference_rows(before, policy, look),
        "findings": finding_rows(policy, look),
        **trial_part(request, company, policy, look, withdrawn=withdrawn),
    }


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
    company, _proposal = found(slug, number)
    user = user_of(request)
    try:
        act(number, company.id, Author(user.pk, user.name), timezone.now())
        messages.success(request, words)
    except (RefusedError, PolicyErrors) as error:
        messages.error(request, str(error))
    return redirect("console:draft", slug=slug, number=number)
