"""Reads papers, money, measures, records, reports, pages and attestations."""

from __future__ import annotations

from ventanilla.core.clockwords import Clock
from ventanilla.core.numbers import is_register_form
from ventanilla.core.periods import EDGES, PERIODS
from ventanilla.core.policy.house import (
    POPULATIONS,
    Attestation,
    Cause,
    Content,
    Document,
    Measure,
    Payment,
    Reason,
    Record,
    Report,
)
from ventanilla.core.policy.read_duties import Times, read_clock_of
from ventanilla.core.policy.reader import Reader
from ventanilla.core.tables import PolicyError

CONTENTS = ("card_number", "password", "trading_advice", "trade_change", "email_address")
FIGURES = ("share_kept", "p50", "p95", "worst", "count", "by_topic")


def read_document(name: str, reader: Reader) -> Document:
    """One ``[document.<name>]`` table with its reasons for refusing."""
    found = Document(
        name=name,
        title=reader.words("title", required=True),
        accepts=reader.texts("accepts"),
        max_age=reader.span("max_age"),
        quality=reader.texts("quality"),
        match=reader.texts("match"),
        owner=reader.choice("owner", ("customer", "anyone"), "customer"),
        shows=reader.chosen("shows", CONTENTS),
        reasons=tuple(_reason(key, item) for key, item in reader.subs("reason").items()),
        rows=reader.rows(),
    )
    reader.done()
    return found


def _reason(name: str, reader: Reader) -> Reason:
    found = Reason(
        name, reader.words("title", required=True), reader.words("advice"), reader.rows()
    )
    reader.done()
    return found


def read_payment(name: str, reader: Reader) -> Payment:
    """One ``[payment.<name>]`` table."""
    found = Payment(
        name=name,
        title=reader.words("title", required=True),
        method=reader.text("method"),
        direction=reader.choice("direction", ("deposit", "withdrawal")),
        span=reader.span("span"),
        at_least=reader.span("at_least"),
        own=reader.span("own"),
        bank=reader.span("bank"),
        minimum=reader.text("minimum", ""),
        calendar=reader.text("calendar", "none"),
        rows=reader.rows(),
    )
    reader.done()
    return found


def read_measure(name: str, reader: Reader) -> Measure:
    """One ``[measure.<name>]`` table."""
    found = Measure(
        name=name,
        title=reader.words("title", required=True),
        of=reader.text("of").removeprefix("promise."),
        show=reader.chosen("show", FIGURES),
        population=reader.choice("population", POPULATIONS, "all"),
        period=reader.period("period"),
        tolerance=reader.share("tolerance") if reader.has("tolerance") else None,
        publish=reader.flag("publish", False),
        rows=reader.rows(),
    )
    reader.done()
    return found


def read_record(name: str, reader: Reader) -> Record:
    """One ``[record.<name>]`` table."""
    found = Record(
        name=name,
        keep=reader.text("keep"),
        start=reader.text("from", "closed"),
        fields=reader.texts("fields"),
        links=reader.texts("links"),
        number=_number(reader),
        rows=reader.rows(),
    )
    reader.done()
    return found


def _number(reader: Reader) -> str:
    form = reader.text("number", "")
    if form and not is_register_form(form):
        wanted = 'a form such as "{code}{yy}{sequence:5}" is needed here, with {sequence} in it'
        raise PolicyError(reader.at("number"), f'"{form}"', wanted)
    return form


def read_report(name: str, reader: Reader, times: Times) -> Report:
    """One ``[report.<name>]`` table; its clock starts at the edge of a period."""
    clock, span, _ = read_clock_of(reader, times)
    found = Report(
        name=name,
        title=reader.words("title", required=True),
        to=reader.text("to"),
        clock=clock,
        span=span,
        nil=reader.flag("nil", False),
        rows=reader.rows(),
        months=_months(reader, clock),
    )
    reader.done()
    return found


def _months(reader: Reader, clock: Clock | None) -> int | None:
    """How long the periods are; None where nothing says that there are any."""
    named = reader.has("period")
    if clock is None:
        return PERIODS[reader.choice("period", PERIODS)] if named else None
    if named:
        wanted = "with a clock, the period is a word of the clock"
        raise PolicyError(reader.at("period"), "a period beside a clock", wanted)
    return clock.period if clock.start in EDGES else None


def read_cause(name: str, reader: Reader) -> Cause:
    """One ``[cause.<name>]`` table."""
    found = Cause(name, reader.words("title", required=True), reader.rows())
    reader.done()
    return found


def read_content(name: str, reader: Reader) -> Content:
    """One ``[content.<name>]`` table."""
    found = Content(
        name=name,
        title=reader.words("title", required=True),
        says=reader.words("says"),
        link=reader.text("link", ""),
        review_every=reader.span("review_every"),
        rows=reader.rows(),
    )
    reader.done()
    return found


def read_attestation(name: str, reader: Reader) -> Attestation:
    """One ``[attestation.<name>]`` table."""
    found = Attestation(
        name, reader.words("title", required=True), reader.span("every"), reader.rows()
    )
    reader.done()
    return found
