"""What of an article is searched: its title, its answer, other ways to ask, and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ventanilla.core.articles import Help, Words
from ventanilla.core.articles.placeholders import PLACEHOLDER

_MARKDOWN = re.compile(r"\]\([^)\s]*\)|^\s{0,3}(?:#+|[>*+-]|\d+\.)\s+|[*_`\[\]]+", re.MULTILINE)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in one language, without placeholders and signs of Markdown."""

    article: str
    language: str
    title: str
    answer: str
    asks: tuple[str, ...] = ()
    body: str = ""

    @property
    def passages(self) -> tuple[str, ...]:
        """The texts whose vectors say together what it is about."""
        return (f"{self.title} {self.answer}", self.title, *self.asks)

    def fields(self) -> Iterator[tuple[str, str]]:
        """Its texts by name, as the weights of the fields name them."""
        yield "title", self.title
        yield "answer", self.answer
        yield "asks", "\n".join(self.asks)
        yield "body", self.body


def bare(text: str) -> str:
    """A text as it is read aloud: no placeholders, no Markdown."""
    return _SPACE.sub(" ", _MARKDOWN.sub("", PLACEHOLDER.sub("", text))).strip()


def entry(article: str, language: str, words: Words) -> Entry:
    """The entry of an article's words."""
    asks = tuple(map(bare, words.asks))
    return Entry(article, language, bare(words.title), bare(words.answer), asks, bare(words.body))


def entries(found: Help) -> list[Entry]:
    """Every article of a help centre in each of its languages."""
    return [
        entry(article.name, language, words)
        for article in found.articles.values()
        for language, words in article.words.items()
    ]
