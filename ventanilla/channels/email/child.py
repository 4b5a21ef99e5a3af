"""Parsing in a process apart: small memory, little time, and nothing to lose when it dies.

A hostile mail can make any parser eat gigabytes or minutes. The child has an address space of
512 MB and ten seconds of CPU for each mail; one that needs more kills only the child, and the
mail goes to quarantine. The child lives on between mails, so an ordinary one costs no start.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import IO, Any

from ventanilla.channels.email.mail import Attachment, Mail, UnreadableMailError

MEMORY = 512 * 1024 * 1024
CPU_S = 10
WALL_S = 30.0
_SIZE = struct.Struct(">Q")


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_SIZE.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    size = _SIZE.unpack(head)[0]
    data = pipe.read(size)
    return data if len(data) == size else None


def encode(mail: Mail) -> bytes:
    """A mail as JSON, its files in base64: data only, nothing that could run."""
    table = asdict(mail)
    for file in table["attachments"]:
        file["content"] = base64.b64encode(file["content"]).decode()
    return json.dumps(table).encode()


def decode(data: bytes) -> Mail:
    """The mail again, or the reason why there is none.

    Raises:
        UnreadableMailError: with the child's own words.
    """
    table: dict[str, Any] = json.loads(data)
    if "unreadable" in table:
        raise UnreadableMailError(table["unreadable"])
    files = tuple(
        Attachment(file["name"], file["type"], base64.b64decode(file["content"]))
        for file in table.pop("attachments")
    )
    for name in ("references", "recipients"):
        table[name] = tuple(table[name])
    return Mail(attachments=files, **table)


class Child:
    """The process that parses. One mail at a time; started when it is needed."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = threading.Lock()

    def parse(self, raw: bytes) -> Mail:
        """Parse one mail.

        Raises:
            UnreadableMailError: when the mail cannot be parsed, exceeds a cap, or killed the child.
        """
        with self.lock:
            process = self._running()
            try:
                answer = self._exchange(process, raw)
            except (BrokenPipeError, TimeoutError, OSError):
                answer = None
            if answer is None:
                self.stop()
                raise UnreadableMailError(
                    "parsing it took more memory or time than a mail may take"
                )
        return decode(answer)

    def _exchange(self, process: subprocess.Popen[bytes], raw: bytes) -> bytes | None:
        if process.stdin is None or process.stdout is None:
            return None
        _send(process.stdin, raw)
        ready, _, _ = select.select([process.stdout], [], [], WALL_S)
        return _receive(process.stdout) if ready else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "ventanilla.channels.email.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path)},
            )
        return self.process

    def stop(self) -> None:
        """End the child; the next mail starts a fresh one."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            self.process = None


_child = Child()


def parse_apart(raw: bytes) -> Mail:
    """Parse a mail in the child process of this worker.

    Raises:
        UnreadableMailError: the mail belongs into quarantine; the words say why.
    """
    return _child.parse(raw)


def main() -> int:
    """The child: limits itself, then answers mail by mail until its parent goes away."""
    from ventanilla.channels.email.parse import parse  # noqa: PLC0415 - only the child parses

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    while (raw := _receive(stdin)) is not None:
        signal.setitimer(signal.ITIMER_PROF, CPU_S)
        try:
            answer = encode(parse(raw))
        except UnreadableMailError as error:
            answer = json.dumps({"unreadable": str(error)}).encode()
        except MemoryError:
            return 1
        except Exception as error:
            answer = json.dumps({"unreadable": f"parsing failed: {type(error).__name__}"}).encode()
        signal.setitimer(signal.ITIMER_PROF, 0)
        _send(stdout, answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
