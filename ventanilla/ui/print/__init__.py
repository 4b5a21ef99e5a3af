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
from typing import Any, Literal

import typst

from ventanilla.ui.print.fitting import PrintError, fit
from ventanilla.ui.reader import RTL

__all__ = ["PrintError", "pdf"]

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
ARCHIVE: Literal["a-2a"] = "a-2a"
"""PDF/A: tagged, and sure to look the same in thirty years."""


def pdf(template: str, values: Mapping[str, Any], language: str, at: datetime) -> bytes:
    """Set a template of this room (``letter``, ``tables``) with its values.

    ``language`` is that of the text, ``at`` the instant the file says it was made: the same input
    gives the same bytes. The file is PDF/A, or an ordinary PDF where a sign is in no font: that
    is printed as an empty box.

    Raises:
        PrintError: when a text is too long, or Typst refuses.
    """
    base = language.split("-", maxsplit=1)[0]
    whole = {"language": base, "rtl": base in RTL, **fit(dict(values))}
    said = json.dumps(whole, ensure_ascii=False)
    when = at.replace(microsecond=0)
    try:
        return _set(template, said, when, ARCHIVE)
    except PrintError:
        return _set(template, said, when, None)


def _set(template: str, said: str, at: datetime, standard: Literal["a-2a"] | None) -> bytes:
    with tempfile.TemporaryDirectory() as empty:
        try:
            compiler = typst.Compiler(
                _source(template), root=empty, font_paths=_fonts(), sys_inputs={"values": said}
            )
            made = compiler.compile(format="pdf", pdf_standards=standard, timestamp=at)
        except typst.TypstError as error:
            raise PrintError(error.message) from error
        except BaseException as error:  # Typst's panics are no Exception, and would end the worker
            if type(error).__name__ != "PanicException":
                raise
            raise PrintError(str(error)) from error
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
