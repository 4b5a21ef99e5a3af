"""What one policy says otherwise than another: table by table, entry by entry, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ventanilla.core.policy.leaves import Leaf, Path, is_nothing, leaves
from ventanilla.core.policy.model import Header, Policy
from ventanilla.core.policy.packs import published
from ventanilla.core.policy.saying import name_of, say
from ventanilla.core.words import Phrase

type Kind = Literal["added", "removed", "changed"]

PARTS = {
    "header": "policy",
    "calendars": "calendar",
    "schedules": "schedule",
    "channels": "channel",
    "topics": "topic",
    "lanes": "lane",
    "promises": "promise",
    "extensions": "extension",
    "notices": "notice",
    "reply": "reply",
    "escalation": "escalation.step",
    "queue": "queue",
    "help": "help",
    "fair_use": "fair_use",
    "gates": "gate",
    "forbids": "forbid",
    "lifecycle": "lifecycle",
    "official": "official",
    "documents": "document",
    "payments": "payment",
    "measures": "measure",
    "records": "record",
    "reports": "report",
    "causes": "cause",
    "contents": "content",
    "attestations": "attestation",
    "assumptions": "assumption",
    "laws": "law",
}
"""The parts of a policy with the words of their tables in the file, in the order they are told."""


KEYS = ("to", "about", "name")
"""What tells the rows of a list apart: steps of the ladder, assumptions, law packs."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its place in the file, its name in words, what it was and what it is.

    ``old`` is None where nothing stood there, ``new`` where nothing stands there any more.
    """

    place: str
    field: Phrase
    old: Phrase | None
    new: Phrase | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry of a table. ``title`` is what its readers call it; empty where it has none.

    What was added is told by its fields, what was removed by its name alone.
    """

    table: str
    name: str
    title: str
    kind: Kind
    changes: tuple[Change, ...] = ()

    @property
    def place(self) -> str:
        """The entry as the file names it: ``promise.answer``."""
        return f"{self.table}.{self.name}" if self.name else self.table


def differences(old: Policy, new: Policy, language: str) -> tuple[Difference, ...]:
    """Every difference between two policies, in the order of the tables; titles in ``language``.

    Law packs are compared as wholes: what they add to a policy is not its own words.
    """
    before, after = published(old), published(new)
    found: list[Difference] = []
    for part, table in PARTS.items():
        was, now = _entries(before, part), _entries(after, part)
        for name in dict.fromkeys((*was, *now)):
            told = _Pair(table, name, was.get(name), now.get(name)).told(before, after, language)
            if told is not None:
                found.append(told)
    return tuple(found)


def _entries(policy: Policy, part: str) -> Mapping[str, Any]:
    """The entries of a part by name; a part that is one table has one without a name."""
    if part == "header":
        return {"": {field: getattr(policy, field) for field in Header.__slots__}}
    value = getattr(policy, part)
    if isinstance(value, Mapping):
        return value
    if isinstance(value, tuple):
        return dict(_keyed(value))
    return {} if value is None else {"": value}


def _keyed(rows: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """Rows of a list by what tells them apart; one that comes again is numbered."""
    seen: dict[str, int] = {}
    for row in rows:
        key = next(str(getattr(row, word)) for word in KEYS if hasattr(row, word))
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key} ({seen[key]})", row


@dataclass(frozen=True, slots=True)
class _Pair:
    """An entry as it was and as it is; None where it is not there."""

    table: str
    name: str
    old: Any
    new: Any

    def told(self, before: Policy, after: Policy, language: str) -> Difference | None:
        """What is different between the two; None where nothing is."""
        changes = tuple(self._changes(before, after, language))
        if self.old is None or self.new is None:
            kind: Kind = "added" if self.old is None else "removed"
            changes = changes if kind == "added" else ()
        elif changes:
            kind = "changed"
        else:
            return None
        title = getattr(self.old if self.new is None else self.new, "title", None)
        words = title.for_(language) if title else ""
        return Difference(self.table, self.name, words, kind, changes)

    def _changes(self, before: Policy, after: Policy, language: str) -> Iterator[Change]:
        was: dict[Path, Leaf] = {} if self.old is None else dict(leaves(self.old))
        now: dict[Path, Leaf] = {} if self.new is None else dict(leaves(self.new))
        for path in dict.fromkeys((*was, *now)):
            one, other = was.get(path), now.get(path)
            if one == other or (is_nothing(one) and is_nothing(other)):
                continue
            if self.old is None and other is False:
                continue  # what is new is told by what it does
            sides = (say(one, path, before, language), say(other, path, after, language))
            if sides[0] == sides[1]:  # two names with one title
                sides = (say(one, (), before, language), say(other, (), after, language))
            place = ".".join((*filter(None, (self.table, self.name)), *path))
            yield Change(place, name_of(path), *sides)
