"""``ventanilla up`` ended in every way there is: it leaves no process, and loses nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tools.desk import ROOT, Desk, answers, start

pytestmark = pytest.mark.slow
BACK_S = 5.0


def processes(desk: Desk) -> list[int]:
    """Whatever runs on the data of this desk, PostgreSQL too."""
    found = []
    for process in psutil.process_iter():
        try:
            told = " ".join(process.cmdline())
            if str(desk.folder) in told or f"--port {desk.port}" in told:
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


def again(desk: Desk) -> float:
    """Start the desk again on the same data; seconds until a page is there."""
    words = ["--port", desk.port, "--smtp-port", desk.smtp, "--lmtp-port", desk.lmtp]
    command = [sys.executable, "-m", "ventanilla.cli", "up", *map(str, words)]
    started = time.monotonic()
    with (desk.folder / "up.log").open("ab") as log:
        desk.process = subprocess.Popen(command, cwd=ROOT, env=desk.env, stdout=log, stderr=log)
    while not (answers(desk.port) and answers(desk.lmtp)):
        assert desk.process.poll() is None, desk.log[-3000:]
        assert time.monotonic() - started < 60, desk.log[-3000:]
        time.sleep(0.05)
    return time.monotonic() - started


def requests_of(desk: Desk) -> int:
    import psycopg

    from ventanilla import embedded

    lines = (desk.folder / "postgres" / "postmaster.pid").read_text().splitlines()
    url = f"postgresql://postgres@/ventanilla?host={lines[4]}"
    assert embedded.SAFE
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM tickets_ticket").fetchone()
    return row[0] if row else 0


@pytest.fixture
def desk() -> Iterator[Desk]:
    running = start()
    yield running
    if running.process.poll() is None:
        running.stop()
    for pid in processes(running):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(running.folder, ignore_errors=True)


def gone(desk: Desk, within: float = 8) -> list[int]:
    """What is left of a desk after some seconds."""
    end = time.monotonic() + within
    while (left := processes(desk)) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def test_up_leaves_nothing_behind_and_comes_back_with_everything(desk, capsys):
    before = requests_of(desk)
    assert before > 20
    took = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        desk.process.send_signal(number)
        assert desk.process.wait(30) == 0, desk.log[-3000:]
        assert gone(desk) == [], number
        took.append(again(desk))
        assert requests_of(desk) == before
    desk.process.send_signal(signal.SIGINT)
    desk.process.send_signal(signal.SIGINT)
    assert desk.process.wait(30) == 0
    assert gone(desk) == []
    with capsys.disabled():
        print(f"\nback after {', '.join(f'{one:.1f}' for one in took)} s; {BACK_S} s are promised")
    assert "Traceback" not in desk.log


def test_after_a_kill_pages_and_worker_end_by_themselves_and_all_comes_back(desk):
    before = requests_of(desk)
    for _ in range(2):
        desk.process.kill()
        desk.process.wait()
        end = time.monotonic() + 8
        while answers(desk.port) or answers(desk.lmtp):
            assert time.monotonic() < end, "pages or worker outlive the desk"
            time.sleep(0.05)
        again(desk)
        assert requests_of(desk) == before
    assert desk.stop() == 0
    assert gone(desk) == [], "PostgreSQL stops with the last desk, whatever was killed before"


def test_a_second_desk_on_the_same_port_says_so_and_ends(desk):
    words = ["--port", str(desk.port), "--smtp-port", str(desk.smtp)]
    command = [sys.executable, "-m", "ventanilla.cli", "up", *words]
    other = {**desk.env, "VENTANILLA_DATA": str(Path(desk.folder) / "other")}
    done = subprocess.run(
        command, cwd=ROOT, env=other, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert f"Port {desk.port} is in use" in done.stdout + done.stderr
    assert answers(desk.port)
