"""Reads promises, extensions, notices, the way of answering and the ladder of escalation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ventanilla.core.clocks import read_clock
from ventanilla.core.policy.duties import (
    BARS,
    FIELDS,
    STOPPERS,
    Ending,
    Extension,
    LawSpan,
    Notice,
    Promise,
    Reply,
    Step,
    Stop,
    Strength,
)
from ventanilla.core.policy.reader import Reader
from ventanilla.core.policy.texts import Text
from ventanilla.core.spans import Span, read_span
from ventanilla.core.tables import PolicyError, TableReader

if TYPE_CHECKING:
    from ventanilla.core.calendars import Calendar
    from ventanilla.core.clocks import Clock
    from ventanilla.core.schedules import Schedule

EVENTS = (
    "first_answer",
    "answer",
    "resolution",
    "connected",
    "call_made",
    "assigned",
    "external_step_closed",
    "closed",
    "report_sent",
    "verdict",
    "completed",
    "external_step_opened",
)
"""Events that may keep a promise."""
STEP_KINDS = ("senior", "specialist", "management", "complaint", "ombudsman", "consumer-office",
              "regulator", "court")  # fmt: skip
REPLY_WAYS = ("same", "registered-email", "portal", "chosen")


@dataclass(frozen=True, slots=True)
class Times:
    """What a clock is read with."""

    calendars: Mapping[str, Calendar]
    schedules: Mapping[str, Schedule]
    zone: str


def read_clock_of(reader: Reader, times: Times) -> tuple[Clock | None, Span | None, frozenset[str]]:
    """The clock under ``clock``, its published span, and the words its table uses."""
    if not reader.has("clock"):
        return None, None, frozenset()
    inner = TableReader(reader.raw("clock"), reader.at("clock"))
    clock = read_clock(inner, times.calendars, times.schedules, times.zone)
    span = read_span(inner.text("span"), inner.at("span"))
    return clock, span, frozenset(inner.table)


def read_promise(name: str, reader: Reader, times: Times) -> Promise:
    """One ``[promise.<name>]`` table.

    Raises:
        PolicyError: among others where a promise has a strength but no clock to hold it to.
    """
    clock, span, declared = read_clock_of(reader, times)
    stop, strength = _stop(reader), _strength(reader)
    promise = Promise(
        name=name,
        title=reader.words("title", required=True),
        rows=reader.rows(),
        topics=reader.texts("topics"),
        lanes=reader.texts("lanes"),
        channels=reader.texts("channels"),
        languages=reader.texts("languages"),
        unless=reader.chosen("unless", BARS),
        clock=clock,
        span=span,
        stop=stop,
        strength=strength,
        shown=reader.flag("shown", True),
        duty=reader.text("duty", stop.any[0].name),
        text=reader.words("text"),
        extends=reader.text("extends", ""),
        stated=reader.stated(),
        law=tuple(_law(item) for item in reader.items("law")),
        declared=declared,
    )
    reader.done()
    if clock is None and strength.kind != "none":
        raise PolicyError(reader.at("clock"), "nothing", 'a clock, or strength = "none", is needed')
    return promise


def _law(reader: Reader) -> LawSpan:
    found = LawSpan(reader.text("rule"), reader.need_span("span"))
    reader.done()
    return found


def _stop(reader: Reader) -> Stop:
    """``stop = { notice = "ack", by = "human" }`` or ``{ any = [ ... ] }``."""
    inner = reader.sub("stop")
    endings = tuple(_ending(item) for item in inner.items("any")) or (_ending(inner),)
    inner.done()
    return Stop(endings)


def _ending(reader: Reader) -> Ending:
    if reader.has("notice"):
        kind, name = "notice", reader.text("notice")
        reader.has("event")
    else:
        kind, name = "event", reader.choice("event", EVENTS)
    found = Ending(kind, name, reader.choice("by", STOPPERS, "any"))
    if not reader.place.endswith(".stop"):
        reader.done()
    return found


def _strength(reader: Reader) -> Strength:
    """``"guarantee"``, ``"none"``, or ``{ usually = 0.95, over = "30 days" }``."""
    value = reader.raw("strength", "guarantee")
    if isinstance(value, str):
        return Strength(reader.choice("strength", ("guarantee", "none"), "guarantee"))
    inner = reader.sub("strength")
    found = Strength("usually", inner.share("usually"), inner.need_period("over"), _words_of(inner))
    inner.done()
    return found


def _words_of(reader: Reader) -> Text:
    return reader.words("words")


def read_extension(name: str, reader: Reader) -> Extension:
    """One ``[extension.<name>]`` table; ``cap = "none"`` says that the page sets no end."""
    new_due = reader.text("new_due", "stated_date")
    if new_due != "stated_date":
        reader.need_span("new_due")
    found = Extension(
        name=name,
        of=_bare(reader.text("of"), "promise"),
        topics=reader.texts("topics"),
        reasons=reader.texts("reasons", None),
        notice=_bare(reader.text("notice"), "notice"),
        before_old_due=reader.flag("before_old_due", True),
        new_due=new_due,
        cap=None if reader.text("cap", "none") == "none" else reader.need_span("cap"),
        rows=reader.rows(),
    )
    reader.done()
    if not found.reasons:
        raise PolicyError(reader.at("reasons"), "an empty list", "name at least one reason")
    return found


def _bare(word: str, table: str) -> str:
    """``promise.response`` and ``response`` mean the same."""
    return word.removeprefix(f"{table}.")


def read_notice(name: str, reader: Reader) -> Notice:
    """One ``[notice.<name>]`` table: what such a letter must hold before it may go out."""
    outcomes = reader.sub("when")
    found = Notice(
        name=name,
        title=reader.words("title", required=True),
        fields=reader.chosen("fields", FIELDS),
        when={outcome: outcomes.chosen(outcome, FIELDS) for outcome in outcomes.table},
        form=reader.choice("form", ("written", "any"), "any"),
        language=reader.choice("language", ("of_case", "of_reader", "of_company"), "of_reader"),
        medium=reader.choice("medium", ("durable", "any"), "any"),
        attachments=reader.texts("attachments"),
        rows=reader.rows(),
    )
    reader.done()
    return found


def read_reply(reader: Reader) -> Reply:
    """The ``[reply]`` table."""
    found = Reply(
        channel=reader.choice("channel", REPLY_WAYS, "same"),
        copy=reader.choice("copy", ("registered-email", "portal", "none"), "none"),
        change=_bare(reader.text("change", ""), "notice"),
        stated=reader.stated(),
        rows=reader.rows(),
    )
    reader.done()
    return found


def read_step(reader: Reader) -> Step:
    """One ``[[escalation.step]]``. ``opens_on`` may be ``promise.<name> broken``."""
    found = Step(
        to=reader.text("to"),
        title=reader.words("title", required=True),
        kind=reader.choice("kind", STEP_KINDS),
        external=reader.flag("external", False),
        opens_on=reader.texts("opens_on"),
        window=reader.span("window"),
        rows=reader.rows(),
        address=reader.text("address", ""),
        site=reader.text("site", ""),
        team=reader.text("team", ""),
    )
    reader.done()
    return found
