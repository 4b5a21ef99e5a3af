"""Start everything for a first look.

``up`` loads the code once and forks: pages and worker are processes of their own, and are up as
soon as the tables are. They end with ``up`` however it ends: each holds the reading end of a pipe
whose other end only ``up`` has.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

import psycopg

from ventanilla import embedded
from ventanilla.commands.start import data_folder, say

HELP = (
    "Start PostgreSQL (or use DATABASE_URL), migrate, load the five sample companies with "
    "life-like requests, then serve pages and work, until Ctrl-C."
)
READY_S = 60
LEAVING_S = 6.0
STOP_S = 8.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port of the pages")
    parser.add_argument(
        "--smtp-port", type=int, default=1025, help="port of the sample mail server"
    )
    parser.add_argument("--lmtp-port", type=int, default=1024, help="port of the mail door")
    parser.add_argument("--empty", action="store_true", help="no sample companies, no mailbox")


def run(args: argparse.Namespace) -> int:
    started = time.monotonic()
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    try:
        _refuse_taken_ports(args)
        with _database() as url:
            environment(args, url)
            return _desk(args, started)
    except KeyboardInterrupt:
        say("Stopped. Nothing is lost.")
        return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def _refuse_taken_ports(args: argparse.Namespace) -> None:
    """Raises: SystemExit, naming the port that somebody else listens on."""
    wanted = {"--port": args.port, "--smtp-port": args.smtp_port, "--lmtp-port": args.lmtp_port}
    end = time.monotonic() + LEAVING_S  # what a killed run left behind is ending itself just now
    for flag, port in wanted.items():
        while _answers(port):
            if time.monotonic() > end:
                raise SystemExit(
                    f"Port {port} is in use: is Ventanilla up already? Else choose {flag}."
                )
            time.sleep(0.1)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _database() -> Iterator[str]:
    given = os.environ.get("DATABASE_URL")
    if given:
        say("PostgreSQL: yours, by DATABASE_URL")
        embedded.refuse_unsafe(given)
        yield given
        return
    say("PostgreSQL: starting the embedded one ...")
    with embedded.running(data_folder() / "postgres", "ventanilla") as url:
        yield url


def environment(args: argparse.Namespace, url: str) -> None:
    """The settings of this run."""
    os.environ.setdefault("VENTANILLA_URL", f"http://localhost:{args.port}")
    os.environ["DATABASE_URL"] = url
    os.environ["VENTANILLA_SMTP_URL"] = f"smtp://127.0.0.1:{args.smtp_port}"
    os.environ["VENTANILLA_LMTP"] = f"127.0.0.1:{args.lmtp_port}"
    os.environ["VENTANILLA_SAMPLE"] = "0" if args.empty else "1"
    os.environ["VENTANILLA_DATA"] = str(data_folder())
    os.environ["DJANGO_SETTINGS_MODULE"] = "ventanilla.settings"
    if "VENTANILLA_DATABASE_ROLE" not in os.environ:
        if not _has_tables(url):
            _migrate()
        os.environ["VENTANILLA_DATABASE_ROLE"] = embedded.ROLE if _role_is_there(url) else ""


def _role_is_there(url: str) -> bool:
    """Whether we may take the application's role; where we may make no roles there is none."""
    with psycopg.connect(url) as connection:
        asked = "SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(oid, 'MEMBER')"
        return connection.execute(asked, [embedded.ROLE]).fetchone() is not None


def _has_tables(url: str) -> bool:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
    return row is not None and row[0] is not None


def _migrate() -> None:
    say("Tables: bringing them up to date ...")
    command = [sys.executable, "-m", "ventanilla.cli", "migrate"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command


def _desk(args: argparse.Namespace, started: float) -> int:
    import django

    django.setup()
    if _behind():
        _migrate()
    parts = _fork(args)
    try:
        with _sample_mail(args):
            _prepare(args, parts)
            _wait_until_ready(args, parts)
            _tell(args, time.monotonic() - started)
            return _watch(parts)
    finally:
        _stop(parts)


def _behind() -> bool:
    """Whether a table is missing or older than this version."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    cache = settings.CACHES["default"]["LOCATION"]
    behind = behind or cache not in connection.introspection.table_names()
    connection.close()
    return behind


class Part:
    """A process of the desk: it waits for our word, and ends when we end."""

    def __init__(self, name: str, run: Callable[[], None]) -> None:
        self.name, self.run = name, run
        self.reading, self.writing = os.pipe()
        self.process: ForkProcess | None = None

    def start(self, all_parts: list[Part]) -> None:
        context = multiprocessing.get_context("fork")
        self.process = context.Process(target=self._live, args=(all_parts,), name=self.name)
        self.process.start()
        os.close(self.reading)

    def _live(self, all_parts: list[Part]) -> None:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        os.setsid()  # Ctrl-C in the terminal is for us alone, who then ends the parts in order
        for part in all_parts:
            os.close(part.writing)
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), 1)
        if os.read(self.reading, 1):
            threading.Thread(target=self._end_with_us, name="follow", daemon=True).start()
            self.run()

    def _end_with_us(self) -> None:
        os.read(self.reading, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def give_the_word(self) -> None:
        with suppress(BrokenPipeError):  # one that died already is noticed soon
            os.write(self.writing, b"!")

    @property
    def ended(self) -> bool:
        return self.process is not None and self.process.exitcode is not None

    def stop(self) -> None:
        if self.process is not None:
            self.process.join(STOP_S)
            if not self.ended:
                self.process.kill()
                self.process.join()
        os.close(self.writing)


def _fork(args: argparse.Namespace) -> list[Part]:
    """The processes, with all their code loaded, before this one has threads or connections."""
    from ventanilla.commands import serve, work

    serve.load()
    work.load()
    parts = [
        Part("serve", lambda: serve.serve("127.0.0.1", args.port)),
        Part("work", lambda: work.work(lmtp=True)),
    ]
    for part in parts:
        part.start(parts)
    return parts


def _sample_mail(args: argparse.Namespace) -> AbstractContextManager[None]:
    from django.conf import settings

    from ventanilla.channels.email.doors import sample_smtp

    return sample_smtp(Path(settings.DATA) / "sent", args.smtp_port)


def _prepare(args: argparse.Namespace, parts: list[Part]) -> None:
    """Styles and sample. Pages open at once, but for the first time: not before the sample."""
    from django.core.management import call_command
    from django.db import connection

    from ventanilla.commands.sample import fill
    from ventanilla.companies.inforce import companies

    call_command("collectstatic", verbosity=0, interactive=False)
    first = not companies()
    if first and not args.empty:
        fill(say)
    for part in parts:
        part.give_the_word()
    if not first and not args.empty:
        fill(say)
    connection.close()


def _wait_until_ready(args: argparse.Namespace, parts: list[Part]) -> None:
    missing = {"pages": args.port, "mail door": args.lmtp_port}
    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        if any(part.ended for part in parts):
            raise SystemExit("A process ended at once; its message stands above.")
        missing = {name: port for name, port in missing.items() if not _answers(port)}
        if not missing:
            return
        time.sleep(0.05)
    what = " and ".join(f"the {name} (port {port})" for name, port in missing.items())
    raise SystemExit(f"Nothing answers after {READY_S} s: {what}.")


def _tell(args: argparse.Namespace, took: float) -> None:
    from ventanilla.commands.sample import sign_in_lines

    home = os.environ["VENTANILLA_URL"]
    say(f"\nVentanilla is up ({took:.1f} s).\n")
    say(f"  Companies  {home}/")
    say(f"  Console    {home}/console/")
    if not args.empty:
        say(f"  Mailbox    {home}/mailbox/   (what went out; write in as a customer)")
        for line in sign_in_lines():
            say(f"  {line}")
    say("\nCtrl-C stops everything; nothing is lost.")


def _watch(parts: list[Part]) -> int:
    """Wait; when one process dies, stop the rest and say so."""
    while True:
        for part in parts:
            if part.ended and part.process is not None:
                say(f"{part.name} ended with status {part.process.exitcode}; stopping the rest.")
                return 1
        time.sleep(0.5)


def _stop(parts: list[Part]) -> None:
    """End the processes; a second Ctrl-C meanwhile must not leave one behind."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    if not any(part.ended for part in parts):
        say("\nStopping ...")
    for part in parts:
        if part.process is not None and not part.ended:
            part.process.terminate()
    for part in parts:
        part.stop()
