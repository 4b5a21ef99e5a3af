"""The sample words of a language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def words(language: str) -> dict[str, Any]:
    """Read the words of a language; English when there are none."""
    file = HERE / f"{language}.toml"
    return tomllib.loads((file if file.exists() else HERE / "en.toml").read_text("utf-8"))
