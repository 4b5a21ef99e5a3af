"""Loaded before Django: gives the tests the embedded PostgreSQL and a data folder of their own.

``DATABASE_URL`` from outside is left as it is, so that the suite can run on your server too.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("VENTANILLA_TEST_DATA", ROOT / ".data" / "test"))
DATA.mkdir(parents=True, exist_ok=True)
os.environ["VENTANILLA_DATA"] = tempfile.mkdtemp(prefix="vt-", dir=DATA)
(Path(os.environ["VENTANILLA_DATA"]) / "static").mkdir()
os.environ["VENTANILLA_SECRET"] = "only-for-tests-" * 4
os.environ["VENTANILLA_SAMPLE"] = "1"
os.environ.setdefault("VENTANILLA_LOG", "WARNING")

if "DATABASE_URL" not in os.environ:
    import psycopg
    from psycopg import sql

    from ventanilla import embedded

    SERVER = embedded.start(DATA / "postgres")

    def sweep() -> None:
        """Drop the databases of runs that were killed: their names end with a dead process id."""
        with psycopg.connect(SERVER.get_uri(database="postgres"), autocommit=True) as connection:
            found = connection.execute(
                "SELECT datname FROM pg_database WHERE datname ~ '_[0-9]+(_gw[0-9]+)?$'"
            ).fetchall()
            for (name,) in found:
                pid = next(part for part in reversed(name.split("_")) if part.isdigit())
                if not Path(f"/proc/{pid}").exists():
                    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                    connection.execute(drop.format(sql.Identifier(name)))

    sweep()
    # Two runs at the same time, in two terminals, do not meet in one database.
    os.environ["DATABASE_URL"] = embedded.address(SERVER, f"ventanilla_{os.getpid()}")
