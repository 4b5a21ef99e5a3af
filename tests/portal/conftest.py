"""The help centres of the five companies, as their files have them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.conftest import ROOT


@pytest.fixture
def help_centre(company):
    """Load the help centre of a company; nobody holds it in memory afterwards."""
    from ventanilla.helpcentre.load import load_help
    from ventanilla.helpcentre.stock import forget

    loaded = []

    def load(slug):
        found = company(slug)
        forget(found.id)
        load_help(found, ROOT / "companies" / slug / "help", datetime(2026, 11, 1, tzinfo=UTC))
        forget(found.id)
        loaded.append(found.id)
        return found

    yield load
    for known in loaded:
        forget(known)
