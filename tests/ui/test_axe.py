"""Every sample page: no violation of axe-core, no sideways scroll, no word from the browser."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from tests.ui.pages import NAMES, show

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ALL = list(itertools.product(("es", "ar", "zh-hans"), ("light", "dark"), (1440, 390)))
TURN = [("es", "light", 1440), ("ar", "dark", 390), ("zh-hans", "light", 320), ("es", "dark", 390)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


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
        page.evaluate(AXE.read_text("utf-8"))
        report = page.evaluate("rules => axe.run(document, rules)", RULES)
        for rule in report["violations"]:
            places = "; ".join(str(node["html"])[:140] for node in rule["nodes"][:3])
            found.append(f"{rule['id']}: {places}")
        return found
    finally:
        context.close()


@pytest.mark.parametrize(("name", "reader"), list(zip(NAMES, itertools.cycle(TURN), strict=False)))
def test_page_has_no_barrier(chromium: Any, name: str, reader: tuple[str, str, int]) -> None:
    assert problems(chromium, name, *reader) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_page_has_no_barrier_anywhere(chromium: Any, name: str) -> None:
    for language, theme, width in ALL:
        assert problems(chromium, name, language, theme, width) == [], (language, theme, width)
