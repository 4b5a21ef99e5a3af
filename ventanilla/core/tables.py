"""Reading the tables of a policy file strictly, with errors a person can act on.

A policy is data that people type. Whatever is unknown, missing or of the wrong kind is named with
its place (``channel.email.address``), what was found, what is allowed and the nearest right word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

type Table = Mapping[str, Any]


class PolicyError(ValueError):
    """Something in a policy cannot be used. ``str(error)`` says where, what, and what to do."""

    def __init__(self, place: str, found: str, wanted: str, nearest: str = "") -> None:
        self.place, self.found, self.wanted, self.nearest = place, found, wanted, nearest
        hint = f' Did you mean "{nearest}"?' if nearest else ""
        super().__init__(f"{place}: found {found}; {wanted}.{hint}")


def nearest(word: str, words: Iterable[str]) -> str:
    """The allowed word most like ``word``, or an empty string where none is like it."""
    return next(iter(get_close_matches(word, list(words), n=1, cutoff=0.5)), "")


@dataclass(slots=True)
class TableReader:
    """Takes keys out of one table; ``done()`` then refuses whatever was not asked for."""

    table: Table
    place: str
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if not isinstance(self.table, Mapping):
            raise PolicyError(self.place, repr(self.table), "a table is needed here")

    def at(self, key: str) -> str:
        """The full place of a key, as it is written in the file."""
        return f"{self.place}.{key}" if self.place else key

    def raw(self, key: str, default: Any = None) -> Any:
        """The value as it stands, marked as known."""
        self.seen.add(key)
        return self.table.get(key, default)

    def has(self, key: str) -> bool:
        self.seen.add(key)
        return key in self.table

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty string; without a default the key is required."""
        value: str = self._typed(key, str, "a text", default)
        if default is None and not value.strip():
            raise PolicyError(self.at(key), "an empty text", "this must not be empty")
        return value

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of a closed list of words."""
        words = tuple(allowed)
        value = self.text(key, default)
        if value not in words:
            wanted = "allowed: " + ", ".join(words)
            raise PolicyError(self.at(key), f'"{value}"', wanted, nearest(value, words))
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        value: bool = self._typed(key, bool, "true or false", default)
        return value

    def number(self, key: str, default: int | None = None) -> int:
        value: int = self._typed(key, int, "a whole number", default)
        if isinstance(value, bool):
            raise PolicyError(self.at(key), repr(value), "a whole number is needed here")
        return value

    def share(self, key: str, default: float | None = None) -> float:
        """A number from 0 to 1."""
        value = self.raw(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise PolicyError(self.at(key), repr(value), "a number from 0 to 1 is needed here")
        return float(value)

    def texts(self, key: str, default: tuple[str, ...] | None = ()) -> tuple[str, ...]:
        """A list of strings; ``None`` as default makes it required."""
        value = self.raw(key, default)
        if isinstance(value, tuple):
            return value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise PolicyError(self.at(key), repr(value), "a list of texts is needed here")
        return tuple(value)

    def day(self, key: str, default: date | None = None) -> date:
        value = self.raw(key, default)
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = self.table.get(key)
        if isinstance(value, datetime) or not isinstance(value, date):
            raise PolicyError(self.at(key), repr(value), "a day such as 2026-12-01 is needed here")
        return value

    def sub(self, key: str) -> TableReader:
        """A reader of an inner table (empty where the key is missing)."""
        return TableReader(self.raw(key, {}), self.at(key))

    def subs(self, key: str) -> dict[str, TableReader]:
        """The named tables under a key, in the order of the file."""
        inner = self.sub(key)
        return {name: TableReader(table, inner.at(name)) for name, table in inner.table.items()}

    def done(self) -> None:
        """Refuse every key that nothing asked for.

        Raises:
            PolicyError: naming the first unknown key and the nearest known one.
        """
        for key in self.table:
            if key not in self.seen:
                known = sorted(self.seen)
                wanted = "allowed here: " + ", ".join(known)
                raise PolicyError(self.at(key), "an unknown word", wanted, nearest(key, known))

    def _typed(self, key: str, kind: type, words: str, default: Any) -> Any:
        value = self.raw(key, default)
        if value is None:
            raise PolicyError(self.at(key), "nothing", f"{words} is needed here")
        if not isinstance(value, kind):
            raise PolicyError(self.at(key), repr(value), f"{words} is needed here")
        return value
