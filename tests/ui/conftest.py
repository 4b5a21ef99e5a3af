"""The style guide's pages are rendered with plain static names: no manifest is needed."""

from typing import Any

import pytest

from tests import stage
from tests.ui.pages import PLAIN_STATIC


@pytest.fixture(autouse=True)
def _plain_static(settings: Any) -> None:
    settings.STORAGES = PLAIN_STATIC


@pytest.fixture(scope="session")
def chromium() -> Any:
    """The browser that all browser tests of a process share."""
    return stage.chromium()
