"""Where each article stands in each language: what is shown, what waits, what fell behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from django.db.models import Max, QuerySet

from ventanilla.core.articles import Words
from ventanilla.helpcentre.models import ArticleEvent, Wording

type Where = Literal["shown", "behind", "missing", "draft", "review"]


class Glance(NamedTuple):
    """A wording without its texts: a list of articles has thousands of them."""

    id: int
    article: str
    language: str
    state: str
    title: str
    by: int | None
    by_name: str
    at: datetime
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tongue:
    """An article in one language: the wording that is shown, the newest one, who looked at it.

    ``main`` is what the company's first language shows, ``looked_at`` when somebody last said that
    these words are still right.
    """

    language: str
    shown: Glance | None
    latest: Glance | None
    main: Glance | None
    looked_at: datetime | None

    @property
    def pending(self) -> Glance | None:
        """What was written after what is shown, and waits for somebody to publish it."""
        latest = self.latest
        return latest if latest and latest.state != Wording.State.PUBLISHED else None

    @property
    def behind(self) -> bool:
        """Whether the first language says something newer, and nobody has looked since."""
        mine, other = _since(self.shown), _since(self.main)
        if mine is None or other is None:
            return False
        return other > max(mine, self.looked_at or mine)

    @property
    def where(self) -> Where:
        """In one word: what waits comes before what is shown."""
        if self.pending:
            return "review" if self.pending.state == Wording.State.REVIEW else "draft"
        if self.shown is None:
            return "missing"
        return "behind" if self.behind else "shown"


type Tongues = dict[str, Tongue]
"""An article's languages, in the order of the company."""


def tongues(company: int, languages: Sequence[str], article: str = "") -> dict[str, Tongues]:
    """Every article (or one) in every language of the company."""
    rows = Wording.objects.filter(company_id=company)
    checks = ArticleEvent.objects.filter(company_id=company, what=ArticleEvent.What.CHECKED)
    if article:
        rows, checks = rows.filter(article=article), checks.filter(article=article)
    latest = _first(rows.order_by("article", "language", "-id"))
    shown = _first(
        rows.filter(published_at__isnull=False).order_by(
            "article", "language", "-published_at", "-id"
        )
    )
    seen = checks.values_list("article", "language").annotate(at=Max("at"))
    looked = {(name, language): at for name, language, at in seen}
    return {
        name: {
            code: Tongue(
                code,
                shown.get((name, code)),
                latest.get((name, code)),
                shown.get((name, languages[0])),
                looked.get((name, code)),
            )
            for code in languages
        }
        for name in dict.fromkeys(name for name, _language in latest)
    }


def newest(company: int, article: str, language: str) -> Wording | None:
    """The wording that was written last, whatever became of it."""
    mine = Wording.objects.filter(company_id=company, article=article, language=language)
    return mine.order_by("-id").first()


def words_at(company: int, wording: int) -> Words:
    """What the wording of a number says."""
    return words_of(Wording.objects.get(company_id=company, id=wording))


def words_of(row: Wording) -> Words:
    """What a wording says."""
    return Words(row.title, row.answer, row.body, tuple(row.asks))


def _since(row: Glance | None) -> datetime | None:
    return row.published_at if row else None


def _first(rows: QuerySet[Wording]) -> dict[tuple[str, str], Glance]:
    """The first row of each article and language in the order given."""
    found = rows.distinct("article", "language").values_list(*Glance._fields)
    return {(row.article, row.language): row for row in map(Glance._make, found)}
