"""Doors in threads see what the test wrote, although its transaction is never committed."""

from __future__ import annotations

import pytest


@pytest.fixture
def one_connection(db, monkeypatch):
    """Threads of the mail doors use the test's own connection instead of one of their own."""
    from django.db import connections

    from ventanilla.channels.email import doors

    ours = connections["default"]
    ours.inc_thread_sharing()

    def join() -> None:
        connections["default"] = ours

    monkeypatch.setattr(doors, "close_old_connections", join)
    yield ours
    ours.dec_thread_sharing()


@pytest.fixture(scope="session", autouse=True)
def parser_child():
    """The parser's process ends with the tests."""
    yield
    from ventanilla.channels.email.child import _child

    _child.stop()
