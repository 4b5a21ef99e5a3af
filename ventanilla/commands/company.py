"""Load a company's policy, or list the companies."""

from __future__ import annotations

import argparse
from pathlib import Path

from ventanilla.commands.start import database, say
from ventanilla.core.tables import PolicyError

HELP = "Put a policy file into force for its company, or list what is in force."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    load = what.add_parser("load", help="put policy files into force")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    what.add_parser("list", help="list the companies and their policies")
    host = what.add_parser("host", help="give a company a host name of its own")
    host.add_argument("slug")
    host.add_argument("name", help="for example help.example.com; an empty text takes it away")
    area = what.add_parser("area", help="add or change an area (a team) of a company")
    area.add_argument("slug")
    area.add_argument("name", help="short name, as a policy's topics name it: payments")
    area.add_argument("--title", action="append", default=[], metavar="LANGUAGE=WORDS")
    area.add_argument("--representative", default="", help="address of who answers for it")


def run(args: argparse.Namespace) -> int:
    with database(owner=True):
        from django.utils import timezone

        from ventanilla.companies.inforce import companies
        from ventanilla.companies.load import load_policy

        if args.what == "host":
            return _host(args.slug, args.name.lower())
        if args.what == "area":
            return _area(args)
        if args.what == "list":
            for company in companies():
                policy = company.policy
                since = policy.effective.isoformat()
                say(f"{company.slug}: {policy.company}, policy {policy.version}, since {since}")
            return 0
        failed = 0
        for path in args.files:
            try:
                row = load_policy(path, timezone.now())
            except (PolicyError, OSError) as error:
                say(str(error))
                failed = 1
                continue
            say(f"{row.company.slug}: policy {row.version} is in force (number {row.serial}).")
        return failed


def _area(args: argparse.Namespace) -> int:
    from ventanilla.companies.models import Company
    from ventanilla.people.actions.set_area import set_area

    company = Company.objects.filter(slug=args.slug).first()
    if company is None:
        say(f"There is no company {args.slug!r}; see `ventanilla company list`.")
        return 1
    titles = dict(text.partition("=")[::2] for text in args.title)
    try:
        area = set_area(company.id, args.name, titles, args.representative)
    except ValueError as error:
        say(str(error))
        return 1
    who = area.representative.name if area.representative else "nobody yet"
    say(f"{args.slug}: area {area.slug}, represented by {who}.")
    return 0


def _host(slug: str, name: str) -> int:
    from django.conf import settings

    from ventanilla.companies.models import Company

    if not Company.objects.filter(slug=slug).update(host=name):
        say(f"There is no company {slug!r}; see `ventanilla company list`.")
        return 1
    say(f"{slug}: {name or 'no host name of its own'}.")
    if name and name not in settings.ALLOWED_HOSTS:
        say(f"Add {name} to VENTANILLA_HOSTS, or it is not answered.")
    return 0
