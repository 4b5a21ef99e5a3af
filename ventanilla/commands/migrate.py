"""Bring the database to this version."""

from __future__ import annotations

import argparse

from ventanilla.commands.start import database, say

HELP = "Create or change the tables of the desk, and set the rights of its database role."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say whether one is missing")


def run(args: argparse.Namespace) -> int:
    with database(owner=True):
        from django.core.management import call_command

        if args.check:
            call_command("migrate", check_unapplied=True, verbosity=1)
            return 0
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        from ventanilla.tickets.grants import grant

        grant()
        say("The database is up to date.")
    return 0
