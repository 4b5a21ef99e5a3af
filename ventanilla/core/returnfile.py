"""A return as a file: the same figures for a spreadsheet, a program, or a sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ventanilla.core.periods import Period
from ventanilla.core.sheets import as_csv, as_json


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``code`` for programs, ``label`` and ``value`` for people."""

    code: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows; the first cell of each says what they are about."""

    code: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFile:
    """What a company returns for a period, in one language. ``notes`` say what to know of it."""

    title: str
    company: str
    to: str
    period: Period
    period_text: str
    made_at: str
    nil: bool
    notes: tuple[str, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]

    def cells(self) -> Iterator[tuple[str, str, str, str]]:
        """One figure a row: the part it stands in, what of, which, and the figure."""
        first, last = self.period.first.isoformat(), self.period.last.isoformat()
        about = (self.company, self.to, f"{first}/{last}", self.made_at)
        for word, value in zip(("company", "to", "period", "made_at"), about, strict=True):
            yield (self.title, word, "", value)
        for figure in self.figures:
            yield (self.title, figure.label, "", figure.value)
        for table in self.tables:
            for row in table.rows:
                for head, value in zip(table.head[1:], row[1:], strict=True):
                    yield (table.title, row[0], head, value)
        for note in self.notes:
            yield (self.title, "note", "", note)

    def as_csv(self) -> bytes:
        """As CSV: four columns, one figure a row, so that every reader takes it."""
        return as_csv([("part", "item", "measure", "value"), *self.cells()])

    def as_json(self) -> bytes:
        """As JSON, with the codes of the figures."""
        return as_json(self.value())

    def value(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "title": self.title,
            "company": self.company,
            "to": self.to,
            "period": {
                "name": self.period.name,
                "first": self.period.first.isoformat(),
                "last": self.period.last.isoformat(),
            },
            "made_at": self.made_at,
            "nil": self.nil,
            "figures": [{"code": f.code, "label": f.label, "value": f.value} for f in self.figures],
            "tables": [
                {"code": t.code, "title": t.title, "head": t.head, "rows": t.rows}
                for t in self.tables
            ],
            "notes": self.notes,
        }
