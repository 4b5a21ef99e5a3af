"""What every command that needs the database does first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ventanilla import embedded


def data_folder() -> Path:
    """``VENTANILLA_DATA``, else ``.data`` here: the only folder the desk writes to."""
    return Path(os.environ.get("VENTANILLA_DATA", ".data")).resolve()


@contextmanager
def database(*, owner: bool = False) -> Iterator[str]:
    """Django, ready, on your PostgreSQL or on the embedded one.

    Without ``owner`` the connection takes the application's role, which may add to the record
    and change nothing of it.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        _ready(given, owner=owner, role=os.environ.get("VENTANILLA_DATABASE_ROLE", ""))
        yield given
        return
    with embedded.running(data_folder() / "postgres", "ventanilla") as url:
        _ready(url, owner=owner, role=embedded.ROLE)
        yield url


def _ready(url: str, *, owner: bool, role: str) -> None:
    os.environ["DATABASE_URL"] = url
    os.environ["VENTANILLA_DATABASE_ROLE"] = "" if owner else role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.settings")
    embedded.refuse_unsafe(url)
    import django

    django.setup()


def say(line: str) -> None:
    """A line to whoever started the command."""
    import sys

    sys.stdout.write(line + "\n")
    sys.stdout.flush()
