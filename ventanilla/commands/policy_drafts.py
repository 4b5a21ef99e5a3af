"""``ventanilla policy draft | approve | withdraw | versions``: a company's policy, step by step."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ventanilla.commands.start import database, say

if TYPE_CHECKING:
    from ventanilla.companies.drafts import Author

VERBS = ("draft", "approve", "withdraw", "versions")


def add_verbs(verbs: Any) -> None:
    """The verbs that need the database."""
    draft = verbs.add_parser("draft", help="propose a file as a company's next policy")
    draft.add_argument("slug")
    draft.add_argument("file", type=Path)
    draft.add_argument("--note", default="", help="what changes, and why")
    approve = verbs.add_parser("approve", help="let a draft come into force on its day")
    withdraw = verbs.add_parser("withdraw", help="take a draft back before its day")
    for verb in (approve, withdraw):
        verb.add_argument("slug")
        verb.add_argument("version", help="the version that the draft has")
    for verb in (draft, approve, withdraw):
        verb.add_argument(
            "--by", required=True, metavar="MAIL", help="a supervisor or admin of the company"
        )
    versions = verbs.add_parser("versions", help="list a company's versions and drafts")
    versions.add_argument("slug")


def run(args: argparse.Namespace) -> int:
    """Do the verb; 0 done, 1 it was refused, and why."""
    with database():
        from django.http import Http404
        from django.utils import timezone

        from ventanilla.companies.drafts import RefusedError
        from ventanilla.core.policy import PolicyErrors

        try:
            for line in _lines(args, timezone.now()):
                say(line)
        except Http404:
            say(f"There is no company {args.slug!r} with a policy; see `ventanilla company list`.")
        except (RefusedError, PolicyErrors, OSError, UnicodeDecodeError) as error:
            say(str(error))
        else:
            return 0
    return 1


def _lines(args: argparse.Namespace, now: datetime) -> Iterator[str]:
    from ventanilla.companies.drafts import approve, propose, withdraw
    from ventanilla.companies.inforce import in_force

    company = in_force(args.slug)
    if args.verb == "versions":
        yield from _listed(args.slug)
        return
    by = _author(args.slug, args.by)
    if args.verb == "draft":
        made = propose(args.slug, args.file.read_text(encoding="utf-8"), by, now, args.note)
        yield f"{args.slug}: version {made.version} is drafted for {made.effective.isoformat()}."
        yield f"Another person: ventanilla policy approve {args.slug} {made.version} --by MAIL"
        return
    number = draft_number(company.id, args.version)
    if args.verb == "withdraw":
        withdraw(number, company.id, by, now)
        yield f"{args.slug}: version {args.version} is withdrawn."
        return
    version = approve(number, company.id, by, now)
    since = version.starts_at.isoformat(timespec="minutes")
    yield f"{args.slug}: version {version.version} (number {version.serial}) holds from {since}."


def _listed(slug: str) -> Iterator[str]:
    """The versions, the oldest first, then the drafts that wait."""
    from ventanilla.companies.editions import editions
    from ventanilla.companies.inforce import in_force
    from ventanilla.companies.proposals import proposals

    company = in_force(slug)
    words = {"past": "was in force", "now": "in force", "next": "waits for its day"}
    for edition in reversed(editions(company)):
        since = edition.starts_at.isoformat(timespec="minutes")
        version = edition.policy.version
        yield f"{version} (number {edition.serial}): {words[edition.when]}, from {since}"
    for proposal in reversed(proposals(company.id)):
        draft = proposal.draft
        if proposal.state == "open":
            day = draft.effective.isoformat()
            yield f"{draft.version}: waits for approval, for {day}, drafted by {draft.by_name}"


def _author(slug: str, mail: str) -> Author:
    """Whoever decides about policies at a company, by mail address.

    Raises:
        RefusedError: nobody of that address does.
    """
    from ventanilla.companies.drafts import Author, RefusedError
    from ventanilla.people.guards import OVERSEERS
    from ventanilla.people.models import Membership

    found = Membership.objects.filter(company__slug=slug, role__in=OVERSEERS, user__is_active=True)
    member = found.filter(user__email=mail.lower()).select_related("user").first()
    if member is None:
        raise RefusedError(f"{mail}: no supervisor or admin of {slug} has this address.")
    return Author(member.user.pk, member.user.name)


def draft_number(company: int, version: str) -> int:
    """The number of the draft with this version that still waits for somebody or its day.

    Raises:
        RefusedError: there is none.
    """
    from ventanilla.companies.drafts import RefusedError
    from ventanilla.companies.proposals import proposals

    known = [p for p in proposals(company) if p.state != "withdrawn"]
    found = next((p.draft.pk for p in known if p.draft.version == version), None)
    if found is None:
        waiting = ", ".join(p.draft.version for p in known) or "none"
        raise RefusedError(f"There is no draft of version {version}; there are: {waiting}.")
    return found
