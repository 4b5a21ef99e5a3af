"""A table reader that also knows texts in languages, rows of the sources, and spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ventanilla.core.policy.doors import Stated
from ventanilla.core.policy.texts import ANY_LANGUAGE, Text
from ventanilla.core.spans import Span, read_span
from ventanilla.core.tables import PolicyError, TableReader, nearest

_ROW = re.compile(r"([A-Z]{1,3})-(\d{2,3})")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class PolicyErrors(PolicyError):  # noqa: N818  (it holds several)
    """Everything that is wrong with one policy; ``errors`` holds each with its place."""

    def __init__(self, source: str, errors: tuple[PolicyError, ...]) -> None:
        self.source, self.errors = source, errors
        super().__init__(source, f"{len(errors)} mistakes", "see each of them")

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


@dataclass(slots=True)
class Reader(TableReader):
    """Reads one table of a policy in the policy's ``languages`` (all allowed when empty)."""

    languages: tuple[str, ...] = ()

    def sub(self, key: str) -> Reader:
        return Reader(self.raw(key, {}), self.at(key), languages=self.languages)

    def subs(self, key: str) -> dict[str, Reader]:  # type: ignore[override]
        inner = self.sub(key)
        return {
            name: Reader(table, inner.at(name), languages=self.languages)
            for name, table in inner.table.items()
        }

    def items(self, key: str) -> tuple[Reader, ...]:
        """The tables of a list (``[[key]]`` or ``key = [{ ... }]``)."""
        value = self.raw(key, [])
        if not isinstance(value, list):
            raise PolicyError(self.at(key), repr(value), "a list of tables is needed here")
        return tuple(
            Reader(table, f"{self.at(key)}[{number}]", languages=self.languages)
            for number, table in enumerate(value)
        )

    def words(self, key: str, *, required: bool = False) -> Text:
        """A text in languages; one plain string stands for all languages."""
        value = self.raw(key)
        if value is None:
            if required:
                raise PolicyError(self.at(key), "nothing", "a text in languages is needed here")
            return Text()
        if isinstance(value, str) and value.strip():
            return Text({ANY_LANGUAGE: value})
        if not isinstance(value, dict) or not value:
            raise PolicyError(self.at(key), repr(value), "a text in languages is needed here")
        for code, words in value.items():
            self._check_words(f"{self.at(key)}.{code}", code, words)
        return Text(value)

    def _check_words(self, place: str, code: str, words: object) -> None:
        if self.languages and code not in self.languages:
            allowed = "languages of this policy: " + ", ".join(self.languages)
            raise PolicyError(place, f'"{code}"', allowed, nearest(code, self.languages))
        if not isinstance(words, str) or not words.strip():
            raise PolicyError(place, repr(words), "a text that is not empty is needed here")

    def rows(self, key: str = "rows") -> tuple[str, ...]:
        """Ids of source rows; ``XM-21..25`` stands for each of them."""
        return tuple(row for item in self.texts(key) for row in _expand(item, self.at(key)))

    def span(self, key: str) -> Span | None:
        """A span with its unit, or None where the key is missing."""
        if not self.has(key):
            return None
        return read_span(self.text(key), self.at(key))

    def need_span(self, key: str) -> Span:
        return read_span(self.text(key), self.at(key))

    def period(self, key: str) -> Span | None:
        """A span over which something is measured, or None where the key is missing."""
        return self.need_period(key) if self.has(key) else None

    def need_period(self, key: str) -> Span:
        """A span over which something is measured: whole days, weeks, months or years."""
        found = self.need_span(key)
        if not found.is_period:
            wanted = "days, weeks, months or years are needed here"
            raise PolicyError(self.at(key), f'"{found.text}"', wanted)
        return found

    def chosen(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list whose every word is one of a closed list."""
        found = self.texts(key)
        for word in found:
            if word not in allowed:
                wanted = "allowed: " + ", ".join(allowed)
                raise PolicyError(self.at(key), f'"{word}"', wanted, nearest(word, allowed))
        return found

    def stated(self) -> tuple[Stated, ...]:
        """What else the page says about this table (``stated = [{ hours = "24x5" }]``)."""
        return tuple(_read_stated(item) for item in self.items("stated"))

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number between two bounds."""
        value = self.number(key, default)
        if not low <= value <= high:
            wanted = f"a whole number from {low} to {high} is needed here"
            raise PolicyError(self.at(key), str(value), wanted)
        return value


def _expand(words: str, place: str) -> Iterator[str]:
    first, dots, last = words.partition("..")
    match = _ROW.fullmatch(first)
    until = _ROW.fullmatch(last) or re.fullmatch(r"()(\d{2,3})", last)
    if match is None or (dots and until is None):
        wanted = 'row ids such as "XM-08" or "XM-21..25" are needed here'
        raise PolicyError(place, f'"{words}"', wanted)
    if not until:
        yield first
        return
    for number in range(int(match[2]), int(until[2]) + 1):
        yield f"{match[1]}-{number:0{len(match[2])}d}"


def _read_stated(reader: Reader) -> Stated:
    found = Stated(
        rows=reader.rows(),
        hours=reader.text("hours", ""),
        closed=reader.chosen("closed", _WEEKDAYS),
        span=reader.span("span"),
        way=reader.text("way", ""),
        says=reader.text("says", ""),
    )
    reader.done()
    return found


@dataclass(slots=True)
class Faults:
    """Gathers mistakes instead of stopping at the first one."""

    errors: list[PolicyError] = field(default_factory=list)

    def take[T](self, read: Callable[[], T], default: T) -> T:
        """What ``read`` returns, or ``default`` after noting its mistake."""
        try:
            return read()
        except PolicyErrors as many:
            self.errors.extend(many.errors)
        except PolicyError as error:
            self.errors.append(error)
        return default

    def named[T](self, tables: dict[str, Reader], read: Callable[[str, Reader], T]) -> dict[str, T]:
        """Read each named table; those with a mistake are noted and left out."""
        found: dict[str, T] = {}
        for name, reader in tables.items():
            try:
                found[name] = read(name, reader)
            except PolicyError as error:
                self.errors.append(error)
        return found

    def listed[T](self, tables: tuple[Reader, ...], read: Callable[[Reader], T]) -> tuple[T, ...]:
        """Read each table of a list in the same way."""
        numbered = {str(number): table for number, table in enumerate(tables)}
        return tuple(self.named(numbered, lambda _, reader: read(reader)).values())
