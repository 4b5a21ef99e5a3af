"""The values of a policy as people say them: fields by their names in words, lists by titles."""

from __future__ import annotations

from datetime import date
from typing import Any

from ventanilla.core.policy.fieldwords import FIELDS
from ventanilla.core.policy.laws import Pack
from ventanilla.core.policy.leaves import Leaf, Path, clock_time, is_nothing
from ventanilla.core.policy.model import Policy
from ventanilla.core.spans import Span
from ventanilla.core.words import Phrase, gettext_noop

BETWEEN = " \u00b7 "
"""Titles have commas of their own, so another sign stands between them."""
REFERS = {
    "accepts": "channels",
    "best": "channels",
    "channels": "channels",
    "outside_hours": "channels",
    "moves_to": "channels",
    "topics": "topics",
    "detect_in": "topics",
    "never": "topics",
    "lanes": "lanes",
    "extends": "promises",
    "of": "promises",
    "notice": "notices",
    "bounce": "notices",
}
"""Fields that name entries of other tables: these are told by their titles."""
YES, NO = gettext_noop("yes"), gettext_noop("no")


def name_of(path: Path) -> Phrase:
    """A field in words, the narrower part last: "time: how long"."""
    words = {f"w{place}": FIELDS.get(part, part) for place, part in enumerate(path)}
    return Phrase(": ".join(f"{{{place}}}" for place in words), words)


def say(value: Leaf, path: Path, policy: Policy, language: str) -> Phrase | None:
    """A value in words; what it names in the policy, by the title in ``language``.

    None for a value that stands for nothing.
    """
    if is_nothing(value):
        return None
    if isinstance(value, bool):
        return Phrase(YES if value else NO)
    if isinstance(value, Span):
        return Phrase("{span}", {"span": value.text})
    if isinstance(value, tuple):
        return _listed(value, path, policy, language)
    if isinstance(value, date):
        return Phrase("{it}", {"it": value.isoformat()})
    if isinstance(value, Pack):
        return Phrase("{it}", {"it": value.name})
    return Phrase("{it}", {"it": _titled(str(value), path, policy, language)})


def _listed(value: tuple[Any, ...], path: Path, policy: Policy, language: str) -> Phrase:
    if all(isinstance(item, tuple) for item in value):
        hours = (f"{clock_time(start)}\u2013{clock_time(end)}" for start, end in value)
        return Phrase("{it}", {"it": ", ".join(hours)})
    names = (_titled(str(item), path, policy, language) for item in value)
    return Phrase("{it}", {"it": BETWEEN.join(names)})


def _titled(word: str, path: Path, policy: Policy, language: str) -> str:
    """The title of what a word names; the word itself where it names nothing with a title."""
    table = getattr(policy, REFERS.get(path[-1] if path else "", ""), {})
    title = getattr(table.get(word), "title", None)
    return title.for_(language) if title else word
