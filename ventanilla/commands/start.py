"""What every command that needs the database does first."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ventanilla import embedded


def data_folder() -> Path:
    """``VENTANILLA_DATA``, else ``.data`` here: the only folder the desk writes to."""
    return Path(os.environ.get("VENTANILLA_DATA", ".data")).resolve()


@contextmanager
def database(*, owner: bool = False, patient: bool = False) -> Iterator[str]:
    """Django, ready, on your PostgreSQL or on the embedded one.

    Without ``owner`` the connection takes the application's role, which may add to the record
    and change nothing of it. Who is ``patient`` waits half a minute for a server that is not up
    yet: after a power cut it takes longer to come back than we do.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        if patient:
            embedded.wait_for(given)
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
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def warm() -> None:
    """Read the policies in force before the doors open, or every first visitor parses them."""
    from django.db import Error, connection

    from ventanilla.companies.inforce import companies

    with suppress(Error):  # the server is away: the first who come will see whether it is back
        companies()
    connection.close()
