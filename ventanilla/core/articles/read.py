"""Reading a help folder strictly: ``help.toml``, and one Markdown file per article and language.

What is the same in all languages stands once, in ``help.toml``. A file of words begins with its
title, its answer and other ways to ask, between two lines of ``+++``, in TOML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ventanilla.core.articles.model import KINDS, Article, Help, Section, Webinar, Words
from ventanilla.core.articles.placeholders import wrong
from ventanilla.core.policy import Policy, PolicyErrors
from ventanilla.core.policy.reader import Faults, Reader
from ventanilla.core.tables import PolicyError, TableReader, nearest

FILES = "help.toml"
LONGEST_ANSWER = 400
"""Signs of an answer as it is written, placeholders and all."""
LONGEST_TITLE = 120
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FRONT = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)", re.DOTALL)

type Files = Mapping[tuple[str, str], str]
"""The text of each file of words, by language and article."""


def read_help(text: str, files: Files, policy: Policy, source: str) -> Help:
    """Read a help centre; ``source`` is its folder and is named in every mistake.

    Raises:
        PolicyErrors: with every mistake found, in whatever file it stands.
    """
    faults = Faults()
    root = _table(text, f"{source}/{FILES}", policy.languages)
    sections = faults.named(root.subs("section"), _section)
    tables = root.subs("article")
    faults.take(root.done, None)

    def one(name: str, table: Reader) -> Article:
        if not NAME.fullmatch(name):
            wanted = 'lower case letters and digits joined by "-" are needed'
            raise PolicyError(table.place, f'"{name}"', wanted)
        words = _words_of(name, files, policy, source)
        return _article(name, table, sections, policy, words)

    articles = faults.named(tables, one)
    faults.errors.extend(_dangling(articles, tables, policy, source))
    faults.errors.extend(_orphans(files, tables, source))
    if faults.errors:
        raise PolicyErrors(source, tuple(_placed(error, source) for error in faults.errors))
    return Help(sections, articles)


def _placed(error: PolicyError, source: str) -> PolicyError:
    """A mistake with its file: what does not name one stands in the list."""
    if error.place.startswith(source):
        return error
    place = f"{source}/{FILES}: {error.place}"
    return PolicyError(place, error.found, error.wanted, error.nearest)


def _table(text: str, source: str, languages: tuple[str, ...]) -> Reader:
    try:
        return Reader(tomllib.loads(text), "", languages=languages)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        wanted = "the file must be valid TOML"
        raise PolicyErrors(source, (PolicyError(source, str(error), wanted),)) from error


def _section(name: str, table: Reader) -> Section:
    found = Section(name, table.words("title", required=True), table.text("icon", "article"))
    table.done()
    return found


def _article(
    name: str,
    table: Reader,
    sections: Mapping[str, Section],
    policy: Policy,
    words: Mapping[str, Words],
) -> Article:
    kind = table.choice("kind", KINDS, "article")
    found = Article(
        name=name,
        section=table.choice("section", sections),
        kind=kind,
        checked=table.day("checked"),
        words=words,
        topics=table.chosen("topics", tuple(policy.topics)),
        rows=table.rows(),
        related=table.texts("related"),
        steps=table.flag("steps", False),
        link=table.text("link") if kind != "article" else table.text("link", ""),
        webinar=_webinar(table) if kind == "webinar" else None,
    )
    table.done()
    if found.link and not found.link.startswith("https://"):
        raise PolicyError(table.at("link"), f'"{found.link}"', "an https address is needed")
    return found


def _webinar(table: Reader) -> Webinar:
    starts = table.raw("starts")
    if getattr(starts, "tzinfo", None) is None:
        wanted = "a time with its offset such as 2026-12-10T15:00:00+02:00 is needed"
        raise PolicyError(table.at("starts"), repr(starts), wanted)
    zone = table.text("zone")
    try:
        where = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        wanted = 'a zone such as "Europe/Madrid" is needed'
        raise PolicyError(table.at("zone"), f'"{zone}"', wanted) from error
    minutes = table.whole("minutes", 60, 1, 24 * 60)
    return Webinar(
        starts.astimezone(UTC), where, timedelta(minutes=minutes), table.text("host", "")
    )


def _words_of(name: str, files: Files, policy: Policy, source: str) -> dict[str, Words]:
    """An article in each language of the company; none may be missing."""
    faults, found = Faults(), {}
    for language in policy.languages:
        place = f"{source}/{language}/{name}.md"
        text = files.get((language, name))
        if text is None:
            wanted = "every article is written in every language of the company"
            faults.errors.append(PolicyError(place, "no such file", wanted))
        elif words := faults.take(_reading(text, place), None):
            found[language] = words
    if faults.errors:
        raise PolicyErrors(source, tuple(faults.errors))
    return found


def _reading(text: str, place: str) -> Callable[[], Words]:
    return lambda: read_words(text, place)


def read_words(text: str, place: str) -> Words:
    """The words of an article from the text of their file, ``place``.

    Raises:
        PolicyError: naming what is missing, too long or unknown.
    """
    match = _FRONT.fullmatch(text.replace("\r\n", "\n"))
    if match is None:
        wanted = 'title, answer and asks are needed first, between two lines of "+++"'
        raise PolicyError(place, f'"{text[:20]}"', wanted)
    table = TableReader(_table(match[1], place, ()).table, place)
    found = Words(
        title=_short(table, "title", LONGEST_TITLE),
        answer=_short(table, "answer", LONGEST_ANSWER),
        body=match[2].strip(),
        asks=table.texts("asks"),
    )
    table.done()
    if not found.body:
        raise PolicyError(place, "no text", "the article itself is needed below the second +++")
    return found


def _short(table: TableReader, key: str, most: int) -> str:
    found = table.text(key).strip()
    if len(found) > most:
        raise PolicyError(table.at(key), f"{len(found)} signs", f"at most {most} are shown")
    return found


def _dangling(
    articles: Mapping[str, Article], known: Iterable[str], policy: Policy, source: str
) -> Iterator[PolicyError]:
    """Related articles and placeholders that name nothing."""
    names = dict.fromkeys(known)
    for article in articles.values():
        for other in article.related:
            if other not in names or other == article.name:
                place = f"{source}/{FILES}: article.{article.name}.related"
                yield PolicyError(place, f'"{other}"', "another article", nearest(other, names))
        for language, words in article.words.items():
            place = f"{source}/{language}/{article.name}.md"
            text = f"{words.title}\n{words.answer}\n{words.body}"
            yield from wrong(text, place, policy, names)


def _orphans(files: Files, known: Iterable[str], source: str) -> Iterator[PolicyError]:
    """Files of words for which there is no article."""
    names = dict.fromkeys(known)
    for language, name in files:
        if name not in names:
            wanted = f"[article.{name}] is needed in {FILES}"
            yield PolicyError(f"{source}/{language}/{name}.md", "a file alone", wanted)
