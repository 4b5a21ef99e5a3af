"""A policy as one value: everything a company promised, ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ventanilla.core.policy.doors import Channel, Lane, Topic
from ventanilla.core.policy.duties import Extension, Notice, Promise, Reply, Step
from ventanilla.core.policy.house import (
    Assumption,
    Attestation,
    Cause,
    Content,
    Document,
    FairUse,
    Forbid,
    Gate,
    HelpRules,
    Lifecycle,
    Measure,
    Official,
    Payment,
    Queue,
    Record,
    Report,
)
from ventanilla.core.policy.laws import Pack
from ventanilla.core.policy.texts import Text

if TYPE_CHECKING:
    from ventanilla.core.calendars import Calendar
    from ventanilla.core.schedules import Schedule


@dataclass(frozen=True, slots=True)
class Basis:
    """The public page a policy rests on, and the rows read from it."""

    page: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A law the pages cite: the instrument and the article.

    Not ``current`` is what a page cited and this policy does not (A.6 #21).
    """

    instrument: str
    article: str
    rows: tuple[str, ...]
    current: bool = True


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A version line as a page prints it; ``date`` as printed, since it may be ambiguous."""

    version: str
    date: str
    where: Text
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelList:
    """A second list of channels that the company publishes somewhere else."""

    where: Text
    channels: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """The ``[policy]`` table: whose policy, which version, which languages."""

    slug: str
    company: str
    legal_name: str
    version: str
    effective: date
    zone: str
    languages: tuple[str, ...]
    spoken: tuple[str, ...]
    languages_claimed: int
    hue: int
    disclaimer: Text
    department: Text
    approval: Text
    packs: tuple[str, ...]
    calendar: str
    register_code: str
    basis: tuple[Basis, ...]
    citations: tuple[Citation, ...]
    published_versions: tuple[PublishedVersion, ...]
    channel_lists: tuple[ChannelList, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of one company's promises.

    ``languages`` are those of the pages and letters; ``spoken`` more in which people answer.
    ``zone`` is an IANA name: times of the policy are read in it unless a schedule has its own.
    Mappings keep the order of the file. ``packs`` are the law packs it names; ``laws`` those that
    were joined to it (``with_packs``); ``calendar`` the one they count by where it has several;
    ``register_code`` is the code that an authority gave the company for its register (L-01).
    """

    slug: str
    company: str
    legal_name: str
    version: str
    effective: date
    zone: str
    languages: tuple[str, ...]
    spoken: tuple[str, ...]
    languages_claimed: int
    hue: int
    disclaimer: Text
    department: Text
    approval: Text
    packs: tuple[str, ...]
    calendar: str
    register_code: str
    basis: tuple[Basis, ...]
    citations: tuple[Citation, ...]
    published_versions: tuple[PublishedVersion, ...]
    channel_lists: tuple[ChannelList, ...]
    calendars: Mapping[str, Calendar]
    schedules: Mapping[str, Schedule]
    channels: Mapping[str, Channel]
    topics: Mapping[str, Topic]
    lanes: Mapping[str, Lane]
    promises: Mapping[str, Promise]
    extensions: Mapping[str, Extension]
    notices: Mapping[str, Notice]
    reply: Reply
    escalation: tuple[Step, ...]
    queue: Queue
    help: HelpRules
    fair_use: FairUse | None
    gates: Mapping[str, Gate]
    forbids: Mapping[str, Forbid]
    documents: Mapping[str, Document]
    payments: Mapping[str, Payment]
    measures: Mapping[str, Measure]
    records: Mapping[str, Record]
    reports: Mapping[str, Report]
    causes: Mapping[str, Cause]
    contents: Mapping[str, Content]
    attestations: Mapping[str, Attestation]
    lifecycle: Lifecycle
    official: Official | None
    assumptions: tuple[Assumption, ...]
    laws: tuple[Pack, ...] = ()

    @property
    def default_lane(self) -> Lane:
        """The lane of everyone who has no other."""
        return next(lane for lane in self.lanes.values() if lane.default)

    def promises_for(
        self, topic: str, lane: str, channel: str, language: str = ""
    ) -> tuple[Promise, ...]:
        """Every promise owed to such a request; none hides another."""
        found = self.promises.values()
        return tuple(p for p in found if p.matches(topic, lane, channel, language))

    def channels_for(self, topic: str, lane: str = "") -> tuple[Channel, ...]:
        """The channels that accept a topic, the recommended ones first.

        A channel kept for some lanes (the VIP address) is left out for the others.
        """
        about = self.topics[topic]
        rest = (name for name in about.accepts if name not in about.best)
        found = (self.channels[name] for name in (*about.best, *rest))
        return tuple(channel for channel in found if not channel.lanes or lane in channel.lanes)

    def topics_for(self, channel: str) -> tuple[Topic, ...]:
        """The topics a channel accepts."""
        return tuple(topic for topic in self.topics.values() if channel in topic.accepts)

    def recommended(self, topic: str) -> tuple[Channel, ...]:
        """The channels the page recommends for a topic, best first."""
        return tuple(self.channels[name] for name in self.topics[topic].best)

    def doors(self) -> tuple[Channel, ...]:
        """The channels by which a customer can really reach the desk, in the page's order."""
        return tuple(c for c in self.channels.values() if c.inbound and c.monitored)
