"""How a customer comes in: channels, topics with their form, and lanes of the queue."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.core.policy.texts import Text
from ventanilla.core.spans import Span

CHANNEL_KINDS = (
    "web-form",
    "email",
    "chat",
    "phone",
    "callback",
    "social",
    "post",
    "help-centre",
    "telegram",
    "portal",
)
SUBJECTS = ("privacy", "payment", "billing", "continuity", "moderation")
"""What a topic is about where a law asks: requests about personal data, payment complaints,
wrong charges, failures of a continuous service, decisions about somebody's content."""
DETAIL_KINDS = (
    "text",
    "account-number",
    "transaction-id",
    "amount",
    "phone",
    "datetime",
    "file",
    "choice",
    "url",
)


@dataclass(frozen=True, slots=True)
class Handle:
    """One public profile of a social channel (XM-17..19)."""

    network: str
    handle: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page says elsewhere about the same thing, kept so that lint can compare.

    ``hours`` is a form such as ``24x5``; ``closed`` names weekdays; ``span`` a second figure;
    ``way`` a second way of answering; ``says`` free words of ours about it.
    """

    rows: tuple[str, ...]
    hours: str = ""
    closed: tuple[str, ...] = ()
    span: Span | None = None
    way: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A door: where it is, when it is staffed, what may come in and go out by it.

    ``published`` is the address as the page prints it where that differs from the desk's own
    ``address``; ``address_shown`` says whether the page prints, masks or omits it. ``rows`` name
    the published rules this table keeps.
    """

    name: str
    kind: str
    title: Text
    address: str
    published: str
    address_shown: str
    schedule: str | None
    written: bool
    durable: bool
    monitored: bool
    inbound: bool
    listed: bool
    takes_files: bool
    outside_hours: bool
    needs: tuple[str, ...]
    good_for: Text
    promise_text: Text
    languages: tuple[str, ...]
    lanes: tuple[str, ...]
    handles: tuple[Handle, ...]
    bounce: str
    stated: tuple[Stated, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    title: Text


@dataclass(frozen=True, slots=True)
class Detail:
    """One field of a topic's form. ``refuse`` names what is often typed here by mistake.

    ``pattern`` is a regular expression the whole value must match; ``error`` is shown when it
    does not, ``refuse_error`` when the refused kind was typed (EX-50). ``max`` counts characters,
    or files for the kind ``file``.
    """

    name: str
    label: Text
    help: Text
    kind: str
    required: bool
    pattern: str | None
    error: Text
    refuse: str | None
    refuse_error: Text
    max: int
    choices: tuple[Choice, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a request is about: the channels that accept it, the recommended ones, its form.

    ``covers`` lists the kinds of question the page puts under it; ``detect_in`` the topics in
    which it must be looked for (a complaint inside an inquiry); ``outside_hours`` the channel to
    offer when the best one is closed; ``moves_to`` where a request that outgrows its channel goes;
    ``subject`` one of ``SUBJECTS``, for the laws that speak of it.
    """

    name: str
    title: Text
    hint: Text
    accepts: tuple[str, ...]
    best: tuple[str, ...]
    details: tuple[Detail, ...]
    rows: tuple[str, ...]
    free: bool
    complaint: bool
    urgent: bool
    one_question: bool
    detect_in: tuple[str, ...]
    outside_hours: str | None
    moves_to: str | None
    team: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """What a lane costs. ``amount`` is empty where the page names none (SB-10)."""

    before: str
    amount: str
    why: Text


@dataclass(frozen=True, slots=True)
class Lane:
    """A class of the queue. A higher ``ahead`` is served first.

    ``tier`` is the customer tier that enters by itself; ``beyond_hours`` says the page promises
    service outside working hours, for which ``schedule`` is needed; ``never`` lists topics that
    may not be moved here.
    """

    name: str
    default: bool
    ahead: int
    title: Text
    who: Text
    tier: str
    charge: Charge | None
    customer_sets_priority: bool
    schedule: str | None
    beyond_hours: bool
    never: tuple[str, ...]
    rows: tuple[str, ...]
