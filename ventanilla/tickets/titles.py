"""What the codes of the register are called in a reader's language."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ventanilla.core.causes import CAUSES
from ventanilla.core.legalclock import days_of
from ventanilla.core.letters import OUTCOMES, REASONS
from ventanilla.core.policy import Policy
from ventanilla.core.promises import Standing
from ventanilla.core.steps import STEPS
from ventanilla.core.words import gettext_noop

STATES = {
    "open": gettext_noop("Open"),
    "decided": gettext_noop("Decided"),
    "late": gettext_noop("Late"),
}
"""How the register is filtered by state."""


def topic_title(policy: Policy, name: str, language: str) -> str:
    """What a request is about; an unknown topic by its code."""
    topic = policy.topics.get(name)
    return topic.title.for_(language) if topic else name


def channel_title(policy: Policy, name: str, language: str) -> str:
    """By which channel it came; an unknown one by its code."""
    channel = policy.channels.get(name)
    return channel.title.for_(language) if channel else name


def cause_title(policy: Policy, code: str, language: str) -> str:
    """A root cause: the policy's words, else a text of ours; one that is not named has none."""
    cause = policy.causes.get(code)
    if cause is not None:
        return cause.title.for_(language)
    return _(CAUSES[code]) if code in CAUSES else code


def outcome_title(code: str) -> str:
    """How a complaint ended; empty for none."""
    return _(OUTCOMES[code]) if code in OUTCOMES else code


def reason_title(code: str) -> str:
    """Why more time was asked for."""
    return _(REASONS[code]) if code in REASONS else code.replace("_", " ")


def step_title(code: str) -> str:
    """A step that is measured."""
    return _(STEPS[code])


def day_text(clock: Standing, now: datetime) -> str:
    """What day of a legal clock it is; empty while it is paused and for one that counts no days."""
    found = days_of(clock, now)
    return _("day %(n)d of %(m)d") % {"n": found.day, "m": found.of} if found and found.of else ""
