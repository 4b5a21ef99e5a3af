"""The background job: what was published gets its vectors, a few at a time."""

from __future__ import annotations

from ventanilla.companies.inforce import companies
from ventanilla.core.answers import entries
from ventanilla.helpcentre.stock import held
from ventanilla.helpcentre.vectors import AT_ONCE, embed, embedder, missing, throw_away


def embed_some(done: dict[int, int]) -> int:
    """Embed a few wordings of the first company that lacks some; how many.

    ``done`` remembers the change of each help centre up to which nothing is missing.
    """
    model = embedder()
    if model is None:
        return 0
    for company in companies():
        stock = held(company.id)
        if done.get(company.id) == stock.serial:
            continue
        all_of = entries(stock.help)
        some = missing(company.id, all_of)[:AT_ONCE]
        if some:
            embed(company.id, some, model)
            return len(some)
        throw_away(company.id, all_of)
        done[company.id] = stock.serial
    return 0


def waiting() -> int:
    """How many wordings of all companies wait for their vectors."""
    return sum(len(missing(c.id, entries(held(c.id).help))) for c in companies())
