"""Values of the customers' pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ventanilla.core.marking import Piece
from ventanilla.ui.parts.shared import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step towards the promise, for the customer."""

    title: str
    state: Literal["done", "current", "next"]
    detail: str = ""
    kept_text: str = ""
    broken_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RungView:
    """A step of the ladder: whom to turn to, where, until when.

    `url` takes the wish for it (POST to); empty where there is nothing to press here.
    """

    title: str
    external: bool = False
    place: str = ""
    site: str = ""
    when_text: str = ""
    open: bool = False
    to: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCard:
    """A door with its promise, on the portal's home and in the table of hours.

    `promise_text` is what we promise to one who writes now; `hours_text` when it is staffed;
    `good_for` what it suits best; `state_text` "Open now" or "Closed now. Opens Mon 09:00".
    `always`: it never closes, so that a card need not say that it is open.
    `official` marks addresses printed as they are (mail, number) in `address`.
    """

    icon: str
    title: str
    promise_text: str
    hours_text: str = ""
    good_for: str = ""
    url: str = ""
    open_now: bool = True
    always: bool = False
    state_text: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of the ask form. `promise_text` shows what choosing it promises."""

    key: str
    title: str
    detail: str = ""
    promise_text: str = ""
    url: str = ""
    icon: str = "message-circle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A known answer, beside the form or under the search.

    `pieces` are the title with the words of the question marked; `away`: it opens beside what is
    being written, so that nothing of it is lost.
    """

    title: str
    text: str
    url: str
    icon: str = ""
    warning: bool = False
    pieces: Sequence[Piece] = ()
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MailView:
    """A mail of the newcomer's mailbox (development only)."""

    id: str
    to: str
    sender: str
    subject: str
    text: str
    at_text: str
    url: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfView:
    """A section of the help centre with its articles."""

    name: str
    title: str
    icon: str
    articles: list[Answer]
    count_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article on its page. ``body`` is safe HTML in ``language``, written ``direction``.

    ``link_text`` is what ``link`` leads to (a video, a webinar's room), ``facts`` when and with
    whom.
    """

    name: str
    title: str
    answer: str
    body: str
    language: str
    direction: Literal["ltr", "rtl"]
    shelf: str
    shelf_url: str
    checked_text: str
    link: str = ""
    link_text: str = ""
    link_icon: str = ""
    facts: list[Fact]
    steps: bool = False
