"""Start everything for a first look."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from ventanilla import embedded
from ventanilla.commands.start import data_folder, say

HELP = (
    "Start PostgreSQL (or use DATABASE_URL), migrate, load the five sample companies with "
    "life-like requests, then serve pages and work, until Ctrl-C."
)
READY_S = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port of the pages")
    parser.add_argument(
        "--smtp-port", type=int, default=1025, help="port of the sample mail server"
    )
    parser.add_argument("--lmtp-port", type=int, default=1024, help="port of the mail door")
    parser.add_argument("--empty", action="store_true", help="no sample companies, no mailbox")


def run(args: argparse.Namespace) -> int:
    started = time.monotonic()
    environment(args)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    given = os.environ.get("DATABASE_URL")
    if given:
        say("PostgreSQL: yours, by DATABASE_URL")
        return _with_database(given, args, started)
    say("PostgreSQL: starting the embedded one ...")
    with embedded.running(data_folder() / "postgres", "ventanilla") as url:
        os.environ["DATABASE_URL"] = url
        return _with_database(url, args, started)


def environment(args: argparse.Namespace) -> None:
    """What the processes of this run share."""
    os.environ.setdefault("VENTANILLA_URL", f"http://localhost:{args.port}")
    os.environ["VENTANILLA_SMTP_URL"] = f"smtp://127.0.0.1:{args.smtp_port}"
    os.environ["VENTANILLA_LMTP"] = f"127.0.0.1:{args.lmtp_port}"
    os.environ["VENTANILLA_SAMPLE"] = "0" if args.empty else "1"
    os.environ["VENTANILLA_DATA"] = str(data_folder())
    os.environ["DJANGO_SETTINGS_MODULE"] = "ventanilla.settings"


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def _with_database(url: str, args: argparse.Namespace, started: float) -> int:
    embedded.refuse_unsafe(url)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from ventanilla.channels.email.doors import sample_smtp
    from ventanilla.commands.sample import fill, sign_in_lines

    say("Tables: bringing them up to date ...")
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", verbosity=0, interactive=False)
    with sample_smtp(Path(settings.DATA) / "sent", args.smtp_port):
        if not args.empty:
            fill(say)
        children = _children(args)
        try:
            _wait_until_ready(args.port, children)
            _tell(args, sign_in_lines() if not args.empty else [], time.monotonic() - started)
            return _watch(children)
        except KeyboardInterrupt:
            say("\nStopping ...")
            return 0
        finally:
            _stop(children)


def _children(args: argparse.Namespace) -> list[subprocess.Popen[bytes]]:
    """``serve`` and ``work`` as processes of their own; Ctrl-C reaches them through us."""
    env = {**os.environ, "VENTANILLA_DATABASE_ROLE": embedded.ROLE}
    if os.environ.get("VENTANILLA_DATABASE_ROLE") == "":
        env["VENTANILLA_DATABASE_ROLE"] = ""
    base = [sys.executable, "-m", "ventanilla.cli"]
    commands = [[*base, "serve", "--port", str(args.port)], [*base, "work"]]
    return [
        subprocess.Popen(command, env=env, start_new_session=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own commands
        for command in commands
    ]


def _wait_until_ready(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    import socket

    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        if any(child.poll() is not None for child in children):
            raise SystemExit("A process ended at once; its message stands above.")
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {port} after {READY_S} s.")


def _tell(args: argparse.Namespace, sign_in: list[str], took: float) -> None:
    home = os.environ["VENTANILLA_URL"]
    say(f"\nVentanilla is up ({took:.1f} s).\n")
    say(f"  Companies  {home}/")
    say(f"  Console    {home}/console/")
    if not args.empty:
        say(f"  Mailbox    {home}/mailbox/   (what went out; write in as a customer)")
    for line in sign_in:
        say(f"  {line}")
    say("\nCtrl-C stops everything; nothing is lost.")


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait; when one process dies, stop the rest and say so."""
    forever = threading.Event()
    while not forever.wait(0.5):
        for child in children:
            if child.poll() is not None:
                say(f"A process ended with status {child.returncode}; stopping the rest.")
                return 1
    return 0


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=8)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
