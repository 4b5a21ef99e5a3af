"""What is already answered: the articles nearest to a question, noted as shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.http import urlencode

from ventanilla.companies.inforce import InForce
from ventanilla.helpcentre.answers import answers
from ventanilla.helpcentre.models import Showing
from ventanilla.helpcentre.showings import noted, shown, typed_on
from ventanilla.portal.articles import Shelves
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.parts import Answer

LIMIT, LONGEST = 3, 200
"""Answers that are shown, and signs of a question that is typed into the search."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a visitor is shown; ``sure`` where the first may be offered as right.

    ``key`` stands for the showing: it travels in links and forms, so that what follows is noted.
    """

    answers: list[Answer] = field(default_factory=list)
    sure: bool = False
    key: str = ""


def known(
    company: InForce,
    look: Eyes,
    question: str,
    place: Showing.Place,
    key: str = "",
    *,
    away: bool = False,
    note: bool = True,
) -> Known:
    """Answer a question as well as the help centre can; with ``key``, one that is typed on.

    Not ``note``: it is answered, and nothing is kept of it.
    """
    shelves = Shelves(company, look)
    if not question.strip() or not shelves.help.articles:
        return Known()
    best = answers(company, question, shelves.language, LIMIT)
    names = [one.article.name for one in best.found]
    first = best.found[0].probability if best.found else 0.0
    if not note:
        key = ""
    elif not typed_on(key, company.id, question, names, first):
        language = look.language
        key = shown(company.id, place, language, names, look.now, question=question, sure=first)
    return Known(shelves.answers(names, key, question, away=away), bool(best.sure), key)


def first_steps(
    company: InForce, look: Eyes, topic: str, *, away: bool = False, note: bool = True
) -> Known:
    """What to try before asking about a topic (EX-55 to EX-58)."""
    shelves = Shelves(company, look)
    names = shelves.steps(topic)[:LIMIT]
    if not names:
        return Known()
    place = Showing.Place.FORM
    key = shown(company.id, place, look.language, names, look.now) if note else ""
    return Known(shelves.answers(names, key, away=away), sure=True, key=key)


def carry(path: str, question: str, key: str) -> str:
    """A path that takes a question and its showing along: nobody types it again (WCAG 3.3.7)."""
    query = {name: value for name, value in (("about", question), ("s", key)) if value}
    return f"{path}?{urlencode(query)}" if query else path


def read_before(company: int, keys: Iterable[str]) -> dict[str, str]:
    """The articles that answered a question under some keys, and all that were read, by name.

    What stands before every form of a topic says nothing of its own about who wrote.
    """
    found = [noted(key, company) for key in keys]
    names = dict.fromkeys(name for one in found if one.question for name in one.shown)
    read = dict.fromkeys(name for one in found for name in one.opened)
    return {"shown": ",".join(names), "read": ",".join(read)} if names or read else {}
