"""Write a bundle of evidence: one ticket, or all that were received between two days."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ventanilla.commands.start import database, say

if TYPE_CHECKING:
    from ventanilla.tickets.models import Outgoing, Ticket

KEY = "KEY"
LEFT_OUT = "left-out"
HELP = (
    "Write events, letters, policies, due instants with their working-out and the proofs of all "
    "into a folder, with a program that checks it anywhere. The folder holds personal data."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", nargs="?", default="", help="the number of one ticket")
    parser.add_argument("--company", default="", help="only this company (slug)")
    parser.add_argument("--from", dest="since", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--to", dest="until", type=date.fromisoformat, metavar="DATE")
    parser.add_argument(
        "--out", type=Path, help="a new folder; evidence-... here, if none is given"
    )


def run(args: argparse.Namespace) -> int:
    if bool(args.number) == bool(args.since and args.until):
        say("Give the number of a ticket, or both --from DATE and --to DATE.")
        return 2
    folder = args.out or Path(f"evidence-{args.number or f'{args.since}-{args.until}'}")
    if folder.exists():
        say(f"{folder} is there already; name a new folder with --out.")
        return 1
    with database():
        from django.utils import timezone

        from ventanilla.tickets.evidence import bundle
        from ventanilla.tickets.joined import relatives
        from ventanilla.tickets.proof import snapshot

        with snapshot():
            tickets = _found(args)
            if not tickets or (args.number and len(tickets) > 1):
                say(f"{len(tickets)} tickets fit; see --company and the dates.")
                return 1
            tickets = relatives(tickets)
            files = bundle(tickets, timezone.now(), mail_of)
    _write(folder, files)
    say(f"{folder}: {len(tickets)} tickets, {len(files)} files. It holds personal data.")
    say(f"To check it: python3 {folder / 'verify_evidence.py'}")
    return 0


def _found(args: argparse.Namespace) -> list[Ticket]:
    """The tickets that are meant; days are those of each company's own zone."""
    from ventanilla.companies.inforce import companies
    from ventanilla.tickets.models import Ticket

    found: list[Ticket] = []
    for company in companies():
        if args.company in {"", company.slug}:
            mine = Ticket.objects.filter(company_id=company.id)
            if args.number:
                mine = mine.filter(number=args.number)
            else:
                zone = ZoneInfo(company.policy.zone)
                first = datetime.combine(args.since, time.min, zone)
                end = datetime.combine(args.until + timedelta(days=1), time.min, zone)
                mine = mine.filter(received_at__gte=first, received_at__lt=end)
            found += mine.order_by("id")
    return found


def mail_of(row: Outgoing) -> bytes:
    """A letter written again as it was sent, without the keys that only its recipient may have.

    These are the reply address and the link: whoever has them can write and read as the customer.
    """
    from ventanilla.channels.email.compose import compose

    return compose(row, keys=False).as_bytes()


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """The files, readable by nobody else."""
    folder.mkdir(mode=0o700, parents=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_bytes(content)
