"""Walk the chains of events and report any break."""

from __future__ import annotations

import argparse

from ventanilla.commands.start import database, say

HELP = "Check the hash chain of every ticket; exit status 1 and the places when one is broken."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--company", default="", help="only this company (slug)")


def run(args: argparse.Namespace) -> int:
    with database():
        from ventanilla.tickets.proof import broken_chains

        checked, broken = 0, 0
        for number, seq in broken_chains(args.company):
            checked += 1
            if seq is not None:
                broken += 1
                say(f"{number}: the chain breaks at event {seq}.")
            elif checked % 10_000 == 0:
                say(f"{checked} tickets checked ...")
        say(f"{checked} tickets checked, {broken} broken.")
    return 1 if broken else 0
