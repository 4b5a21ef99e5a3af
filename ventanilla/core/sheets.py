"""Tables as files: CSV that a spreadsheet opens and does not run, and JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

RUNS = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, in full width, too."""


def harmless(text: str) -> str:
    """The text of a cell; before one that a spreadsheet would run stands an apostrophe."""
    runs = text.startswith(RUNS) or text.lstrip().startswith(RUNS)
    return f"'{text}" if runs else text


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of cells as CSV (RFC 4180), in UTF-8 with the mark by which spreadsheets know it."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_json(value: Any) -> bytes:
    """A value as JSON for people and programs: indented, every script as it is."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
