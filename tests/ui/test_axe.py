"""Every sample page: no violation of axe-core, no sideways scroll, no word from the browser."""

import itertools
from typing import Any

import pytest

from tests.barriers import barriers
from tests.ui.pages import NAMES, show

pytestmark = pytest.mark.browser
ALL = list(itertools.product(("es", "ar", "zh-hans"), ("light", "dark"), (1440, 390)))
TURN = [("es", "light", 1440), ("ar", "dark", 390), ("zh-hans", "light", 320), ("es", "dark", 390)]


def problems(chromium: Any, name: str, language: str, theme: str, width: int) -> list[str]:
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=False)
    page = context.new_page()
    try:
        found = show(page, name, language, theme)
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if wide > 0:
            found.append(f"scrolls sideways by {wide} px")
        return found + barriers(page)
    finally:
        context.close()


def test_a_barrier_is_named_with_its_place(chromium: Any) -> None:
    page = chromium.new_page()
    page.set_content('<html lang="en"><title>A</title><main><h1>A</h1><img src="x"></main>')
    assert barriers(page) == ['image-alt: <img src="x">']
    page.close()


@pytest.mark.parametrize(("name", "reader"), list(zip(NAMES, itertools.cycle(TURN), strict=False)))
def test_page_has_no_barrier(chromium: Any, name: str, reader: tuple[str, str, int]) -> None:
    assert problems(chromium, name, *reader) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_page_has_no_barrier_anywhere(chromium: Any, name: str) -> None:
    for language, theme, width in ALL:
        assert problems(chromium, name, language, theme, width) == [], (language, theme, width)
