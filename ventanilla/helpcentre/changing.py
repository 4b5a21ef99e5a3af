"""One change of a help centre: the company's stock is locked, and numbered when it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from ventanilla.companies.drafts import Author
from ventanilla.core.articles import Words
from ventanilla.helpcentre.models import Article, ArticleEvent, Section, Stock, Wording
from ventanilla.helpcentre.stock import forget


@dataclass(slots=True)
class Changing:
    """A help centre that is being changed; ``made`` says whether anything was."""

    company: int
    now: datetime
    serial: int
    made: bool = False

    def replace(self, model: type[Section], rows: Sequence[Section]) -> None:
        """Let a company have these rows of a kind and no others."""
        mine = model.objects.filter(company_id=self.company)
        if _values(mine.order_by("position")) != _values(rows):
            mine.delete()
            model.objects.bulk_create(rows)
            self.made = True

    def put(self, row: Article, known: Article | None) -> None:
        """Store an article, if it is not so already."""
        if known is None or _values([known]) != _values([row]):
            row.save(force_insert=known is None)
            self.made = True

    def publish(self, article: str, language: str, words: Words) -> Wording:
        """Add a wording of a company's file, shown from now on."""
        row = Wording(
            article=article,
            language=language,
            state=Wording.State.PUBLISHED,
            title=words.title,
            answer=words.answer,
            body=words.body,
            asks=list(words.asks),
            at=self.now,
            published_at=self.now,
        )
        return self.add(row)

    def add(self, row: Wording) -> Wording:
        """Append a wording under the next number."""
        self.serial += 1
        self.made = True
        row.company_id, row.id = self.company, self.serial
        row.save(force_insert=True)
        return row

    def record(
        self,
        what: ArticleEvent.What,
        article: str,
        by: Author,
        *,
        wording: Wording | None = None,
        language: str = "",
        fields: Sequence[str] = (),
    ) -> None:
        """Note who did what about an article."""
        self.made = True
        ArticleEvent.objects.create(
            company_id=self.company,
            article=article,
            language=wording.language if wording else language,
            what=what,
            wording=wording.id if wording else None,
            fields=list(fields),
            by=by.account,
            by_name=by.name,
            at=self.now,
        )


@contextmanager
def changing(company: int, now: datetime) -> Iterator[Changing]:
    """Change a company's help centre; whoever holds a copy of it sees that it is old."""
    with transaction.atomic():
        stock, _fresh = Stock.objects.select_for_update().get_or_create(
            company_id=company, defaults={"changed_at": now}
        )
        change = Changing(company, now, stock.serial)
        yield change
        if change.made:
            serial = max(change.serial, stock.serial + 1)
            Stock.objects.filter(company_id=company).update(serial=serial, changed_at=now)
            transaction.on_commit(lambda: forget(company))


def _values(rows: object) -> list[dict[str, object]]:
    return [
        {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        for row in rows  # type: ignore[attr-defined]
        if isinstance(row, Model)
    ]
