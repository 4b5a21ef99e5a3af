"""What browser tests share in one process: one Chromium, one desk. Started when first asked for."""

from __future__ import annotations

import atexit
import os
import shutil
from functools import cache
from typing import Any

import pytest

from tools.cast import chromium_path, launch
from tools.desk import Desk, start
from tools.staging import Cast, prepare


@cache
def chromium() -> Any:
    """The browser. Playwright's loop runs in this thread, which Django would take for async code.

    Where there is no Chromium the test is left out and says so; on CI that is a failure.
    """
    path = chromium_path()
    if path is None:
        message = "no Chromium: install it, or name it by VENTANILLA_CHROMIUM"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(message)
        pytest.skip(message)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    driver = sync_playwright().start()
    browser = launch(driver, path)
    atexit.register(driver.stop)
    return browser


@cache
def desk() -> Desk:
    """The one desk of all journeys, with the sample companies."""
    running = start()
    atexit.register(_stop, running)
    return running


@cache
def _cast() -> Cast | Exception:
    try:
        return prepare(desk(), chromium())
    except Exception as error:  # each test that needs it says so, and none tries again
        return error


def cast() -> Cast:
    """Everybody signed in, once."""
    found = _cast()
    if isinstance(found, Exception):
        raise found
    return found


def _stop(running: Desk) -> None:
    if running.process.poll() is None:
        running.stop()
    shutil.rmtree(running.folder, ignore_errors=True)


def close() -> None:
    """End the desk as a person would, and see that it ended well."""
    if desk.cache_info().currsize == 0:
        return
    running = desk()
    if running.process.poll() is not None:
        return
    status = running.stop()
    log = running.log
    assert status == 0, log[-3000:]
    assert "Traceback" not in log, log[-5000:]
