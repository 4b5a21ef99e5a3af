"""Drafts of a company's policy with what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ventanilla.companies.models import PolicyDraft, PolicyEvent, PolicyVersion
from ventanilla.companies.packs import under_law
from ventanilla.core.policy import Policy, parse_policy

type State = Literal["open", "approved", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, its events in their order, and its version once it was approved.

    ``starts_at`` is when that version comes or came into force.
    """

    draft: PolicyDraft
    events: tuple[PolicyEvent, ...]
    starts_at: datetime | None = None

    @property
    def state(self) -> State:
        done = {event.what for event in self.events}
        if PolicyEvent.What.WITHDRAWN in done:
            return "withdrawn"
        return "approved" if PolicyEvent.What.APPROVED in done else "open"

    @property
    def serial(self) -> int | None:
        """The number of its version, which it has since it was approved."""
        return next((event.serial for event in self.events if event.serial is not None), None)


def proposals(company: int) -> list[Proposal]:
    """Every draft of a company, the newest first; their texts are left in the database."""
    drafts = PolicyDraft.objects.filter(company_id=company).defer("source", "packs")
    return _with_events(company, drafts.order_by("-id"))


def proposal_of(company: int, number: int) -> Proposal:
    """One draft with its text.

    Raises:
        PolicyDraft.DoesNotExist: for a number that is none, or another company's.
    """
    draft = PolicyDraft.objects.select_related("company").get(company_id=company, id=number)
    return _with_events(company, [draft])[0]


def policy_of_draft(draft: PolicyDraft) -> Policy:
    """The policy that a draft would be, with the law packs kept beside it."""
    source = f"{draft.company.slug}/policy.toml"
    return under_law(parse_policy(draft.source, source), draft.packs, source)


def _with_events(company: int, drafts: Iterable[PolicyDraft]) -> list[Proposal]:
    events = PolicyEvent.objects.filter(company_id=company, draft__isnull=False).order_by("id")
    by_draft: dict[int | None, list[PolicyEvent]] = {}
    for event in events:
        by_draft.setdefault(event.draft_id, []).append(event)
    starts = dict(
        PolicyVersion.objects.filter(company_id=company).values_list("serial", "starts_at")
    )
    found = [Proposal(draft, tuple(by_draft.get(draft.pk, ()))) for draft in drafts]
    return [Proposal(p.draft, p.events, starts.get(p.serial or 0)) for p in found]
