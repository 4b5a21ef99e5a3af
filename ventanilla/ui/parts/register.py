"""Values of the complaint register."""

from collections.abc import Sequence
from dataclasses import dataclass

from ventanilla.ui.parts.shared import PromiseView, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One complaint. ``url`` and ``cause_url`` are empty for whoever may not go there.

    ``promise`` is the strictest promise of its decision, ``day_text`` how far it has come ("day 28
    of 60"), ``more_text`` how it was put off.
    """

    number: str
    url: str
    who: str
    subject: str
    about: str
    received_text: str
    received_iso: str
    channel: str
    promise: PromiseView | None = None
    day_text: str = ""
    more_text: str = ""
    tags: Sequence[Tag] = ()
    cause: str = ""
    cause_url: str = ""
    holder: str = ""
    register_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A small table: the first cell of a row is its head."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
