"""Invite a member of staff by a one-time link."""

from __future__ import annotations

import argparse

from ventanilla.commands.start import database, say

HELP = "Invite a member of staff: prints a link, good once and for three days."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="the address to sign in with")
    parser.add_argument("--name", required=True, help="the name that customers and colleagues see")
    parser.add_argument("--company", action="append", required=True, help="slug; may be repeated")
    parser.add_argument(
        "--role",
        default="agent",
        help="agent, supervisor, admin, or register: who reads the complaint register alone",
    )
    parser.add_argument("--language", default="en", help="es, en, zh-hans or ar")


def run(args: argparse.Namespace) -> int:
    with database():
        from django.conf import settings
        from django.urls import reverse
        from django.utils import timezone

        from ventanilla.people.actions.invite import invite

        try:
            token = invite(
                args.email, args.name, args.company, args.role, timezone.now(), args.language
            )
        except ValueError as error:
            say(str(error))
            return 1
        say(settings.PUBLIC_URL + reverse("console:invitation", args=[token]))
    return 0
