"""Reads channels, topics with their details, and lanes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ventanilla.core.policy.doors import (
    CHANNEL_KINDS,
    DETAIL_KINDS,
    SUBJECTS,
    Channel,
    Charge,
    Choice,
    Detail,
    Handle,
    Lane,
    Topic,
)
from ventanilla.core.policy.reader import Reader
from ventanilla.core.policy.texts import Text
from ventanilla.core.tables import PolicyError, nearest

_NEEDS = ("login", "login_if_customer", "vip")
_WRITTEN = ("web-form", "email", "chat", "social", "post", "telegram", "portal")


def read_channel(name: str, reader: Reader) -> Channel:
    """One ``[channel.<name>]`` table.

    Raises:
        PolicyError: among others for an empty address, and for a missing one of a channel on
            which customers are invited to write or call (A.6 #15).
    """
    kind = reader.choice("kind", CHANNEL_KINDS)
    inbound, monitored = reader.flag("inbound", True), reader.flag("monitored", True)
    channel = Channel(
        name=name,
        kind=kind,
        title=reader.words("title", required=True),
        address=_address(reader, required=inbound and monitored),
        published=reader.text("published", ""),
        address_shown=reader.choice("address_shown", ("shown", "masked", "empty"), "shown"),
        schedule=reader.text("schedule") if reader.has("schedule") else None,
        written=reader.flag("written", kind in _WRITTEN),
        durable=reader.flag("durable", kind in ("email", "post")),
        monitored=monitored,
        inbound=inbound,
        listed=reader.flag("listed", True),
        takes_files=reader.flag("takes_files", False),
        outside_hours=reader.flag("outside_hours", True),
        needs=reader.chosen("needs", _NEEDS),
        good_for=reader.words("good_for"),
        promise_text=reader.words("promise_text"),
        languages=reader.texts("languages"),
        lanes=reader.texts("lanes"),
        handles=tuple(_read_handle(item) for item in reader.items("handles")),
        bounce=reader.text("bounce", ""),
        stated=reader.stated(),
        rows=reader.rows(),
    )
    reader.done()
    return channel


def _address(reader: Reader, *, required: bool) -> str:
    if required or reader.has("address"):
        return reader.text("address")
    return ""


def _read_handle(reader: Reader) -> Handle:
    found = Handle(reader.text("network"), reader.text("handle"), reader.rows())
    reader.done()
    return found


def read_detail(name: str, reader: Reader) -> Detail:
    """One ``[detail.<name>]`` table: a field that topics may ask for."""
    found = Detail(
        name=name,
        label=reader.words("label", required=True),
        help=reader.words("help"),
        kind=reader.choice("kind", DETAIL_KINDS, "text"),
        required=False,
        pattern=_pattern(reader),
        error=reader.words("error"),
        refuse=reader.choice("refuse", ("email", "card")) if reader.has("refuse") else None,
        refuse_error=reader.words("refuse_error"),
        max=reader.whole("max", 500, 1, 20_000),
        choices=tuple(Choice(key, _choice(item)) for key, item in reader.subs("choices").items()),
        rows=reader.rows(),
    )
    reader.done()
    if found.refuse and not found.refuse_error:
        raise PolicyError(
            reader.at("refuse_error"), "nothing", "say what to type instead, in words"
        )
    return found


def _choice(reader: Reader) -> Text:
    title = reader.words("title", required=True)
    reader.done()
    return title


def _pattern(reader: Reader) -> str | None:
    if not reader.has("pattern"):
        return None
    pattern = reader.text("pattern")
    try:
        re.compile(pattern)
    except re.error as error:
        wanted = f"a regular expression is needed here ({error})"
        raise PolicyError(reader.at("pattern"), f'"{pattern}"', wanted) from error
    return pattern


def read_topic(name: str, reader: Reader, details: Mapping[str, Detail | None]) -> Topic:
    """One ``[topic.<name>]`` table.

    ``details`` are the fields the file declares; None for one whose mistake is already told.
    """
    topic = Topic(
        name=name,
        title=reader.words("title", required=True),
        hint=reader.words("hint"),
        accepts=reader.texts("accepts", None),
        best=reader.texts("best"),
        details=_details(reader, details),
        rows=reader.rows(),
        free=reader.flag("free", True),
        complaint=reader.flag("complaint", False),
        urgent=reader.flag("urgent", False),
        one_question=reader.flag("one_question", False),
        detect_in=reader.texts("detect_in"),
        outside_hours=reader.text("outside_hours") if reader.has("outside_hours") else None,
        moves_to=reader.text("moves_to") if reader.has("moves_to") else None,
        team=reader.text("team", "support"),
        subject=reader.choice("subject", SUBJECTS) if reader.has("subject") else "",
    )
    reader.done()
    for word in topic.best:
        if word not in topic.accepts:
            wanted = "a recommended channel must be accepted too: " + ", ".join(topic.accepts)
            raise PolicyError(reader.at("best"), f'"{word}"', wanted, nearest(word, topic.accepts))
    return topic


def _details(reader: Reader, known: Mapping[str, Detail | None]) -> tuple[Detail, ...]:
    """The fields a topic asks for; those named in ``required`` must be filled in."""
    asked, needed = reader.texts("details"), reader.texts("required")
    for key, words, allowed in (("details", asked, tuple(known)), ("required", needed, asked)):
        for word in words:
            if word not in allowed:
                wanted = "allowed: " + ", ".join(allowed)
                raise PolicyError(reader.at(key), f'"{word}"', wanted, nearest(word, allowed))
    found = ((word, known[word]) for word in asked)
    return tuple(replace(d, required=word in needed) for word, d in found if d is not None)


def read_lane(name: str, reader: Reader) -> Lane:
    """One ``[lane.<name>]`` table."""
    lane = Lane(
        name=name,
        default=reader.flag("default", False),
        ahead=reader.whole("ahead", 0, 0, 7),
        title=reader.words("title", required=True),
        who=reader.words("who"),
        tier=reader.text("tier", ""),
        charge=_charge(reader.sub("charge")) if reader.has("charge") else None,
        customer_sets_priority=reader.flag("customer_sets_priority", False),
        schedule=reader.text("schedule") if reader.has("schedule") else None,
        beyond_hours=reader.flag("beyond_hours", False),
        never=reader.texts("never"),
        rows=reader.rows(),
    )
    reader.done()
    return lane


def _charge(reader: Reader) -> Charge:
    """What the lane costs; ``amount = ""`` says that the page names no amount."""
    found = Charge(
        before=reader.choice("before", ("lane_change", "open_case")),
        amount=reader.text("amount", ""),
        why=reader.words("why"),
    )
    reader.done()
    return found
