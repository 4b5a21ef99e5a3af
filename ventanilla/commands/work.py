"""Parse mail, deliver mail, watch promises."""

from __future__ import annotations

import argparse
import signal
import threading

from ventanilla.commands.start import database, say

HELP = "Take mail in, deliver mail, and note promises that fall due, until it is stopped."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-lmtp", action="store_true", help="do not open the LMTP door")


def run(args: argparse.Namespace) -> int:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with database():
        from django.conf import settings

        from ventanilla.channels.email.doors import open_doors
        from ventanilla.channels.work import work

        with open_doors(lmtp="" if args.no_lmtp else settings.LMTP_LISTEN, stop=stop):
            say("work: ready")
            work(stop)
    return 0
