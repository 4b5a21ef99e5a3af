"""The private PostgreSQL comes back after whatever ended it, and never mistakes a stranger for itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import psycopg
import pytest

from ventanilla import embedded
from ventanilla.embedded import forget_the_dead, wait_for


def lock(folder, pid):
    lines = [str(pid), str(folder), "1700000000", "5432", str(folder), "", " 1 2", "ready   "]
    (folder / "postmaster.pid").write_text("\n".join(lines) + "\n")


@pytest.fixture
def dead():
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_lock_of_a_dead_or_a_strange_process_is_put_away(tmp_path, dead):
    for pid in (dead, os.getpid(), "", "x", -1):
        lock(tmp_path, pid)
        forget_the_dead(tmp_path)
        assert not (tmp_path / "postmaster.pid").exists(), pid


def test_half_a_lock_that_a_kill_left_is_put_away(tmp_path, dead):
    (tmp_path / "postmaster.pid").write_text(f"{dead}\n{tmp_path}\n")
    forget_the_dead(tmp_path)
    assert not (tmp_path / "postmaster.pid").exists()


def test_the_lock_of_a_server_that_runs_stays(tmp_path, monkeypatch):
    class Server:
        def __init__(self, pid):
            pass

        def name(self):
            return "postgres"

        def cwd(self):
            return str(tmp_path)

    monkeypatch.setattr(embedded.psutil, "Process", Server)
    lock(tmp_path, 42)
    forget_the_dead(tmp_path)
    assert (tmp_path / "postmaster.pid").exists()


def test_only_the_living_are_counted_as_users_of_the_server(tmp_path, dead):
    users = tmp_path / ".handle_pids.json"
    users.write_text(json.dumps([dead, os.getpid()]))
    forget_the_dead(tmp_path)
    assert json.loads(users.read_text()) == [os.getpid()]


def test_a_number_that_another_program_has_by_now_counts_as_dead(tmp_path):
    users = tmp_path / ".handle_pids.json"
    users.write_text(json.dumps([os.getpid()]))
    os.utime(users, (1, 1))  # written long before this process began
    forget_the_dead(tmp_path)
    assert json.loads(users.read_text()) == []


@pytest.mark.parametrize("words", ["", "[", "null", '{"a": 1}'])
def test_a_list_that_was_cut_off_hinders_nobody(tmp_path, words):
    (tmp_path / ".handle_pids.json").write_text(words)
    forget_the_dead(tmp_path)


def test_waiting_ends_when_the_trouble_is_not_one_that_passes(monkeypatch):
    asked = []

    def connect(url, connect_timeout):
        asked.append(url)
        words = "connection refused" if len(asked) < 3 else "password authentication failed"
        raise psycopg.OperationalError(words)

    monkeypatch.setattr(embedded.psycopg, "connect", connect)
    started = time.monotonic()
    wait_for("postgresql://nowhere/x", within=20)
    assert len(asked) == 3
    assert time.monotonic() - started < 5
