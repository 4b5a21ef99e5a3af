"""Make or revoke a token for the API."""

from __future__ import annotations

import argparse
from hashlib import sha256

from ventanilla.commands.start import database, say

HELP = "Make a token for one company (shown once), list the tokens, or end one within 5 s."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    make = what.add_parser("make", help="make a token and show it once")
    make.add_argument("company", help="slug of the company")
    make.add_argument("--name", required=True, help="what it is for")
    make.add_argument(
        "--scope",
        action="append",
        help="one of tickets:read, tickets:write, answers:read, answers:write; all without it",
    )
    what.add_parser("list", help="list the tokens by name")
    revoke = what.add_parser("revoke", help="end a token, within five seconds everywhere")
    revoke.add_argument("token")


def run(args: argparse.Namespace) -> int:
    with database():
        from django.utils import timezone

        from ventanilla.api.guard import SCOPES, make_token
        from ventanilla.api.models import Token
        from ventanilla.companies.models import Company

        if args.what == "list":
            for row in Token.objects.select_related("company").order_by("company", "made_at"):
                state = "revoked" if row.revoked_at else "in use"
                say(f"{row.company.slug}  {row.name}  {' '.join(row.scopes)}  {state}")
            return 0
        if args.what == "revoke":
            digest = sha256(args.token.encode()).hexdigest()
            found = Token.objects.filter(digest=digest, revoked_at=None)
            done = found.update(revoked_at=timezone.now())
            say("The token is revoked." if done else "There is no such token.")
            return 0 if done else 1
        company = Company.objects.filter(slug=args.company).first()
        if company is None:
            say(f"There is no company {args.company!r}; see `ventanilla company list`.")
            return 1
        try:
            say(make_token(company.id, args.name, args.scope or list(SCOPES)))
        except ValueError as error:
            say(str(error))
            return 1
    return 0
