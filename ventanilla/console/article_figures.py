"""What came of an article in 30 days, by language: the table under its heads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.ticket import language_name
from ventanilla.helpcentre.marks import mark_of
from ventanilla.helpcentre.measures import Measure, by_article_and_language, measures
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times


@dataclass(frozen=True, slots=True)
class Figures:
    """A row: a language, or all of them together; ``first_text`` is the time to its opening."""

    name: str
    measure: Measure
    first_text: str


def figures(company: InForce, article: str, look: Eyes) -> list[Figures]:
    """All languages together, then each one in which it was shown; nothing where it was not."""
    mark = mark_of(company)
    whole = measures(company.id, look.now, mark, article).get(article)
    if whole is None:
        return []
    by = by_article_and_language(company.id, look.now, mark, article)
    mine = {code: measure for (_name, code), measure in by.items()}
    rows = [(_("All languages"), whole)]
    rows += [(language_name(code), mine[code]) for code in company.policy.languages if code in mine]
    return [Figures(name, measure, _time(measure)) for name, measure in rows]


def _time(measure: Measure) -> str:
    if measure.seconds is None:
        return ""
    return times.amount(timedelta(seconds=measure.seconds))
