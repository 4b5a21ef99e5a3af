"""A desk whose processes may be killed at any moment, and a supervisor that starts them again."""

from __future__ import annotations

import http.client
import os
import shlex
import signal
import smtplib
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tools.desk import ROOT, free_port
from ventanilla import embedded

TROUBLE = (OSError, smtplib.SMTPException, http.client.HTTPException, psycopg.Error)
PYTHON = [sys.executable, "-W", "ignore"]
PROBE = b"From: probe@correo.test\r\nSubject: probe\r\nMessage-ID: <p@correo.test>\r\n\r\nprobe\r\n"
"""The same bytes each time: kept once, acknowledged each time."""
CLI = [*PYTHON, "-m", "ventanilla.cli"]


def children_of(pid: int) -> list[int]:
    """All processes below one."""
    found, new = [], [pid]
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(entry.name))
    while new:
        new = [child for parent in new for child in parents.get(parent, [])]
        found.extend(new)
    return found


@dataclass
class Kept:
    """One process that is started again whenever it ends."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    stop: threading.Event
    process: Any = None
    starts: int = 0

    def run(self) -> None:
        while not self.stop.is_set():
            if self.process is None or self.process.poll() is not None:
                if self.starts:
                    self.stop.wait(0.1)
                self.process = self.start()
                self.starts += 1
            self.stop.wait(0.05)

    def kill(self) -> None:
        """``kill -9`` of the process and of everything below it."""
        for pid in (self.process.pid, *children_of(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Fragile:
    """PostgreSQL, ``serve`` and ``work``, each under the supervisor."""

    folder: Path
    work: list[str] = field(default_factory=lambda: [*CLI, "work"])
    stop: threading.Event = field(default_factory=threading.Event)
    token: str = ""

    def __enter__(self) -> Fragile:
        self.port, self.lmtp, self.smtp = free_port(), free_port(), free_port()
        self.data = self.folder / "postgres"
        server = embedded.start(self.data)
        self.url = embedded.address(server, "ventanilla")
        command = shlex.split((self.data / "postmaster.opts").read_text())
        self.env = self._environment()
        done = subprocess.run(
            [*PYTHON, "-m", "tests.slow.prepare_desk"],
            cwd=ROOT,
            env={**self.env, "VENTANILLA_DATABASE_ROLE": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        self.token = done.stdout.split()[-1]
        server.stop()
        owner = (self.data / "PG_VERSION").stat().st_uid
        who = {"user": owner} if os.geteuid() == 0 else {}
        self.log = (self.folder / "desk.log").open("ab")
        self.kept = {
            "postgres": self._keep("postgres", command, **who),
            "serve": self._keep("serve", [*CLI, "serve", "--port", str(self.port)]),
            "work": self._keep("work", self.work),
        }
        self.threads = [threading.Thread(target=one.run, daemon=True) for one in self.kept.values()]
        for thread in self.threads:
            thread.start()
        try:
            self.wait_until_well(60)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("VENTANILLA_")}
        return clean | {
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "ventanilla.settings",
            "VENTANILLA_DATABASE_ROLE": embedded.ROLE,
            "VENTANILLA_DATA": str(self.folder),
            "VENTANILLA_URL": f"http://127.0.0.1:{self.port}",
            "VENTANILLA_LMTP": f"127.0.0.1:{self.lmtp}",
            "VENTANILLA_SMTP_URL": f"smtp://127.0.0.1:{self.smtp}",
            "VENTANILLA_SECRET": "only-for-the-kills-" * 4,
            "VENTANILLA_LOG": "ERROR",
        }

    def _keep(self, name: str, command: list[str], **how: Any) -> Kept:
        def start() -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                command,
                cwd="/" if how else ROOT,
                env=self.env,
                stdout=self.log,
                stderr=self.log,
                start_new_session=True,
                **how,
            )

        return Kept(name, start, self.stop)

    def missing(self) -> dict[str, str]:
        """What does not answer, with what it said: requests are read, mail is kept, or not."""
        asked = {"postgres": self._select, "serve": self._read_request, "work": self._keep_mail}
        found = {}
        for name, ask in asked.items():
            try:
                ask()
            except TROUBLE as error:
                found[name] = f"{type(error).__name__}: {str(error).strip()[:200]}"
        return found

    def _select(self) -> None:
        psycopg.connect(self.url, connect_timeout=2).close()

    def _read_request(self) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)) as client:
            client.request("GET", "/api/v1/tickets/XM-2222-2222", headers=self._bearer())
            status = client.getresponse().status
        if status != 404:  # it looked, and there is none
            raise ConnectionError(f"answered {status}")

    def _keep_mail(self) -> None:
        with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=1) as door:
            refused = door.sendmail("probe@correo.test", ["support@xm.test"], PROBE)
        if refused:
            raise ConnectionError(f"refused {refused}")

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def wait_until_well(self, within: float = 10) -> float:
        """How long it took until everything answers.

        Raises:
            TimeoutError: which part is missing, why, and the end of the desk's log.
        """
        started = time.monotonic()
        waits: dict[str, tuple[float, str]] = {}
        while (took := time.monotonic() - started) < within:
            missing = self.missing()
            if not missing:
                return took
            waits = {
                name: (waits.get(name, (took, ""))[0], words) for name, words in missing.items()
            }
            time.sleep(0.05)
        log = (self.folder / "desk.log").read_text("utf-8", "replace")
        lines = [
            f"{name}: missing since {since:.1f} s, {words}; {self._state_of(name)}"
            for name, (since, words) in waits.items()
        ]
        told = "\n".join([f"not back within {within} s:", *lines, log[-4000:]])
        raise TimeoutError(told)

    def _state_of(self, name: str) -> str:
        """Whether a process runs, how old it is and what it waits in, for whoever looks."""
        one = self.kept[name]
        try:
            process = psutil.Process(one.process.pid)
            age = time.time() - process.create_time()
            used = sum(process.cpu_times()[:2])
            told = f"{process.status()}, {age:.1f} s old, {used:.1f} s of CPU"
        except psutil.Error:
            told = "not running"
        return f"{told}, started {one.starts} times; load {os.getloadavg()[0]:.1f}"

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()
        for name in ("work", "serve"):
            self.kept[name].process.terminate()
        for name in ("work", "serve"):
            with suppress(subprocess.TimeoutExpired):
                self.kept[name].process.wait(15)
            self.kept[name].kill()
        self.kept["postgres"].process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self.kept["postgres"].process.wait(15)
        self.kept["postgres"].kill()
        self.log.close()
