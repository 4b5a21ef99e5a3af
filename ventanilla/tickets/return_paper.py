"""A return as a sheet of paper: the figures and tables of its file, set as PDF."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.returnfile import ReturnFile
from ventanilla.ui.print import pdf


def as_pdf(made: ReturnFile, language: str, at: datetime) -> bytes:
    """The same figures as the other forms, in the language in which the file was made."""
    with override(language):
        facts = [
            (_("To"), made.to),
            (_("Period"), made.period_text),
            (_("Made on"), made.made_at),
            *((figure.label, figure.value) for figure in made.figures),
        ]
    tables = [
        {"heading": table.title, "head": table.head, "rows": table.rows} for table in made.tables
    ]
    values = {
        "title": made.title,
        "company": made.company,
        "lead": "\n".join(made.notes),
        "facts": facts,
        "tables": tables,
        "foot": f"{made.company} · {made.period.name}",
    }
    return pdf("tables", values, language, at)
