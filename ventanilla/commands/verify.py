"""Walk the chains of events and the hourly anchors, and report any break."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ventanilla.commands.start import database, say

if TYPE_CHECKING:
    from ventanilla.tickets.proof import AnchorWalk

HELP = (
    "Check the hash chain of every ticket and every anchor: signature, root, the chains it stands "
    "for, and its line in the file of anchors. Exit status 1 and the places when one is broken."
)
PROGRESS_TICKETS = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--company", default="", help="only this company (slug)")


def run(args: argparse.Namespace) -> int:
    with database():
        from ventanilla.tickets import proof

        walks = list(proof.walks(args.company))
        with proof.snapshot():
            broken = _chains(args.company) + _anchors(walks, args.company)
    return 1 if broken else 0


def _chains(slug: str) -> int:
    from ventanilla.tickets.proof import broken_chains, strays

    checked, broken = 0, 0
    for number, seq in broken_chains(slug):
        checked += 1
        if seq is not None:
            broken += 1
            say(
                f"{number}: the chain breaks at event {seq}. "
                "That event was changed, taken out, put in or moved; those before it are whole."
            )
        if checked % PROGRESS_TICKETS == 0:
            say(f"{checked} tickets checked ...")
    for stray in strays(slug):
        broken += 1
        say(str(stray))
    say(f"{checked} tickets checked, {broken} broken.")
    return broken


def _anchors(walks: list[tuple[AnchorWalk, int]], slug: str) -> int:
    from ventanilla.tickets.proof import anchors_of, leafless

    checked, broken = 0, 0
    for walk, company in walks:
        for finding in walk.walk(anchors_of(company)):
            broken += 1
            say(str(finding))
        checked += walk.checked
    for finding in leafless(slug):
        broken += 1
        say(str(finding))
    say(f"{checked} anchors checked, {broken} breaks found.")
    return broken
