"""The desk under measurement: its own PostgreSQL, ``serve`` and ``work``, on free ports."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ventanilla import embedded

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Stage:
    """What is running: ports and process ids."""

    port: int
    lmtp: int
    serve: int
    work: int
    postgres: int

    @property
    def pids(self) -> list[int]:
        return [self.serve, self.work, self.postgres]


def wait_for(port: int) -> None:
    """Wait until somebody answers on a port.

    Raises:
        TimeoutError: after half a minute.
    """
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")


@contextmanager
def stage(within: Path | None = None) -> Iterator[Stage]:
    """Start everything in a fresh folder of ``within``, and remove it afterwards."""
    within = within or ROOT / ".data"
    within.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="vt-bench-", dir=within))
    port, lmtp, smtp = free_port(), free_port(), free_port()
    os.environ.update(
        VENTANILLA_DATA=str(folder),
        VENTANILLA_URL=f"http://127.0.0.1:{port}",
        VENTANILLA_LMTP=f"127.0.0.1:{lmtp}",
        VENTANILLA_SMTP_URL=f"smtp://127.0.0.1:{smtp}",
        VENTANILLA_SECRET="only-for-this-bench-" * 4,
        VENTANILLA_LOG="ERROR",
        VENTANILLA_SAMPLE="0",
        VENTANILLA_AUTOMATIC_MAILS="1000000",
        DJANGO_SETTINGS_MODULE="ventanilla.settings",
    )
    children: list[subprocess.Popen[bytes]] = []
    try:
        with embedded.running(folder / "postgres", "ventanilla") as url:
            os.environ["DATABASE_URL"] = url
            prepare()
            with sink(folder / "sent", smtp):
                env = {**os.environ, "VENTANILLA_DATABASE_ROLE": embedded.ROLE}
                for words in (["serve", "--port", str(port)], ["work"]):
                    command = [sys.executable, "-W", "ignore", "-m", "ventanilla.cli", *words]
                    children.append(
                        subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
                    )
                wait_for(port)
                wait_for(lmtp)
                server = embedded.start(folder / "postgres")
                yield Stage(
                    port, lmtp, children[0].pid, children[1].pid, int(server.get_pid() or 0)
                )
                for child in children:
                    child.terminate()
                for child in children:
                    child.wait(timeout=20)
    finally:
        for child in children:
            if child.poll() is None:
                child.kill()
        shutil.rmtree(folder, ignore_errors=True)


def prepare() -> None:
    """Tables, static files and the five companies."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from ventanilla.companies.load import load_policy

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", verbosity=0, interactive=False)
    for slug in ("xm", "etoro", "exness", "roxom", "shop"):
        load_policy(ROOT / "companies" / slug / "policy.toml", timezone.now())


@contextmanager
def sink(folder: Path, port: int) -> Iterator[None]:
    """A mail server that takes everything."""
    from ventanilla.channels.email.doors import sample_smtp

    with sample_smtp(folder, port):
        yield
