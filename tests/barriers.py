"""What axe-core objects to on a page, in one line for each rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
_VIOLATIONS = """async (tags) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  const places = (nodes) => nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join("; ");
  return found.violations.map((rule) => `${rule.id}: ${places(rule.nodes)}`);
}"""


def barriers(page: Any) -> list[str]:
    """Only what it objects to leaves the browser: all that it looked at is megabytes."""
    page.evaluate(_AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(_VIOLATIONS, TAGS)
    return found
