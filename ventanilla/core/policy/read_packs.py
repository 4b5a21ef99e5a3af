"""Reads one law pack from the text of its file, gathering every mistake."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from ventanilla.core.calendars import Calendar, read_calendar
from ventanilla.core.clocks import Clock
from ventanilla.core.policy.doors import CHANNEL_KINDS
from ventanilla.core.policy.duties import Extension, Promise
from ventanilla.core.policy.house import Measure, Report
from ventanilla.core.policy.laws import (
    ABOUT,
    LANGUAGES,
    OWN_CALENDAR,
    OWN_SATURDAYS,
    LawHeader,
    LawPromise,
    Pack,
)
from ventanilla.core.policy.read_duties import (
    Times,
    read_extension,
    read_notice,
    read_promise,
    read_step,
)
from ventanilla.core.policy.read_house import read_gate
from ventanilla.core.policy.read_papers import (
    read_content,
    read_measure,
    read_record,
    read_report,
)
from ventanilla.core.policy.reader import Faults, PolicyErrors, Reader
from ventanilla.core.policy.texts import Text
from ventanilla.core.tables import PolicyError, nearest

_ID = re.compile(r"L-\d{2,3}")
_NAMES = ("topics", "lanes", "channels", "languages", "shown", "law")
"""What only a company can say: its own names, and what its customers are shown."""


def read_pack(text: str, source: str) -> Pack:
    """Read a law pack; ``source`` is its file and is named in every error.

    Raises:
        PolicyErrors: with every mistake found, also for text that is no TOML.
    """
    try:
        root, faults = Reader(tomllib.loads(text), "", languages=LANGUAGES), Faults()
    except (tomllib.TOMLDecodeError, RecursionError) as error:  # the latter: thousands of brackets
        wanted = "the file must be valid TOML"
        raise PolicyErrors(source, (PolicyError(source, str(error), wanted),)) from error
    law = faults.take(lambda: _read_law(root.sub("law"), source), None)
    pack = None if law is None else _read_tables(root, faults, law)
    if pack is not None:
        faults.take(root.done, None)
        faults.errors.extend(_dangling(pack, tuple(root.table.get("promise", {}))))
    if pack is None or faults.errors:
        errors = (
            PolicyError(f"{source}: {e.place}", e.found, e.wanted, e.nearest) for e in faults.errors
        )
        raise PolicyErrors(source, tuple(errors))
    return pack


def _read_law(reader: Reader, source: str) -> LawHeader:
    law = LawHeader(
        id=reader.text("id"),
        slug=reader.text("slug"),
        version=reader.whole("version", 0, 1, 9999),
        title=_four(reader, "title"),
        source=reader.texts("source", None),
        effective=reader.day("effective"),
        arithmetic=reader.choice("arithmetic", ("eu", "national")),
        scope=_four(reader, "scope"),
        confirm=_four(reader, "confirm"),
        unconfirmed=reader.texts("unconfirmed"),
    )
    reader.done()
    if not _ID.fullmatch(law.id):
        raise PolicyError(reader.at("id"), f'"{law.id}"', 'an id such as "L-01" is needed here')
    stem = PurePosixPath(source).stem
    if law.slug != stem:
        wanted = f'it must be the name of the file, "{stem}"'
        raise PolicyError(reader.at("slug"), f'"{law.slug}"', wanted)
    if not law.source:
        wanted = "name at least one source of what the pack says"
        raise PolicyError(reader.at("source"), "an empty list", wanted)
    return law


def _four(reader: Reader, key: str) -> Text:
    """A text that is there in all four languages of the packs."""
    text = reader.words(key, required=True)
    if missing := text.missing(LANGUAGES):
        found = f"no words in {', '.join(missing)}"
        raise PolicyError(reader.at(key), found, "needed in " + ", ".join(LANGUAGES))
    return text


def _read_tables(root: Reader, faults: Faults, law: LawHeader) -> Pack:
    def tables(word: str) -> dict[str, Reader]:
        return faults.take(lambda: root.subs(word), {})

    def named(word: str, read: Callable[[str, Reader], Any]) -> dict[str, Any]:
        def prefixed(name: str, reader: Reader) -> Any:
            found = read(f"{law.slug}.{name}", reader)
            return replace(found, rows=(law.id, *found.rows))

        return faults.named(tables(word), prefixed)

    calendars = faults.named(tables("calendar"), read_calendar)
    own = {name: Calendar(name) for name in (OWN_CALENDAR, OWN_SATURDAYS)}
    times = Times({**own, **calendars}, {}, "UTC")

    def promise(name: str, reader: Reader) -> LawPromise:
        return _read_promise(f"{law.slug}.{name}", reader, times, law)

    def extension(name: str, reader: Reader) -> Extension:
        found = read_extension(name, reader)
        return replace(found, of=f"{law.slug}.{found.of}")

    def measure(name: str, reader: Reader) -> Measure:
        found = read_measure(name, reader)
        return replace(found, of=f"{law.slug}.{found.of}")

    def report(name: str, reader: Reader) -> Report:
        return _read_report(name, reader, times, law.effective)

    ladder = faults.take(lambda: _steps(root), tuple[Reader, ...]())
    return Pack(
        law=law,
        promises=faults.named(tables("promise"), promise),
        extensions=named("extension", extension),
        notices=faults.named(tables("notice"), read_notice),
        escalation=faults.listed(ladder, read_step),
        gates=named("gate", read_gate),
        measures=named("measure", measure),
        records=named("record", read_record),
        reports=named("report", report),
        contents=named("content", read_content),
    )


def _steps(root: Reader) -> tuple[Reader, ...]:
    escalation = root.sub("escalation")
    steps = escalation.items("step")
    escalation.done()
    return steps


def _read_promise(name: str, reader: Reader, times: Times, law: LawHeader) -> LawPromise:
    """One ``[promise.<name>]`` of a pack: about kinds of requests, never a company's names."""
    about = reader.choice("about", ABOUT)
    kinds = reader.chosen("kinds", CHANNEL_KINDS)
    binds_from = reader.day("binds_from", law.effective)
    for key in _NAMES:
        if key in reader.table:
            wanted = "a pack says about, kinds and binds_from; names are the company's"
            raise PolicyError(reader.at(key), "a word of companies", wanted)
    found = read_promise(name, reader, times)
    _check_arithmetic(found, reader, law)
    found = replace(
        found, rule=law.id, binds_from=binds_from, shown=False, rows=(law.id, *found.rows)
    )
    return LawPromise(found, about, kinds)


def _check_arithmetic(promise: Promise, reader: Reader, law: LawHeader) -> None:
    """Days, weeks and months of an EU act roll to a working day (L-14); hours never do."""
    clock: Clock | None = promise.clock
    if law.arithmetic != "eu" or clock is None or not clock.span.by_days:
        return
    if clock.span.unit != "business_day" and clock.roll != "eu":
        wanted = 'roll = "eu" and a calendar, for the arithmetic of this law is "eu" (L-14)'
        raise PolicyError(reader.at("clock"), f'roll "{clock.roll}"', wanted)


def _read_report(name: str, reader: Reader, times: Times, effective: date) -> Report:
    binds_from = reader.day("binds_from", effective)
    return replace(read_report(name, reader, times), binds_from=binds_from)


def _dangling(pack: Pack, promises: tuple[str, ...]) -> list[PolicyError]:
    """Promises that an extension or a measure names and the file does not declare."""
    uses = [(f"extension.{key}.of", found.of) for key, found in pack.extensions.items()]
    uses += [(f"measure.{key}.of", found.of) for key, found in pack.measures.items()]
    wanted = "allowed: the promise tables of this file: " + (", ".join(promises) or "none")
    named = [(place, of.partition(".")[2]) for place, of in uses]
    return [
        PolicyError(place, f'"{of}"', wanted, nearest(of, promises))
        for place, of in named
        if of not in promises
    ]
