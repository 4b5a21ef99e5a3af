"""How the desk behaves: order, fair use, gates, prohibitions, papers, money, records, reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ventanilla.core.policy.doors import Stated
from ventanilla.core.policy.texts import Text
from ventanilla.core.spans import Span

if TYPE_CHECKING:
    from ventanilla.core.clocks import Clock

_FIXED = {"day": timedelta(days=1), "week": timedelta(weeks=1)}


def elapsed(span: Span) -> timedelta | None:
    """A span as elapsed time; None for units without one length (months, business days)."""
    return span.count * _FIXED[span.unit] if span.unit in _FIXED else span.time or None


ORDERS = ("lane", "demoted", "parked", "due", "arrival")
"""Comparators: higher lane first; demoted last; parked last; earliest due; earliest arrival."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The comparators of the inbox, the first one strongest. They never touch a clock.

    ``due`` and ``arrival`` are instants: they stand behind the others, or the policy is refused.
    """

    order: tuple[str, ...]
    stated: tuple[Stated, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpRules:
    """How sure (0 to 1) an article must be, before it is offered as the answer to a question.

    None: as sure as has been measured to be enough.
    """

    sure: float | None
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FairUseRule:
    """What makes a request wait behind others: a rate, a share, or an agent's mark."""

    rule: str
    over: float | None
    value: str
    says: Text
    rows: tuple[str, ...]

    @property
    def name(self) -> str:
        """What an event calls it: the mark that an agent sets, else the rule itself."""
        return self.value or self.rule


@dataclass(frozen=True, slots=True)
class FairUse:
    effect: str
    reason_required: bool
    triggers: tuple[FairUseRule, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """``act`` is refused until every one of ``needs`` is met."""

    name: str
    act: str
    needs: tuple[str, ...]
    channels: tuple[str, ...]
    says: Text
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forbid:
    """An act or content that must not occur, and what happens instead (``then``)."""

    name: str
    act: str
    content: tuple[str, ...]
    when: str
    then: str
    keep: str
    notice: str
    says: Text
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document is refused, and what the customer can do about it."""

    name: str
    title: Text
    advice: Text
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    title: Text
    accepts: tuple[str, ...]
    max_age: Span | None
    quality: tuple[str, ...]
    match: tuple[str, ...]
    owner: str
    shows: tuple[str, ...]
    reasons: tuple[Reason, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """How long money takes: ``span`` as published ("1-3 days": ``at_least`` is its lower end).

    ``own`` and ``bank`` are the two parts of it (EX-86): the company's side and the bank's.
    """

    name: str
    title: Text
    method: str
    direction: str
    span: Span | None
    at_least: Span | None
    own: Span | None
    bank: Span | None
    minimum: str
    calendar: str
    rows: tuple[str, ...]


POPULATIONS = ("all", "channel", "lane", "language", "topic")
"""What a measure tells apart; ``all`` counts everything as one."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted of a promise: ``show`` names the figures, ``period`` over how long.

    ``tolerance`` is the greatest error that the source allows a figure. Every request is counted
    here and none estimated, so the error is none.
    """

    name: str
    title: Text
    of: str
    show: tuple[str, ...]
    population: str
    period: Span | None
    tolerance: float | None
    publish: bool
    rows: tuple[str, ...]

    @property
    def by(self) -> str:
        """One of ``POPULATIONS``: "topic" also where ``show`` asks for figures by topic."""
        return "topic" if "by_topic" in self.show else self.population


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept, how long, counted from which event. ``number`` is the number's format."""

    name: str
    keep: str
    start: str
    fields: tuple[str, ...]
    links: tuple[str, ...]
    number: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A duty without a request: a clock that starts at the edge of a period.

    ``months`` is the length of the periods reported on; None for what is reported when something
    happens. ``binds_from`` is the first day of the first period reported on; None where always.
    """

    name: str
    title: Text
    to: str
    clock: Clock | None
    span: Span | None
    nil: bool
    rows: tuple[str, ...]
    months: int | None = None
    binds_from: date | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a matter came up at all, as agents name it: the root cause of a complaint."""

    name: str
    title: Text
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A page or article the company promises to have, and how often it is looked over."""

    name: str
    title: Text
    says: Text
    link: str
    review_every: Span | None
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attestation:
    """A claim that only a dated proof can carry: training, audit, certificate."""

    name: str
    title: Text
    every: Span | None
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Closing and reopening. ``silence`` closes what is solved and is no complaint; None never."""

    reopen_within: Span | None
    close_needs_confirmation: bool
    silence: Span | None
    customer_closes: bool
    one_question: bool
    rows: tuple[str, ...]

    @property
    def reopen_time(self) -> timedelta | None:
        """``reopen_within`` as a length of elapsed time."""
        return elapsed(self.reopen_within) if self.reopen_within else None

    @property
    def silence_time(self) -> timedelta | None:
        """``silence`` as a length of elapsed time."""
        return elapsed(self.silence) if self.silence else None


@dataclass(frozen=True, slots=True)
class Official:
    """What is genuine: the company's own site and only the channels of this file."""

    site: str
    says: Text
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """What the page leaves open and this file decides: the place, the choice, the reason."""

    about: str
    chosen: str
    why: str
    rows: tuple[str, ...]
