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
    from ventanilla import embedded

    SERVER = embedded.start(DATA / "postgres")
    os.environ["DATABASE_URL"] = embedded.address(SERVER, "ventanilla")
