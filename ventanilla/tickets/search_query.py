"""What is looked for, in the language of the index: a query for each stretch of time."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.core.tokens import tokens
from ventanilla.tickets.search import keyed

MOST_WORDS = 8
"""Words of a query that are looked for; those after them are left out."""


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all be there; ``beginning`` may go on.

    ``apart``: the beginning is looked for in what the rest found. One sign begins so many words
    that the index would read half of itself for it.
    """

    company: int
    terms: tuple[str, ...]
    beginning: str = ""

    @property
    def apart(self) -> bool:
        return len(self.beginning) == 1 and bool(self.terms)

    def near(self, stretch: int) -> str:
        """What the index is asked for, as a ``tsquery``."""
        return self._written(stretch, "" if self.apart else self.beginning)

    def whole(self, stretch: int) -> str:
        """Everything that must be there, as a ``tsquery``."""
        return self._written(stretch, self.beginning)

    def _written(self, stretch: int, beginning: str) -> str:
        places = [_quoted(term) for term in keyed(self.company, stretch, self.terms)]
        if beginning:
            places += [f"{_quoted(term)}:*" for term in keyed(self.company, stretch, [beginning])]
        return " & ".join(places)


def query_of(company: int, typed: str, facts: list[str]) -> Query | None:
    """Words and facts that a ticket must have; ``None`` if something was typed and no word in it.

    The last word may be the beginning of one: people look while they type.
    """
    words = tokens(typed)[:MOST_WORDS]
    if typed and not words:
        return None
    return Query(company, (*facts, *words[:-1]), words[-1] if words else "")


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
