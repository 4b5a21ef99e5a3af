"""Drafts of a policy: one person proposes, another approves, and its day puts it into force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from ventanilla.companies.checking import checked
from ventanilla.companies.inforce import forget
from ventanilla.companies.load import digest_of, store
from ventanilla.companies.models import Company, PolicyDraft, PolicyEvent, PolicyVersion
from ventanilla.companies.proposals import Proposal, proposal_of, proposals
from ventanilla.core.zones import start_of_day

TOO_LATE = timedelta(minutes=1)
"""So shortly before its hour other processes may hold a version to be in force already."""
What = PolicyEvent.What


class RefusedError(ValueError):
    """What was asked may not be done by this person, or not now; ``str`` says why."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who does something about a policy: an account, and its name today."""

    account: int
    name: str


@transaction.atomic
def propose(slug: str, source: str, by: Author, now: datetime, note: str = "") -> PolicyDraft:
    """Keep a text as a draft of the company's next policy.

    Raises:
        PolicyErrors: the text cannot be the next policy; nothing is kept then.
        RefusedError: a draft with the same number waits already.
    """
    company = Company.objects.select_for_update().get(slug=slug)
    source = source.replace("\r\n", "\n")
    policy, packs = checked(slug, source, now)
    if any(p.state == "open" and p.draft.version == policy.version for p in proposals(company.id)):
        words = _(
            "A draft of version %(version)s waits already. Withdraw it, or take a new number."
        )
        raise RefusedError(words % {"version": policy.version})
    fresh = PolicyDraft.objects.create(
        company=company,
        version=policy.version,
        effective=policy.effective,
        source=source,
        packs=packs,
        digest=digest_of(source, packs),
        note=note.strip(),
        by=by.account,
        by_name=by.name,
        at=now,
    )
    _note(fresh, What.DRAFTED, by, now)
    return fresh


@transaction.atomic
def approve(number: int, company: int, by: Author, now: datetime) -> PolicyVersion:
    """Make a draft the next version: from its day on, at the start of it in the company's zone.

    A draft for today is in force at once.

    Raises:
        RefusedError: the person who wrote it asks, or it does not wait for anybody any more.
        PolicyErrors: it may not follow any more, because time or other versions went on.
    """
    found = _waiting(number, company, "open")
    draft = found.draft
    if draft.by == by.account:
        raise RefusedError(_("You wrote this draft: a second person approves it."))
    policy, packs = checked(draft.company.slug, draft.source, now)
    if digest_of(draft.source, packs) != draft.digest:
        words = _("A law pack has changed since this was drafted. Withdraw it and draft it again.")
        raise RefusedError(words)
    starts_at = max(now, start_of_day(policy.effective, ZoneInfo(policy.zone)))
    version = store(draft.company, policy, draft.source, packs, starts_at, now)
    _note(draft, What.APPROVED, by, now, version.serial)
    return version


@transaction.atomic
def withdraw(number: int, company: int, by: Author, now: datetime) -> None:
    """Take a draft back, or a version that was approved and has not begun.

    Raises:
        RefusedError: it is in force, was withdrawn, or begins within a minute.
    """
    found = _waiting(number, company, "open", "approved")
    if found.starts_at is not None and found.starts_at - now < TOO_LATE:
        raise RefusedError(_("This version is in force. Draft the next one instead."))
    _note(found.draft, What.WITHDRAWN, by, now, found.serial)
    forget(company)


def _waiting(number: int, company: int, *states: str) -> Proposal:
    """A draft that something may still be done with; its company is locked till the end."""
    Company.objects.select_for_update().get(id=company)
    found = proposal_of(company, number)
    if found.state not in states:
        raise RefusedError(_("This draft does not wait any more. Look at its history."))
    return found


def _note(
    draft: PolicyDraft, what: str, by: Author, at: datetime, serial: int | None = None
) -> None:
    PolicyEvent.objects.create(
        company_id=draft.company_id,
        what=what,
        version=draft.version,
        serial=serial,
        draft=draft,
        by=by.account,
        by_name=by.name,
        at=at,
    )
