"""The style guide's pages are rendered with plain static names: no manifest is needed."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.pages import PLAIN_STATIC


@pytest.fixture(autouse=True)
def _plain_static(settings: Any) -> None:
    settings.STORAGES = PLAIN_STATIC


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's browser. Its loop runs in this thread, which Django would take for async code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    playwright = pytest.importorskip("playwright.sync_api")
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=args)
        yield browser
        browser.close()
