"""Reading a question once: its sentence vector, and how surely an article answers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

import numpy as np

from ventanilla.companies.inforce import InForce
from ventanilla.core.answers.asked import Phrasing
from ventanilla.core.answers.postings import Floats
from ventanilla.helpcentre.gap_models import Reading
from ventanilla.helpcentre.indexes import index_of
from ventanilla.helpcentre.stock import held
from ventanilla.helpcentre.vectors import KEPT, MODEL, embedder

KEEP = timedelta(days=100)
"""So long a reading is kept; a question that is still looked at then is read again."""


class Known:
    """An embedder for one question whose vector is known already."""

    def __init__(self, row: Floats) -> None:
        self.row = row

    def query(self, texts: Sequence[str]) -> Floats:
        """The row, whatever is asked."""
        return np.array([self.row] * len(texts), np.float32)

    passage = query


def digest(key: str) -> str:
    """What names the reading of a question by its words and the model there is."""
    model = MODEL if embedder() is not None else ""
    return sha256(f"{model}\0{key}".encode()).hexdigest()


def sures(company: int) -> dict[str, float]:
    """How surely everything that was read had an answer then, by its digest."""
    return dict(Reading.objects.filter(company_id=company).values_list("digest", "sure"))


def there(company: int, digests: Sequence[str]) -> set[str]:
    """Which of these have been read."""
    found = Reading.objects.filter(company_id=company, digest__in=digests)
    return set(found.values_list("digest", flat=True))


def rows(company: int, keys: Sequence[str]) -> list[Floats | None]:
    """The vector of each question, None where it has none (yet)."""
    names = [digest(key) for key in keys]
    found = Reading.objects.filter(company_id=company, digest__in=names).exclude(row=b"")
    kept = dict(found.values_list("digest", "row"))
    return [
        np.frombuffer(kept[name], KEPT).astype(np.float32) if name in kept else None
        for name in names
    ]


def read(company: InForce, some: Sequence[Phrasing], now: datetime) -> None:
    """Read some questions and keep what was found."""
    model = embedder()
    made = []
    for one in some:
        row = None if model is None else model.query([one.text])[0]
        made.append(
            Reading(
                company_id=company.id,
                digest=digest(one.key),
                row=b"" if row is None else row.astype(KEPT).tobytes(),
                sure=sure_of(company, one.text, row),
                at=now,
            )
        )
    Reading.objects.bulk_create(made, ignore_conflicts=True)  # another worker may have read it


def sure_of(company: InForce, text: str, row: Floats | None) -> float:
    """How sure the first answer to a question is by the articles of now, from 0 to 1."""
    index = index_of(company.id, held(company.id))
    if not index.articles:
        return 0.0
    found = index.ask(text, None if row is None else Known(row), 1).found
    return found[0].probability if found else 0.0


def throw_away(company: int, now: datetime) -> int:
    """Forget what nobody looks at any more; how many readings there were."""
    return Reading.objects.filter(company_id=company, at__lt=now - KEEP).delete()[0]
