"""Letters and tables as PDF, set by Typst.

A template is ours and never made of data: what it prints comes in as JSON and is only ever text.
The compiler's root is an empty folder and no template imports a package, so nothing that somebody
wrote can read a file or reach a network. Fonts travel with the desk (Latin, Greek, Cyrillic,
Arabic, Chinese); signs of other scripts are taken from the system's fonts where it has them.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ventanilla.ui.reader import RTL

HERE = Path(__file__).parent
FONTS = HERE / "fonts"


class PrintError(RuntimeError):
    """A page could not be set. The fault is the desk's, never that of the words."""


def pdf(template: str, values: Mapping[str, Any], language: str, at: datetime) -> bytes:
    """Set a template of this room (``letter``, ``tables``) with its values.

    ``language`` is that of the text, ``at`` the instant the file says it was made: the same input
    gives the same bytes.

    Raises:
        PrintError: when Typst refuses.
    """
    base = language.split("-", maxsplit=1)[0]
    whole = {"language": base, "rtl": base in RTL, **values}
    with tempfile.TemporaryDirectory() as empty:
        try:
            compiler = typst.Compiler(
                _source(template),
                root=empty,
                font_paths=_fonts(),
                sys_inputs={"values": json.dumps(whole, ensure_ascii=False)},
            )
            made = compiler.compile(
                format="pdf", pdf_standards="a-2a", timestamp=at.replace(microsecond=0)
            )
        except typst.TypstError as error:
            raise PrintError(error.message) from error
    if not isinstance(made, bytes):
        raise PrintError(template)
    return made


@cache
def _source(template: str) -> bytes:
    return (HERE / "page.typ").read_bytes() + b"\n" + (HERE / f"{template}.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Looked up once a process: a machine may have hundreds."""
    return typst.Fonts(include_system_fonts=True, font_paths=[str(FONTS)])
