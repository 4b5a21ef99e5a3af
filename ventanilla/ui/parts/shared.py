"""Values of both sides: people, promises, messages, small parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PromiseState = Literal["running", "soon", "late", "hold", "kept", "void"]
Tone = Literal["", "act", "soon", "late", "kept", "hold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead somewhere. `external` adds rel and the arrow."""

    text: str
    url: str
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A small label. `tone` is one of the five state colours or "" for grey."""

    text: str
    icon: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is shown: `initials` 1-2 characters, `tone` 0-7 (a stable hash of the person's key)."""

    name: str
    initials: str
    tone: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """One promise of one ticket, as chip, card or strip.

    `name` is the policy's word (first_reply); `title` what people read ("First reply").
    `due_text` is day, date and time in the reader's zone; `day_text` the short form of a strip
    ("Thu 26 Nov, 18:00"); `zone_text` the place whose clock it
    is ("Riyadh"), `zone_own` whether it is known to be the reader's. `left_text` is the amount
    only, without a sign ("42 min"). `share_left` 0-100 feeds the ring. `working` are the lines
    of the working-out, in order; `source` is the rule's id ("RX-06"). `kept_text` says how it
    was kept ("Kept in 14 min"), `hold_text` why the clock stands ("Waiting for the customer").
    """

    name: str
    title: str
    state: PromiseState
    due: datetime | None = None
    day_text: str = ""
    due_text: str = ""
    zone_text: str = ""
    zone_own: bool = True
    left_text: str = ""
    share_left: int = 0
    working: Sequence[str] = ()
    kept_text: str = ""
    hold_text: str = ""
    source: str = ""

    @property
    def share(self) -> int:
        """The ring's arc, kept inside 0-100."""
        return max(0, min(100, self.share_left))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file on a message. `size_text` "312 KB"; `url` of the cookie-less download path."""

    name: str
    size_text: str
    url: str
    picture: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the customer panel: term and value; `code` isolates it left-to-right."""

    term: str
    value: str
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """Words somebody wrote.

    `mine`: written by our side (console) or by the reader (portal). `note`: never shown to
    customers. `html` is a SafeString, sanitised elsewhere, and shown in place of `text` when
    given; `quoted` is the folded history below it. `language` is a BCP 47 tag for `lang`.
    `given` are the details of its form. `status` is "sent", "sending", "failed" or "", with its
    words in `status_text`.
    """

    id: str
    author: Person
    at_text: str
    at_iso: str = ""
    text: str = ""
    html: str = ""
    quoted: str = ""
    mine: bool = False
    note: bool = False
    given: Sequence[Fact] = ()
    files: Sequence[FileView] = ()
    via: str = ""
    language: str = ""
    status: str = ""
    status_text: str = ""
    warning: str = ""

    @property
    def kind(self) -> str:
        """Tells the thread template which part to draw."""
        return "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """A line of the thread that is not a message ("Marta took the request")."""

    icon: str
    text: str
    at_text: str
    at_iso: str = ""

    @property
    def kind(self) -> str:
        """Tells the thread template which part to draw."""
        return "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One of the customer's requests in a list of the portal or of the context pane."""

    number: str
    url: str
    subject: str
    state: Tag
    at_text: str
    promise: PromiseView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a select in a dialog."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyView:
    """What every page of a company shows. `brand_url` serves `:root{--hue: 25}`."""

    slug: str
    name: str
    url: str
    brand_url: str = ""
    disclaimer: str = ""
    official: Sequence[str] = ()
    tagline: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Keyset paging: links only, no counts."""

    newer_url: str = ""
    older_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """A figure on a card, with a line that says what belongs to it."""

    title: str
    value: str
    note: str = ""
    tone: Tone = ""
