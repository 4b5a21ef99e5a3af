"""Values of the staff's pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ventanilla.ui.parts.shared import (
    Choice,
    EventLine,
    Fact,
    Link,
    MessageView,
    Person,
    PromiseView,
    RequestRow,
    Tag,
    Tone,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow:
    """One row of a console list. `live_id` is the id in the stream's signals."""

    number: str
    url: str
    who: Person
    channel_icon: str
    channel: str
    subject: str
    snippet: str
    promise: PromiseView | None = None
    tags: Sequence[Tag] = ()
    unread: bool = False
    selected: bool = False
    live_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Rows under one heading (Overdue, Within the hour ...). `more_url`: the next page, if any."""

    key: str
    title: str
    rows: Sequence[TicketRow]
    count_text: str = ""
    late: bool = False
    more_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """An entry of the console's navigation. `in_bar`: also on the phone.

    `alarm` colours the count; `go` is the letter that leads there after G.
    """

    title: str
    icon: str
    url: str
    count: str = ""
    alarm: Tone = ""
    current: bool = False
    in_bar: bool = False
    go: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavGroup:
    """Entries under a heading; the first group has none."""

    items: Sequence[NavItem]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A section of the context pane: lines of words with an icon and a state."""

    title: str
    icon: str
    lines: Sequence[Tag] = ()
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPanel:
    """The context pane. `summary` "Customer since 2021, 6 requests"; `url` of the whole page."""

    who: Person
    summary: str
    facts: Sequence[Fact] = ()
    folds: Sequence[Fold] = ()
    earlier: Sequence[RequestRow] = ()
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposerView:
    """The writing box of a ticket.

    Posts to `ticket.urls.reply` or `ticket.urls.note` (the switch chooses by `formaction`) with
    fields `key` (client key), `text`, `files` and `then`: "wait", "open", "resolve" or the name of
    one of `letters`, the letters by a person that a promise of this ticket still waits for.
    `send_text` carries the promise ("Send: keeps the reply due 12:00").
    """

    key: str
    text: str = ""
    send_text: str = ""
    error: str = ""
    mode: Literal["reply", "note"] = "reply"
    to_text: str = ""
    letters: list[Choice] = field(default_factory=list)
    blocked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    """A whole ticket for the console.

    `urls` names the acts this agent may do now; a missing one is not drawn: part, reply, note,
    take, assign, team, resolve, details, topic, close, reopen, promises, park, unpark, merge,
    split, unmerge, unsplit.
    `watching` tells who else looks at it, `aside` why it is set aside.
    `key` is the client key of the act forms.
    """

    number: str
    url: str
    subject: str
    state: Tag
    live_id: str
    key: str
    urls: Mapping[str, str]
    tags: Sequence[Tag] = ()
    assignee: Person | None = None
    promises: Sequence[PromiseView] = ()
    entries: Sequence[MessageView | EventLine] = ()
    composer: ComposerView | None = None
    watching: str = ""
    language: str = ""
    agents: Sequence[Choice] = ()
    teams: Sequence[Choice] = ()
    topics: Sequence[Choice] = ()
    marks: Sequence[Choice] = ()
    reasons: Sequence[Choice] = ()
    aside: str = ""
    older_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteItem:
    """A line of the palette. `key_hint` is the key that does the same; `act` a key to press."""

    text: str
    url: str = ""
    icon: str = "arrow-right"
    code: str = ""
    key_hint: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteGroup:
    """Lines of the palette under a heading."""

    title: str
    items: Sequence[PaletteItem] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineRow:
    """A message that was kept outside: who says they sent it, to what, and why it waits."""

    id: str
    url: str
    sender: str
    subject: str
    at_text: str
    reason: str
    channel_icon: str = "mail"
    selected: bool = False
