"""The steps of a complaint that are measured, and which promise waits for the end of which.

Four steps are measured (L-05 art. 8): from receipt until a person acknowledges it, from receipt
until it is decided, from the first letter that asks for more time until the decision, and from the
decision until the file is closed. A step is late when a promise that waits for its end is broken.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ventanilla.core.letters import DECISION
from ventanilla.core.policy import Promise
from ventanilla.core.promises import Standing, for_people
from ventanilla.core.words import gettext_noop

ACK = "ack"
"""The letter by which a person acknowledges a complaint, by its name in every policy and pack."""
STEPS = {
    "acknowledge": gettext_noop("Receipt to acknowledgement by a person"),
    "decision": gettext_noop("Receipt to decision"),
    "extension": gettext_noop("More time asked for to decision"),
    "close": gettext_noop("Decision to closing"),
}


def step_of(promise: Promise) -> str:
    """The step whose end a promise waits for; empty for one that is no duty of the register.

    What is only measured was promised to nobody.
    """
    if not for_people(promise):
        return ""
    named = {(end.kind, end.name) for end in promise.stop.any if end.by in {"human", "any"}}
    if named & {("notice", DECISION), ("event", "resolution")}:
        return "decision"
    if ("notice", ACK) in named:
        return "acknowledge"
    return "close" if ("event", "closed") in named else ""


def late_at(standing: Standing, now: datetime) -> datetime | None:
    """When a promise was broken; None for one that was kept or is not due yet."""
    due = standing.due
    passed = due is not None and standing.state == "running" and due <= now
    return due if passed or standing.state == "broken" else None


def late_steps(judged: Iterable[tuple[str, Standing]], now: datetime) -> dict[str, datetime]:
    """The steps that are late, each since the first of its promises was broken."""
    found: dict[str, datetime] = {}
    for step, standing in judged:
        broken = late_at(standing, now)
        if broken is None:
            continue
        put_off = step == "decision" and standing.due != standing.first_due
        for name in (step, "extension") if put_off else (step,):
            found[name] = min(broken, found.get(name, broken))
    return found
