"""What is owed: promises, their extensions, the letters that fulfil them, the way of answering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ventanilla.core.policy.doors import Stated
from ventanilla.core.policy.texts import Text
from ventanilla.core.spans import Span

if TYPE_CHECKING:
    from ventanilla.core.clocks import Clock

FIELDS = (
    "number",
    "name",
    "company",
    "topic",
    "promise",
    "link",
    "body",
    "details",
    "received_at",
    "handler",
    "reasons",
    "new_due",
    "institution",
    "from_channel",
    "to_channel",
    "points",
    "actions",
    "outcome",
    "justification",
    "escalation",
    "form_link",
    "kept_number",
    "merged_number",
    "status",
    "answers",
)
"""Every placeholder a letter may hold; the required fields of a notice are named the same."""

STOPPERS = ("human", "system", "customer", "outside", "any")
FIRST_ANSWERS = frozenset({"first_answer", "answer", "connected", "call_made"})
"""Endings that a person's first answer is. Whoever answers in a chat or on the telephone is
connected: those channels have no door of their own yet."""
BARS = ("demoted", "parked")
"""Marks of a ticket that take it out of a promise about order or speed."""


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing that keeps a promise: an ``event`` or a ``notice`` of that name, and by whom."""

    kind: str
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A promise is kept by the first of these."""

    any: tuple[Ending, ...]


@dataclass(frozen=True, slots=True)
class Strength:
    """``guarantee``; ``usually`` (``share`` of cases over ``over``); ``none``: measured only.

    ``words`` keeps that the page used words ("almost always") where the file has a number.
    """

    kind: str
    share: float | None = None
    over: Span | None = None
    words: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class LawSpan:
    """A law that speaks about the same duty, by its id in ``laws.md``."""

    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing owed, to whom, by when, kept by what. Empty lists of conditions mean "all".

    ``duty`` groups promises about the same duty: of one duty the agent sees the earliest due.
    ``clock`` and ``span`` are None for a promise without a figure (strength ``none``). ``clock``
    may be shown to customers when ``shown``. ``declared`` holds the words its clock table uses.
    ``rule`` is the law of a pack's promise ("L-01"), empty for what the company itself published;
    such a promise binds requests received on or after ``binds_from`` and no page shows it.
    """

    name: str
    title: Text
    rows: tuple[str, ...]
    topics: tuple[str, ...]
    lanes: tuple[str, ...]
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    unless: tuple[str, ...]
    clock: Clock | None
    span: Span | None
    stop: Stop
    strength: Strength
    shown: bool
    duty: str
    text: Text
    extends: str
    stated: tuple[Stated, ...]
    law: tuple[LawSpan, ...]
    declared: frozenset[str]
    rule: str = ""
    binds_from: date | None = None

    @property
    def of_others(self) -> bool:
        """Whether only the customer or an outside body can keep it: a window, not our duty."""
        return all(ending.by in {"customer", "outside"} for ending in self.stop.any)

    @property
    def answered(self) -> bool:
        """Whether a person's first answer keeps it: its wait is known without a clock."""
        by_people = (ending for ending in self.stop.any if ending.by in {"human", "any"})
        return any(ending.kind == "event" and ending.name in FIRST_ANSWERS for ending in by_people)

    def matches(self, topic: str, lane: str, channel: str, language: str = "") -> bool:
        """Whether a request of this topic, lane and channel is owed this promise."""
        pairs = ((self.topics, topic), (self.lanes, lane), (self.channels, channel))
        if language and self.languages and language not in self.languages:
            return False
        return all(not allowed or word in allowed for allowed, word in pairs)


@dataclass(frozen=True, slots=True)
class Extension:
    """When a due may be put off: reasons, the notice before the old due, the new due, the cap.

    ``new_due`` is ``stated_date`` or a span; ``cap`` is None where the page sets no end.
    """

    name: str
    of: str
    topics: tuple[str, ...]
    reasons: tuple[str, ...]
    notice: str
    before_old_due: bool
    new_due: str
    cap: Span | None
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind of letter: the fields it must hold, more of them by outcome (``when``)."""

    name: str
    title: Text
    fields: tuple[str, ...]
    when: Mapping[str, tuple[str, ...]]
    form: str
    language: str
    medium: str
    attachments: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """Which channel carries the answer, where a copy goes, how a change is announced."""

    channel: str
    copy: str
    change: str
    stated: tuple[Stated, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder. ``opens_on`` are the events that open it to the customer.

    ``address`` is where an outside body is written to or called, ``site`` its page (a host name).
    ``team`` is who takes over at a step of the company's own; empty: whoever answers for the area.
    """

    to: str
    title: Text
    kind: str
    external: bool
    opens_on: tuple[str, ...]
    window: Span | None
    rows: tuple[str, ...]
    address: str = ""
    site: str = ""
    team: str = ""
