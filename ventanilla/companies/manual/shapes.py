"""What a manual is made of: sections of facts, tables and told things, all of them words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ventanilla.companies.published import Told

type Tone = Literal["", "strong", "soft", "says", "code"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell or a fact; ``code`` is read left to right, ``says`` is a promise."""

    text: str
    tone: Tone = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is about, then a cell for each other column."""

    head: tuple[Line, ...]
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the titles of its columns."""

    columns: tuple[str, ...]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a section: facts (term, lines), a table, told things (``ordered``: as steps)."""

    title: str = ""
    facts: Sequence[tuple[str, tuple[Line, ...]]] = ()
    table: Table | None = None
    told: Sequence[Told] = ()
    ordered: bool = False

    def __bool__(self) -> bool:
        return bool(self.facts or self.told or (self.table and self.table.rows))


@dataclass(frozen=True, slots=True)
class Section:
    """A section under a heading that can be linked to."""

    anchor: str
    title: str
    blocks: Sequence[Block]
    lead: str = ""


def section(anchor: str, title: str, *blocks: Block, lead: str = "") -> Section | None:
    """A section of the blocks that hold something; None where there is nothing to say."""
    held = [block for block in blocks if block]
    return Section(anchor, title, held, lead) if held or lead else None


def lines(*texts: str, tone: Tone = "") -> tuple[Line, ...]:
    """Texts that are not empty, a line each."""
    return tuple(Line(text, tone) for text in texts if text)
