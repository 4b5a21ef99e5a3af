"""Taking a company's files into its help centre. What was changed in the console stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from ventanilla.companies.inforce import InForce
from ventanilla.core.articles import FILES, Article, Help, Words, read_help
from ventanilla.core.tables import PolicyError, nearest
from ventanilla.helpcentre import models
from ventanilla.helpcentre.changing import Changing, changing
from ventanilla.helpcentre.models import Wording
from ventanilla.ui.icons import SHELVES


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: articles in the files, wordings that are new, articles left alone."""

    articles: int = 0
    written: int = 0
    kept: tuple[str, ...] = ()


def read_folder(folder: Path, company: InForce) -> Help:
    """The help centre in a folder, checked against the company's policy.

    Raises:
        PolicyError: naming every mistake in every file, or an icon that there is not.
        OSError: when there is no such folder.
    """
    files = {
        (language.name, path.stem): path.read_text(encoding="utf-8")
        for language in sorted(folder.iterdir())
        if language.is_dir()
        for path in sorted(language.glob("*.md"))
    }
    text = (folder / FILES).read_text(encoding="utf-8")
    found = read_help(text, files, company.policy, str(folder))
    for section in found.sections.values():
        if section.icon not in SHELVES:
            place = f"{folder}/{FILES}: section.{section.name}.icon"
            wanted = "allowed: " + ", ".join(SHELVES)
            raise PolicyError(place, f'"{section.icon}"', wanted, nearest(section.icon, SHELVES))
    return found


@transaction.atomic
def load_help(company: InForce, folder: Path, now: datetime) -> Loaded:
    """Take over the files of a folder: new and changed wordings are published at once.

    An article that was changed in the console is left alone, and named. One that the files no
    longer have is withdrawn. Nothing is written where nothing differs.

    Raises:
        PolicyError: when a file cannot be used; nothing is changed then.
        OSError: when there is no such folder.
    """
    found = read_folder(folder, company)
    with changing(company.id, now) as change:
        known = {row.name: row for row in models.Article.objects.filter(company_id=company.id)}
        kept = tuple(name for name in found.articles if name in known and known[name].by_hand)
        _sections(change, found)
        fresh = [article for article in found.articles.values() if article.name not in kept]
        for place, article in enumerate(fresh):
            _article(change, article, place, known.get(article.name))
        _withdraw(change, known.values(), found)
        written = _wordings(change, fresh, company)
    return Loaded(len(found.articles), written, kept)


def _sections(change: Changing, found: Help) -> None:
    rows = [
        models.Section(
            company_id=change.company,
            name=section.name,
            title=dict(section.title.words),
            icon=section.icon,
            position=place,
        )
        for place, section in enumerate(found.sections.values())
    ]
    change.replace(models.Section, rows)


def _article(change: Changing, article: Article, place: int, known: models.Article | None) -> None:
    webinar = article.webinar
    row = models.Article(
        company_id=change.company,
        name=article.name,
        section=article.section,
        kind=article.kind,
        position=place,
        topics=list(article.topics),
        rows=list(article.rows),
        related=list(article.related),
        steps=article.steps,
        link=article.link,
        starts_at=webinar.starts if webinar else None,
        zone=webinar.zone.key if webinar else "",
        minutes=int(webinar.length.total_seconds() // 60) if webinar else None,
        host=webinar.host if webinar else "",
        checked_on=max(article.checked, known.checked_on) if known else article.checked,
    )
    change.put(row, known)


def _withdraw(change: Changing, known: Iterable[models.Article], found: Help) -> None:
    for row in known:
        if row.name not in found.articles and not row.by_hand and not row.withdrawn:
            models.Article.objects.filter(pk=row.pk).update(withdrawn=True)
            change.made = True


def _wordings(change: Changing, articles: list[Article], company: InForce) -> int:
    shown = Wording.objects.filter(company_id=company.id, published_at__isnull=False)
    newest: dict[tuple[str, str], Wording] = {}
    for row in shown.order_by("published_at", "id"):
        newest[row.article, row.language] = row
    written = 0
    for article in articles:
        for language, words in article.words.items():
            known = newest.get((article.name, language))
            if known is None or _says(known) != words:
                change.publish(article.name, language, words)
                written += 1
    return written


def _says(row: Wording) -> Words:
    return Words(row.title, row.answer, row.body, tuple(row.asks))
