"""What a recorded ticket speaks of, that its own policy knew and another does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, NamedTuple

from ventanilla.core.clocks import due
from ventanilla.core.facts import Occurrence
from ventanilla.core.letters import extension_rules
from ventanilla.core.lifecycle import Condition
from ventanilla.core.policy import Extension, Policy

type Kind = Literal["topic", "lane", "channel", "letter", "extension", "clock"]


class Misfit(NamedTuple):
    """A topic, lane, channel or letter that is gone; a promise that may not be put off any more
    (``extension``) or cannot be counted (``clock``). ``name`` is the old policy's."""

    kind: Kind
    name: str


def misfits(
    channel: str, condition: Condition, facts: Sequence[Occurrence], old: Policy, new: Policy
) -> tuple[Misfit, ...]:
    """Everything of a ticket for which the new policy has no word, each once."""
    if old is new:
        return ()
    return tuple(dict.fromkeys(_misfits(channel, condition, facts, old, new)))


def _misfits(
    channel: str, condition: Condition, facts: Sequence[Occurrence], old: Policy, new: Policy
) -> Iterator[Misfit]:
    if condition.topic in old.topics and condition.topic not in new.topics:
        yield Misfit("topic", condition.topic)
    if condition.lane in old.lanes and condition.lane not in new.lanes:
        yield Misfit("lane", condition.lane)
    if channel in old.channels and channel not in new.channels:
        yield Misfit("channel", channel)
    for fact in facts:
        letter = fact.detail.get("notice", "")
        if letter in old.notices and letter not in new.notices:
            yield Misfit("letter", letter)
        if not permitted(fact, condition.topic, facts, old, new):
            yield Misfit("extension", fact.detail.get("promise", ""))


def permitted(
    fact: Occurrence, topic: str, facts: Sequence[Occurrence], old: Policy, new: Policy
) -> bool:
    """Whether what happened could have happened under the new policy, too.

    Only more time is asked about: the new policy has to know the extension with its reason, and
    its cap may not lie before the new due. Nobody can know which day would have been told instead.
    """
    if fact.kind != "promise_extended" or not _allows(old, fact, topic, facts):
        return True
    return _allows(new, fact, topic, facts)


def _allows(policy: Policy, fact: Occurrence, topic: str, facts: Sequence[Occurrence]) -> bool:
    told = (fact.detail.get("promise"), fact.detail.get("reason", ""))
    return any(
        rule.of == told[0] and told[1] in rule.reasons and not _beyond(policy, rule, fact, facts)
        for rule in extension_rules(policy, topic)
    )


def _beyond(policy: Policy, rule: Extension, fact: Occurrence, facts: Sequence[Occurrence]) -> bool:
    """Whether an extension reaches further than its rule lets it."""
    promise = policy.promises.get(rule.of)
    if promise is None or promise.clock is None or rule.cap is None:
        return False
    so_far = facts[: facts.index(fact)]
    try:
        last = due(replace(promise.clock, span=rule.cap), so_far)
    except ValueError:  # a cap that cannot be counted here is none
        return False
    return last is not None and datetime.fromisoformat(fact.detail["due"]) > last
