"""The help centre of a company as it is shown now, held in memory until it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from ventanilla.core.articles import Article, Help, Section, Webinar, Words
from ventanilla.core.policy import Text
from ventanilla.helpcentre import models

FRESH_S = 2.0
"""Seconds for which nobody asks whether it has changed."""


@dataclass(frozen=True, slots=True)
class Held:
    """A help centre with the number of its last change, and when that was asked (seconds)."""

    help: Help
    serial: int
    asked: float


_held: dict[int, Held] = {}


def help_of(company: int) -> Help:
    """Sections and published articles; after a change the new ones, two seconds later at most."""
    return held(company).help


def held(company: int) -> Held:
    """The same with its number, for whoever keeps something made from it."""
    known = _held.get(company)
    if known is not None and monotonic() - known.asked < FRESH_S:
        return known
    asked = monotonic()
    rows = models.Stock.objects.filter(company_id=company).values_list("serial", flat=True)
    serial = rows.first() or 0
    same = known is not None and known.serial == serial
    found = Held(known.help if known and same else _read(company), serial, asked)
    _held[company] = found
    return found


def forget(company: int) -> None:
    """Ask again at the next page of this process: it has just changed."""
    _held.pop(company, None)


def _read(company: int) -> Help:
    sections = {
        row.name: Section(row.name, Text(row.title), row.icon)
        for row in models.Section.objects.filter(company_id=company).order_by("position")
    }
    words: dict[str, dict[str, Words]] = {}
    shown = models.Wording.objects.filter(company_id=company, published_at__isnull=False)
    for row in shown.order_by("published_at", "id"):
        said = Words(row.title, row.answer, row.body, tuple(row.asks))
        words.setdefault(row.article, {})[row.language] = said
    rows = models.Article.objects.filter(company_id=company, withdrawn=False)
    articles = {
        row.name: _article(row, words[row.name])
        for row in rows.order_by("position", "name")
        if row.name in words and row.section in sections
    }
    return Help(sections, articles)


def _article(row: models.Article, words: dict[str, Words]) -> Article:
    webinar = None
    if row.starts_at is not None:
        length = timedelta(minutes=row.minutes or 60)
        webinar = Webinar(row.starts_at, ZoneInfo(row.zone), length, row.host)
    return Article(
        name=row.name,
        section=row.section,
        kind=row.kind,
        checked=row.checked_on,
        words=words,
        topics=tuple(row.topics),
        rows=tuple(row.rows),
        related=tuple(row.related),
        steps=row.steps,
        link=row.link,
        webinar=webinar,
    )
