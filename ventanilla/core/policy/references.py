"""Every name that one table uses and another must declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ventanilla.core.policy.model import Policy
from ventanilla.core.tables import PolicyError, Table, nearest

type Use = tuple[str, Iterable[str], str]
"""A place, the words used there, and the table that must declare them."""


def dangling(policy: Policy, table: Table) -> list[PolicyError]:
    """An error for each name that is used but not declared, with the nearest declared one.

    ``table`` is the file itself: a table that is declared but wrong is not reported twice.
    """
    errors: list[PolicyError] = []
    for place, words, kind in _uses(policy):
        names = tuple(table.get(kind, {}))
        for word in words:
            if word and word not in names:
                wanted = f"allowed: the {kind} tables of this file: " + (", ".join(names) or "none")
                errors.append(PolicyError(place, f'"{word}"', wanted, nearest(word, names)))
    errors.extend(_unknown_places(policy, table))
    errors.extend(_lanes(policy, table))
    return errors


def _uses(policy: Policy) -> Iterator[Use]:
    yield from _door_uses(policy)
    yield from _duty_uses(policy)
    yield from _house_uses(policy)


def _door_uses(policy: Policy) -> Iterator[Use]:
    for name, channel in policy.channels.items():
        yield f"channel.{name}.schedule", (channel.schedule or "",), "schedule"
        yield f"channel.{name}.lanes", channel.lanes, "lane"
        yield f"channel.{name}.bounce", (channel.bounce.removeprefix("notice."),), "notice"
    for name, topic in policy.topics.items():
        yield f"topic.{name}.accepts", topic.accepts, "channel"
        yield f"topic.{name}.detect_in", topic.detect_in, "topic"
        yield f"topic.{name}.outside_hours", (topic.outside_hours or "",), "channel"
        yield f"topic.{name}.moves_to", (topic.moves_to or "",), "channel"
    for name, lane in policy.lanes.items():
        yield f"lane.{name}.schedule", (lane.schedule or "",), "schedule"
        yield f"lane.{name}.never", lane.never, "topic"
    yield "policy.calendar", (policy.calendar,), "calendar"
    for number, listed in enumerate(policy.channel_lists):
        yield f"policy.channel_lists[{number}].channels", listed.channels, "channel"


def _duty_uses(policy: Policy) -> Iterator[Use]:
    for name, promise in policy.promises.items():
        yield f"promise.{name}.topics", promise.topics, "topic"
        yield f"promise.{name}.lanes", promise.lanes, "lane"
        yield f"promise.{name}.channels", promise.channels, "channel"
        yield f"promise.{name}.extends", (promise.extends,), "promise"
        letters = tuple(ending.name for ending in promise.stop.any if ending.kind == "notice")
        yield f"promise.{name}.stop.notice", letters, "notice"
    for name, extension in policy.extensions.items():
        yield f"extension.{name}.of", (extension.of,), "promise"
        yield f"extension.{name}.topics", extension.topics, "topic"
        yield f"extension.{name}.notice", (extension.notice,), "notice"
    yield "reply.change", (policy.reply.change,), "notice"
    for number, step in enumerate(policy.escalation):
        broken = (word.split()[0] for word in step.opens_on if word.startswith("promise."))
        names = tuple(word.removeprefix("promise.") for word in broken)
        yield f"escalation.step[{number}].opens_on", names, "promise"


def _house_uses(policy: Policy) -> Iterator[Use]:
    for name, gate in policy.gates.items():
        yield f"gate.{name}.channels", gate.channels, "channel"
    for name, forbid in policy.forbids.items():
        yield f"forbid.{name}.notice", (forbid.notice,), "notice"
    for name, payment in policy.payments.items():
        if payment.calendar != "none":
            yield f"payment.{name}.calendar", (payment.calendar,), "calendar"
    for name, measure in policy.measures.items():
        yield f"measure.{name}.of", (measure.of,), "promise"


def _unknown_places(policy: Policy, table: Table) -> Iterator[PolicyError]:
    """An assumption must be about something that the file decides."""
    for number, assumption in enumerate(policy.assumptions):
        here: Any = table
        for word in assumption.about.split("."):
            known = tuple(here) if isinstance(here, dict) else ()
            if word not in known:
                place = f"assumption[{number}].about"
                wanted = "it must be the place of a value in this file"
                hint = nearest(word, known)
                yield PolicyError(place, f'"{assumption.about}"', wanted, hint)
                break
            here = here[word]


def _lanes(policy: Policy, table: Table) -> Iterator[PolicyError]:
    declared = table.get("lane", {})
    defaults = [lane.name for lane in policy.lanes.values() if lane.default]
    if len(defaults) != 1 and len(policy.lanes) == len(declared):
        found = ", ".join(defaults) or "none"
        yield PolicyError("lane", f"default lanes: {found}", "exactly one lane has default = true")
