"""A whole desk for tests and pictures: ``ventanilla up`` on free ports in a folder of its own."""

from __future__ import annotations

import base64
import hmac
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid
from hashlib import sha1
from pathlib import Path
from smtplib import LMTP

ROOT = Path(__file__).resolve().parent.parent
READY_S = 120.0
STOP_S = 30.0
FOREIGN = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def code_now(secret: str, at: float | None = None) -> str:
    """The six digits that an authenticator shows (RFC 6238)."""
    step = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(secret), step, sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


@dataclass(slots=True)
class Desk:
    """What is running, and the ways a test talks to it besides the browser."""

    folder: Path
    url: str
    port: int
    smtp: int
    lmtp: int
    env: dict[str, str]
    process: subprocess.Popen[bytes]
    states: dict[str, object] = field(default_factory=dict)
    read: dict[Path, EmailMessage] = field(default_factory=dict)

    @property
    def log(self) -> str:
        """What the desk has said so far."""
        return (self.folder / "up.log").read_text("utf-8", "replace")

    def mails(self, to: str = "") -> list[EmailMessage]:
        """The mails that went out (to an address), the oldest first."""
        paths = sorted((self.folder / "sent").glob("*.eml"))
        for path in paths:
            if path not in self.read:
                self.read[path] = message_from_bytes(path.read_bytes(), policy=policy.default)
        mails = [self.read[path] for path in paths]
        return [mail for mail in mails if not to or to in str(mail["To"])]

    def mail(
        self,
        to: str,
        wanted: Callable[[EmailMessage], bool] = lambda _mail: True,
        *,
        after: int = 0,
        within: float = 15,
    ) -> EmailMessage:
        """Wait for the newest mail to an address that fits, the first ``after`` left aside.

        Raises:
            TimeoutError: naming what came instead.
        """
        end = time.monotonic() + within
        while time.monotonic() < end:
            found = [mail for mail in self.mails(to)[after:] if wanted(mail)]
            if found:
                return found[-1]
            time.sleep(0.1)
        came = [str(mail["Subject"]) for mail in self.mails(to)]
        raise TimeoutError(f"no such mail to {to} in {within} s; there came {came}")

    def write(self, sender: str, to: str, subject: str, text: str, **headers: str) -> str:
        """Hand a mail to the LMTP door, as a mail server would; gives its Message-ID."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Message-ID"] = headers.pop("message_id", "") or make_msgid(domain="correo.test")
        mail.set_content(text, charset="utf-8")
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        self.hand_in(mail.as_bytes(), sender, to)
        return str(mail["Message-ID"])

    def hand_in(self, raw: bytes, sender: str, to: str) -> None:
        """Hand the bytes of a mail to the LMTP door."""
        with LMTP("127.0.0.1", self.lmtp) as door:
            door.sendmail(sender, [to], raw)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the desk on its data."""
        command = [sys.executable, "-W", "ignore", "-m", "ventanilla.cli", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )

    def stop(self) -> int:
        """Press Ctrl-C and wait; gives the exit status."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return -signal.SIGKILL


def start(*, empty: bool = False) -> Desk:
    """Start a desk in a fresh folder and wait until it is up.

    Raises:
        RuntimeError: with what it said, when it does not come up.
    """
    (ROOT / ".data").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="vt-desk-", dir=ROOT / ".data"))
    port, smtp, lmtp = free_port(), free_port(), free_port()
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and not name.startswith("VENTANILLA_")
    }
    url = f"http://localhost:{port}"
    env["VENTANILLA_VECTORS"] = "0"  # making them would keep a core busy for minutes
    env |= {"VENTANILLA_DATA": str(folder), "VENTANILLA_URL": url, "PYTHONWARNINGS": "ignore"}
    words = ["up", "--port", str(port), "--smtp-port", str(smtp), "--lmtp-port", str(lmtp)]
    command = [sys.executable, "-m", "ventanilla.cli", *words, *(["--empty"] if empty else [])]
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
    desk = Desk(folder, url, port, smtp, lmtp, env, process)
    end = time.monotonic() + READY_S
    while time.monotonic() < end and process.poll() is None:
        if "Ventanilla is up" in desk.log and answers(port) and answers(lmtp):
            return desk
        time.sleep(0.1)
    desk.stop()
    raise RuntimeError(f"the desk did not come up:\n{desk.log[-4000:]}")


def answers(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running_desk() -> Iterator[Desk]:
    """A desk for the time of the block; its folder is removed afterwards."""
    desk = start()
    try:
        yield desk
    finally:
        if desk.process.poll() is None:
            desk.stop()
        shutil.rmtree(desk.folder, ignore_errors=True)
