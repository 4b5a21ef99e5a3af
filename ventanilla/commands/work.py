"""Parse mail, deliver mail, watch promises."""

from __future__ import annotations

import argparse
import signal
import threading

from ventanilla.commands.start import database, say, warm

HELP = "Take mail in, deliver mail, and note promises that fall due, until it is stopped."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-lmtp", action="store_true", help="do not open the LMTP door")


def run(args: argparse.Namespace) -> int:
    with database(patient=True):
        work(lmtp=not args.no_lmtp)
    return 0


def load() -> None:
    """The modules of all jobs. Django must be set up."""
    from ventanilla.channels import work as jobs
    from ventanilla.channels.email import doors

    _ = jobs, doors


def work(*, lmtp: bool) -> None:
    """Do all jobs until SIGTERM or SIGINT. Django must be set up."""
    from django.conf import settings

    from ventanilla.channels.email.doors import open_doors
    from ventanilla.channels.work import work as work_on

    warm()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with open_doors(lmtp=settings.LMTP_LISTEN if lmtp else "", stop=stop):
        say("work: ready")
        work_on(stop)
