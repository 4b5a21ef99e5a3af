"""``ventanilla clock``: due instants for clock tables given as JSON, one a line.

A line is ``{"id", "zone", "clock", "calendars", "schedules", "events"}``, the tables being those
of a policy file; its answer is ``{"id", "due", "working"}``, with ``"earlier"`` where a calendar
was changed after the clock began, or ``{"id", "error"}``. No line stops the next. ``as_of`` (an
instant) asks what was known then.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

from ventanilla.core.calendars import Calendar, read_calendar
from ventanilla.core.clocks import Clock, Reckoning, read_clock, reckon
from ventanilla.core.facts import Actor, Occurrence
from ventanilla.core.schedules import Schedule, read_schedule
from ventanilla.core.tables import PolicyError, TableReader
from ventanilla.core.zones import read_zone

HELP = "work out due instants: one JSON question a line on stdin, one JSON answer a line on stdout"

_ACTORS = ("customer", "human", "system", "outside")
_KEEP = 2048  # tables held parsed; a test of many policies repeats them line after line

type Answer = dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command has no arguments: everything it is asked comes on stdin."""
    parser.description = __doc__


def run(args: argparse.Namespace) -> int:
    """Answer every line of stdin, each answer flushed before the next line is read."""
    del args
    desk = Desk()
    for line in getattr(sys.stdin, "buffer", sys.stdin):  # bytes: a bad one spoils its line only
        if line.strip():
            sys.stdout.write(json.dumps(desk.answer(line)) + "\n")
            sys.stdout.flush()
    return 0


class Desk:
    """Answers lines and keeps the calendars, schedules and clocks it has already read."""

    def __init__(self) -> None:
        self._clocks: _Kept[Clock] = _Kept()
        self._calendars: _Kept[Calendar] = _Kept()
        self._schedules: _Kept[Schedule] = _Kept()

    def answer(self, line: str | bytes) -> Answer:
        """The answer to one line; whatever is wrong with it is told in ``error``."""
        name: Any = None
        try:
            asked = json.loads(line if isinstance(line, str) else line.decode())
            if not isinstance(asked, dict):
                return {"id": None, "error": f"the line: found {asked!r}; a table is needed here"}
            name = asked.get("id")
            return {"id": name, **self._reckon(TableReader(asked, ""))}
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            return {"id": None, "error": f"the line is no JSON: {error}"}
        except RecursionError:
            return {"id": name, "error": "the line is nested too deeply"}
        except (ValueError, OverflowError) as error:
            return {"id": name, "error": str(error)}
        except Exception as error:
            return {"id": name, "error": f"a mistake of Ventanilla's own: {error!r}"}

    def _reckon(self, reader: TableReader) -> Answer:
        reader.raw("id")
        tables = [reader.raw(key) for key in ("zone", "clock", "calendars", "schedules")]
        clock = self._clocks.get(tables, lambda: self._clock(reader))
        events = _read_events(reader)
        as_of = _read_instant(reader, "as_of") if reader.has("as_of") else None
        reader.done()
        return _shown(reckon(clock, events, as_of))

    def _clock(self, reader: TableReader) -> Clock:
        zone = reader.text("zone")
        read_zone(zone, reader.at("zone"))
        calendars = {
            name: self._calendars.get([name, inner.table], partial(read_calendar, name, inner))
            for name, inner in reader.subs("calendars").items()
        }
        schedules = {}
        for name, inner in reader.subs("schedules").items():
            read = partial(read_schedule, name, inner, calendars, zone)
            tables = [name, inner.table, zone, reader.table.get("calendars")]
            schedules[name] = self._schedules.get(tables, read)
        if not reader.has("clock"):
            raise PolicyError("clock", "nothing", "a clock table is needed here")
        return read_clock(reader.sub("clock"), calendars, schedules, zone)


class _Kept[T]:
    """What was read from tables, by the text of the tables; forgotten when there are too many."""

    def __init__(self) -> None:
        self._read: dict[str, T] = {}

    def get(self, tables: list[Any], read: Callable[[], T]) -> T:
        text = repr(tables)
        found = self._read.get(text)
        if found is None:
            found = read()
            if len(self._read) >= _KEEP:
                self._read.clear()
            self._read[text] = found
        return found


def main(arguments: Iterable[str] | None = None) -> int:
    """The command by itself, as ``python -m ventanilla.commands.clock``."""
    parser = argparse.ArgumentParser(prog="ventanilla clock")
    add_arguments(parser)
    return run(parser.parse_args(None if arguments is None else list(arguments)))


def _read_events(reader: TableReader) -> list[Occurrence]:
    rows = reader.raw("events", [])
    if not isinstance(rows, list):
        raise PolicyError("events", repr(rows), "a list of events is needed here")
    return [_read_event(TableReader(row, f"events[{n}]")) for n, row in enumerate(rows)]


def _read_event(reader: TableReader) -> Occurrence:
    """``{ kind, at }`` with, where wanted, ``by`` and ``detail`` (texts by name)."""
    kind, at = reader.text("kind"), _read_instant(reader, "at")
    by = reader.choice("by", _ACTORS, "system")
    detail = reader.raw("detail", {})
    if not isinstance(detail, Mapping) or not all(isinstance(v, str) for v in detail.values()):
        raise PolicyError(reader.at("detail"), repr(detail), "a table of texts is needed here")
    reader.done()
    return Occurrence(kind, at, cast(Actor, by), detail)


def _read_instant(reader: TableReader, key: str) -> datetime:
    text = reader.text(key)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        wanted = "an instant such as 2026-03-27T16:10:00-06:00 is needed here"
        raise PolicyError(reader.at(key), f'"{text}"', wanted) from None
    if at.tzinfo is None:
        raise PolicyError(reader.at(key), f'"{text}"', 'an instant needs its UTC offset, or "Z"')
    return at.astimezone(UTC)


def _shown(found: Reckoning) -> Answer:
    answer: Answer = {
        "due": found.due and _iso(found.due),
        "working": [str(step) for step in found.working],
    }
    if found.earlier:
        answer["earlier"] = [{"due": _iso(old), "reason": str(why)} for old, why in found.earlier]
    return answer


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


if __name__ == "__main__":
    sys.exit(main())
