"""One index for each company and process, remade in a thread while the old one answers on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from django.db import connection

from ventanilla.companies.inforce import companies
from ventanilla.core.answers import AnswerIndex, Weights, build, entries, read_weights
from ventanilla.helpcentre.stock import Held, held
from ventanilla.helpcentre.vectors import embedder, rows

WEIGHTS = Path(__file__).with_name("weights.toml")
LOOK_AGAIN_S = 10.0
"""Seconds after which an index that lacks vectors looks whether there are more of them."""


@cache
def weights() -> Weights:
    """How the signals are weighed, as ``make tune-answers`` wrote it."""
    return read_weights(WEIGHTS.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Kept:
    """An index, the change of the help centre it was made after, and what it lacks."""

    index: AnswerIndex
    serial: int
    lacking: int
    looked: float

    def old(self, stock: Held) -> bool:
        """Whether something has changed, or may have."""
        waits = self.lacking and monotonic() - self.looked > LOOK_AGAIN_S
        return self.serial != stock.serial or bool(waits)


_kept: dict[int, Kept] = {}
_busy: set[int] = set()
_lock = Lock()
_first = Lock()


def index_of(company: int, stock: Held) -> AnswerIndex:
    """The index of a company: the one there is, while a newer one is made in a thread."""
    known = _kept.get(company)
    if known is None:
        with _first:  # the first asker waits for it, and so does whoever comes meanwhile
            known = _kept.get(company) or _remade(company, stock, None)
    elif known.old(stock) and _begin(company):
        Thread(target=_remake, args=(company, stock, known), name="help index", daemon=True).start()
    return known.index


def warm() -> None:
    """Make every company's index, and load the embedder, so that no visitor waits for either."""
    for company in companies():
        if held(company.id).help.articles:
            index_of(company.id, held(company.id))
    if (model := embedder()) is not None:
        model.query(["warm"])


def _begin(company: int) -> bool:
    """Whether this thread is the one to make it."""
    with _lock:
        mine = company not in _busy
        _busy.add(company)
    return mine


def _remake(company: int, stock: Held, known: Kept) -> None:
    try:
        _remade(company, stock, known)
    finally:
        _busy.discard(company)
        connection.close()


def _remade(
    company: int,
    stock: Held,
    known: Kept | None,
    progress: Callable[[int], None] = lambda _done: None,
) -> Kept:
    """Make the index; only its vectors, where no article has changed."""
    all_of = entries(stock.help)
    made = rows(company, all_of)
    if known is not None and known.serial == stock.serial:
        index = known.index.renewed(all_of, made)
    else:
        index = build(all_of, made, weights(), progress)
    lacking = sum(row is None for row in made)
    _kept[company] = Kept(index, stock.serial, lacking, monotonic())
    return _kept[company]
