"""What a help centre holds: sections, articles, and the words of each in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ventanilla.core.policy import Text

KINDS = ("article", "video", "webinar")


@dataclass(frozen=True, slots=True)
class Section:
    """A shelf of the help centre; ``icon`` is one of Tabler's."""

    name: str
    title: Text
    icon: str


@dataclass(frozen=True, slots=True)
class Words:
    """An article in one language: ``answer`` in a sentence or two, the rest in Markdown.

    ``asks`` are other ways in which people put the question. Placeholders are still in.
    """

    title: str
    answer: str
    body: str
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Webinar:
    """When a webinar takes place and with whom; ``starts`` in UTC, ``zone`` where it is held."""

    starts: datetime
    zone: ZoneInfo
    length: timedelta
    host: str

    @property
    def ends(self) -> datetime:
        """The instant after its last one, in UTC."""
        return self.starts + self.length


@dataclass(frozen=True, slots=True)
class Article:
    """One question with its answer. ``rows`` are the published rules whose facts it states.

    ``steps``: it says what to try first, so whoever reads it is asked whether that helped (EX-55).
    ``checked`` is the day on which a person last held it against the facts (XM-64).
    """

    name: str
    section: str
    kind: str
    checked: date
    words: Mapping[str, Words]
    topics: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    steps: bool = False
    link: str = ""
    webinar: Webinar | None = None

    def in_(self, language: str) -> Words:
        """The words for a reader of a language ("es-MX" reads "es"), else English, else any."""
        return self.words[self.read_in(language)]

    def read_in(self, language: str) -> str:
        """The language in which such a reader gets it."""
        wanted = (language, language.split("-", 1)[0], "en")
        return next((code for code in wanted if code in self.words), next(iter(self.words)))


@dataclass(frozen=True, slots=True)
class Help:
    """The whole help centre of a company, in the order of its file."""

    sections: Mapping[str, Section] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)

    def of(self, section: str) -> tuple[Article, ...]:
        """The articles on a shelf."""
        return tuple(a for a in self.articles.values() if a.section == section)
