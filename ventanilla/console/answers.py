"""What a customer knew before writing, in an agent's words: nobody answers it a second time."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import in_force_by_id
from ventanilla.helpcentre.filling import Filler
from ventanilla.helpcentre.stock import help_of


def answers_shown(detail: Mapping[str, str], company: int, language: str) -> str:
    """Which articles were read before writing, and which were only shown."""
    read = [name for name in detail.get("read", "").split(",") if name]
    shown = [name for name in detail.get("shown", "").split(",") if name and name not in read]
    said = []
    if read:
        said.append(_("Read before writing: %(titles)s") % _titles(read, company, language))
    if shown:
        said.append(_("Shown before writing: %(titles)s") % _titles(shown, company, language))
    return " \u00b7 ".join(said)


def _titles(names: list[str], company: int, language: str) -> dict[str, str]:
    """The titles of articles as they are now; one that is gone is called by its name."""
    known, short = help_of(company), "zh" if language == "zh-hans" else language
    fill = Filler(in_force_by_id(company), known, short).plain
    articles = ((name, known.articles.get(name)) for name in names)
    titles = [fill(found.in_(short).title) if found else name for name, found in articles]
    return {"titles": "; ".join(titles)}
