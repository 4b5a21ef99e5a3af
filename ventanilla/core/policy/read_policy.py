"""Reads a whole policy, gathering every mistake before it gives up."""

from __future__ import annotations

import tomllib
from typing import Any

from ventanilla.core.calendars import read_calendar
from ventanilla.core.policy.doors import Detail
from ventanilla.core.policy.duties import Reply, Step
from ventanilla.core.policy.house import FairUse, HelpRules, Lifecycle, Queue
from ventanilla.core.policy.model import Header, Policy
from ventanilla.core.policy.read_doors import read_channel, read_detail, read_lane, read_topic
from ventanilla.core.policy.read_duties import (
    Times,
    read_extension,
    read_notice,
    read_promise,
    read_reply,
    read_step,
)
from ventanilla.core.policy.read_header import read_header
from ventanilla.core.policy.read_house import (
    read_assumption,
    read_fair_use,
    read_forbid,
    read_gate,
    read_help_rules,
    read_lifecycle,
    read_official,
    read_queue,
)
from ventanilla.core.policy.read_papers import (
    read_attestation,
    read_cause,
    read_content,
    read_document,
    read_measure,
    read_payment,
    read_record,
    read_report,
)
from ventanilla.core.policy.reader import Faults, PolicyErrors, Reader
from ventanilla.core.policy.references import dangling
from ventanilla.core.schedules import Schedule, read_schedule
from ventanilla.core.tables import PolicyError, Table

type Parts = dict[str, Any]


def parse_policy(text: str, source: str) -> Policy:
    """Read a policy from the text of its file; ``source`` is named in every error.

    Raises:
        PolicyErrors: with every mistake found, also for text that is no TOML.
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:  # the latter: thousands of brackets
        wanted = "the file must be valid TOML"
        raise PolicyErrors(source, (PolicyError(source, str(error), wanted),)) from error
    return read_policy(table, source)


def read_policy(table: Table, source: str) -> Policy:
    """Read a policy from its tables.

    Raises:
        PolicyErrors: with one error per wrong table and every reference to a name that the file
            does not declare.
    """
    root, faults = Reader(table, ""), Faults()
    header = faults.take(lambda: read_header(root.sub("policy"), source), None)
    if header is None:
        raise _failed(source, faults)
    root.languages = header.languages + header.spoken
    parts: Parts = {**_times(root, faults, header), **_doors(root, faults)}
    times = Times(parts["calendars"], parts["schedules"], header.zone)
    parts |= _duties(root, faults, times)
    parts |= _house(root, faults, times)
    faults.take(root.done, None)
    policy = Policy(**{key: getattr(header, key) for key in Header.__slots__}, **parts)
    faults.errors.extend(dangling(policy, table))
    faults.errors = [error for error in faults.errors if not _follows(error, table)]
    if faults.errors:
        raise _failed(source, faults)
    return policy


def _follows(error: PolicyError, table: Table) -> bool:
    """Whether a clock only misses a calendar or schedule that is declared, but wrong itself."""
    kind = error.place.rpartition(".")[2]
    return kind in {"calendar", "schedule"} and error.found.strip('"') in table.get(kind, {})


def _failed(source: str, faults: Faults) -> PolicyErrors:
    """The errors once more, with the file in front of each place."""
    return PolicyErrors(
        source,
        tuple(
            PolicyError(f"{source}: {error.place}", error.found, error.wanted, error.nearest)
            for error in faults.errors
        ),
    )


def _times(root: Reader, faults: Faults, header: Header) -> Parts:
    """Calendars, and the schedules that may follow one of them."""

    def schedule(name: str, reader: Reader) -> Schedule:
        return read_schedule(name, reader, calendars, header.zone)

    calendars = faults.named(_tables(root, faults, "calendar"), read_calendar)
    schedules = faults.named(_tables(root, faults, "schedule"), schedule)
    return {"calendars": calendars, "schedules": schedules}


def _doors(root: Reader, faults: Faults) -> Parts:
    def topic(name: str, reader: Reader) -> Any:
        return read_topic(name, reader, details)

    declared = _tables(root, faults, "detail")
    details: dict[str, Detail | None] = dict.fromkeys(declared)
    details |= faults.named(declared, read_detail)
    return {
        "channels": faults.named(_tables(root, faults, "channel"), read_channel),
        "topics": faults.named(_tables(root, faults, "topic"), topic),
        "lanes": faults.named(_tables(root, faults, "lane"), read_lane),
    }


def _duties(root: Reader, faults: Faults, times: Times) -> Parts:
    def promise(name: str, reader: Reader) -> Any:
        return read_promise(name, reader, times)

    no_reply, no_steps = Reply("same", "none", "", (), ()), tuple[Step, ...]()
    return {
        "promises": faults.named(_tables(root, faults, "promise"), promise),
        "extensions": faults.named(_tables(root, faults, "extension"), read_extension),
        "notices": faults.named(_tables(root, faults, "notice"), read_notice),
        "reply": faults.take(lambda: read_reply(root.sub("reply")), no_reply),
        "escalation": faults.take(lambda: _ladder(root.sub("escalation"), faults), no_steps),
    }


def _ladder(reader: Reader, faults: Faults) -> tuple[Step, ...]:
    steps = faults.listed(reader.items("step"), read_step)
    reader.done()
    return steps


def _house(root: Reader, faults: Faults, times: Times) -> Parts:
    def report(name: str, reader: Reader) -> Any:
        return read_report(name, reader, times)

    named = {
        "gate": read_gate,
        "forbid": read_forbid,
        "document": read_document,
        "payment": read_payment,
        "measure": read_measure,
        "record": read_record,
        "report": report,
        "cause": read_cause,
        "content": read_content,
        "attestation": read_attestation,
    }
    parts: Parts = {
        f"{word}s": faults.named(_tables(root, faults, word), read) for word, read in named.items()
    }
    queue = Queue(("lane", "due", "arrival"), (), ())
    closing = Lifecycle(None, False, None, True, False, ())
    return parts | {
        "queue": faults.take(lambda: read_queue(root.sub("queue")), queue),
        "help": faults.take(lambda: read_help_rules(root.sub("help")), HelpRules(None, ())),
        "fair_use": faults.take(lambda: _fair_use(root), None),
        "lifecycle": faults.take(lambda: read_lifecycle(root.sub("lifecycle")), closing),
        "official": faults.take(lambda: read_official(root.sub("official")), None),
        "assumptions": faults.listed(
            faults.take(lambda: root.items("assumption"), ()), read_assumption
        ),
    }


def _fair_use(root: Reader) -> FairUse | None:
    return read_fair_use(root.sub("fair_use")) if root.has("fair_use") else None


def _tables(root: Reader, faults: Faults, word: str) -> dict[str, Reader]:
    return faults.take(lambda: root.subs(word), {})
