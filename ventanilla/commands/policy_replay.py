"""``ventanilla policy replay``: recorded tickets under another policy, before it is published."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ventanilla.commands.progress import Progress
from ventanilla.commands.replay_lines import Asked, as_json, lines
from ventanilla.commands.start import database, say
from ventanilla.core.policy import Policy
from ventanilla.core.zones import DAY, start_of_day

if TYPE_CHECKING:
    from ventanilla.companies.inforce import InForce

type Load = Callable[[Path, Path], Policy]


def add_verb(verbs: Any) -> None:
    """The verb ``replay``."""
    replay = verbs.add_parser("replay", help="try recorded tickets under another policy")
    replay.add_argument("file", type=Path, nargs="?", help="the policy that is tried")
    replay.add_argument("--draft", metavar="VERSION", help="or a draft of --company")
    replay.add_argument("--company", metavar="SLUG", help="whose tickets; the policy's own if left")
    replay.add_argument("--since", type=_day, required=True, metavar="DATE", help="received from")
    replay.add_argument("--until", type=_day, metavar="DATE", help="to the end of that day")
    replay.add_argument("--limit", type=_number, metavar="N", help="the newest N tickets alone")
    replay.add_argument("--json", action="store_true", help="the result as one JSON object")
    replay.add_argument("--progress", action="store_true", help="tell it without a terminal, too")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1970 <= day.year < date.max.year:
        raise argparse.ArgumentTypeError(f'found "{text}"; a day is needed, such as 2026-08-24')
    return day


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 10**9:
        raise argparse.ArgumentTypeError(f'found "{text}"; a number from 1 is needed')
    return int(text)


def run(args: argparse.Namespace, load: Load) -> int:
    """Replay and print; 0 done, 1 it cannot be answered, and why.

    Raises:
        PolicyErrors: the file is no policy that could be used.
    """
    wrong = _wrong(args)
    if wrong:
        say(wrong)
        return 1
    policy = load(args.file, args.laws) if args.file else None
    with database():
        from django.http import Http404
        from django.utils import timezone, translation

        from ventanilla.companies.drafts import RefusedError
        from ventanilla.companies.inforce import in_force

        slug = args.company or (policy.slug if policy else "")
        try:
            company = in_force(slug)
            tried = policy or _drafted(company, args.draft)
        except Http404:
            say(f"There is no company {slug!r} with a policy; see `ventanilla company list`.")
            return 1
        except RefusedError as error:
            say(str(error))
            return 1
        with translation.override("en"):
            _tell(args, company, tried, timezone.now())
    return 0


def _wrong(args: argparse.Namespace) -> str:
    if (args.file is None) == (args.draft is None):
        return "Name the file of a policy, or a draft with --draft VERSION --company SLUG: one."
    if args.draft is not None and not args.company:
        return "--draft: name its company, too, with --company SLUG."
    if args.until is not None and args.until < args.since:
        return f"--until: {args.until} is before --since {args.since}."
    return ""


def _drafted(company: InForce, version: str) -> Policy:
    from ventanilla.commands.policy_drafts import draft_number
    from ventanilla.companies.proposals import policy_of_draft, proposal_of

    number = draft_number(company.id, version)
    return policy_of_draft(proposal_of(company.id, number).draft)


def _tell(args: argparse.Namespace, company: InForce, policy: Policy, now: datetime) -> None:
    from ventanilla.tickets.replay import Received, newest, replay

    zone = ZoneInfo(policy.zone)
    until = start_of_day(args.until + DAY, zone) if args.until else now
    received = Received(company.id, start_of_day(args.since, zone), until)
    found = received.tickets().count()
    if args.limit:
        received = newest(received, args.limit)
    shows = args.progress or sys.stderr.isatty()
    progress = Progress(min(found, args.limit or found), "tickets") if shows else None
    trial = replay(received, policy, now, progress)
    if progress:
        progress.end()
    asked = Asked(company.slug, args.since, args.until, found)
    for line in as_json(trial, asked) if args.json else lines(trial, asked):
        say(line)
