"""Questions in groups, kept in this process until something else was asked or read.

Many are grouped anew in a thread: whoever looks meanwhile sees the groups that there are, without
what was asked since.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock, Thread

from django.db import connection

from ventanilla.core.answers.asked import Phrasing
from ventanilla.core.answers.groups import Group, grouped
from ventanilla.helpcentre.indexes import weights
from ventanilla.helpcentre.readings import rows

REMEMBERED = 256
"""Sets of questions: the gaps of each company, and each topic of some months."""
AT_ONCE = 2000
"""So many are grouped while a page waits: a fifth of a second."""

type Name = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Groups as the keys of their phrasings, and what they were made of."""

    made_of: int
    groups: tuple[tuple[str, ...], ...]


_kept: OrderedDict[Name, Kept] = OrderedDict()
_busy: set[Name] = set()
_lock = Lock()


def groups_of(company: int, purpose: str, asked: Sequence[Phrasing], read: int) -> list[Group]:
    """Phrasings, in the order of their keys, in groups; ``read``: how many of them were read.

    ``purpose`` names this set of questions among those of the company.
    """
    name = (company, purpose)
    made_of = hash((read, tuple((one.key, len(one.asked)) for one in asked)))
    known = _kept.get(name)
    if known is None or (known.made_of != made_of and len(asked) <= AT_ONCE):
        known = _made(name, made_of, asked)
    elif known.made_of != made_of and _begin(name):
        Thread(target=_remade, args=(name, made_of, asked), name="groups", daemon=True).start()
    there = {one.key: one for one in asked}
    found = (tuple(there[key] for key in group if key in there) for group in known.groups)
    return [Group(phrasings) for phrasings in found if phrasings]


def _begin(name: Name) -> bool:
    """Whether this thread is the one to make them."""
    with _lock:
        mine = name not in _busy
        _busy.add(name)
    return mine


def _remade(name: Name, made_of: int, asked: Sequence[Phrasing]) -> None:
    try:
        _made(name, made_of, asked)
    finally:
        _busy.discard(name)
        connection.close()


def _made(name: Name, made_of: int, asked: Sequence[Phrasing]) -> Kept:
    vectors = rows(name[0], [one.key for one in asked])
    places = grouped(asked, vectors, weights().mean)
    made = Kept(made_of, tuple(tuple(asked[n].key for n in group) for group in places))
    with _lock:
        _kept[name] = made
        _kept.move_to_end(name)
        while len(_kept) > REMEMBERED:
            _kept.popitem(last=False)
    return made
