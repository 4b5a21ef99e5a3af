"""The build: within its budgets, every icon there."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ventanilla.ui.icons import MIRRORED, Icon

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "ventanilla" / "ui" / "static" / "build"
NAMED = re.compile(r'\{% icon "([\w-]+)"|icon_name="([\w-]+)"')
BUDGETS_KB = {"customer.css": 14, "console.css": 14, "customer.js": 20, "console.js": 45}


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    if (BUILD / "icons.svg").exists():
        return
    node = shutil.which("node") or pytest.skip("node is not installed")
    subprocess.run([node, "ventanilla/ui/build.mjs"], cwd=ROOT, check=True, timeout=120)


@pytest.mark.parametrize(("name", "budget"), BUDGETS_KB.items())
def test_within_budget(name: str, budget: int) -> None:
    assert len(gzip.compress((BUILD / name).read_bytes(), 9)) <= budget * 1024


def test_every_icon_named_is_in_the_sprite() -> None:
    there = set(re.findall(r'<symbol id="([\w-]+)"', (BUILD / "icons.svg").read_text("utf-8")))
    named = {icon.value for icon in Icon}
    for file in (ROOT / "ventanilla").rglob("templates/**/*.html"):
        named |= {one or other for one, other in NAMED.findall(file.read_text("utf-8"))}
    assert named - there == set()
    assert MIRRORED & there


def test_no_htmx_style_is_injected() -> None:
    base = (ROOT / "ventanilla/ui/templates/ui/base.html").read_text("utf-8")
    assert '"includeIndicatorCSS": false' in base
