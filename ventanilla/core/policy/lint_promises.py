"""Promises that contradict each other, a law, or common sense."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ventanilla.core.policy.duties import Promise
from ventanilla.core.policy.findings import (
    Finding,
    always_open,
    contradiction,
    gap,
    rough_minutes,
    unique,
)
from ventanilla.core.policy.model import Policy
from ventanilla.core.words import gettext_noop

_LETTERS = ("email", "web-form")
_DAY = 1440


def lint_promises(policy: Policy) -> Iterator[Finding]:
    """Every finding about promises (A.6 #3, #4, #8, #13, #16, #17, #19, #26, #28)."""
    for one, other in combinations(policy.promises.values(), 2):
        yield from _pair(policy, one, other)
    for promise in policy.promises.values():
        yield from _alone(promise)
        yield from _against_law(policy, promise)
        yield from _slow_although_open(policy, promise)
        yield from _shorter_than_extended(policy, promise)
    yield from _extensions(policy)
    yield from _measures(policy)
    yield from _topics(policy)


def _pair(policy: Policy, one: Promise, other: Promise) -> Iterator[Finding]:
    if one.span is None or other.span is None:
        return
    same_case = _meet(one.topics, other.topics) and _meet(one.lanes, other.lanes)
    if not same_case:
        return
    rows = (*one.rows, *other.rows)
    values = {"one": one.name, "other": other.name}
    place = f"promise.{one.name}"
    if one.duty == other.duty and one.span.text != other.span.text:
        spans = {"a": one.span.text, "b": other.span.text}
        if _meet(one.channels, other.channels):
            words = gettext_noop('One duty has two spans: {one} "{a}" and {other} "{b}".')
            yield contradiction("spans-differ", place, rows, words, **values, **spans)
        elif _both_letters(policy, one, other):
            words = gettext_noop(
                'Two ways of writing have two spans: {one} "{a}" and {other} "{b}".'
            )
            yield contradiction("channels-differ", place, rows, words, **values, **spans)
    elif one.duty != other.duty and _same_figure(one, other):
        words = gettext_noop(
            "{one} and {other} have one figure, {span}, but end with different things."
        )
        span = one.span.text
        yield contradiction("stops-differ", place, rows, words, **values, span=span)


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two conditions can both hold; an empty one always does."""
    return not one or not other or bool(set(one) & set(other))


def _both_letters(policy: Policy, one: Promise, other: Promise) -> bool:
    names = (*one.channels, *other.channels)
    return all(policy.channels[name].kind in _LETTERS for name in names)


def _same_figure(one: Promise, other: Promise) -> bool:
    same = one.span == other.span and one.topics == other.topics
    return same and one.channels == other.channels and one.stop != other.stop


def _alone(promise: Promise) -> Iterator[Finding]:
    place, rows = f"promise.{promise.name}", promise.rows
    if promise.clock is None:
        words = gettext_noop("A promise without a figure: it is measured, not owed.")
        yield gap("no-figure", place, rows, words)
    if promise.strength.words:
        words = gettext_noop('The page says "{said}"; the file makes it {share} of 100.')
        yield gap(
            "share-from-words",
            f"{place}.strength",
            rows,
            words,
            said=str(promise.strength.words),
            share=round((promise.strength.share or 0) * 100),
        )
    long = promise.span is not None and rough_minutes(promise.span) >= _DAY
    if long and promise.strength.kind == "guarantee" and "pause" not in promise.declared:
        words = gettext_noop("Nothing says whether the clock stops while the customer is asked.")
        yield gap("pause-undeclared", f"{place}.clock", rows, words)


def _against_law(policy: Policy, promise: Promise) -> Iterator[Finding]:
    """What the file notes of a law whose pack is not joined; packs are held against it whole."""
    joined = {pack.law.id for pack in policy.laws}
    for law in promise.law:
        if law.rule in joined:
            continue
        if promise.span is not None and law.span.text != promise.span.text:
            words = gettext_noop(
                'The page says "{page}", {rule} says "{law}": both run, the earlier one counts.'
            )
            yield contradiction(
                "law-differs",
                f"promise.{promise.name}",
                (*promise.rows, law.rule),
                words,
                page=promise.span.text,
                rule=law.rule,
                law=law.span.text,
            )


def _slow_although_open(policy: Policy, promise: Promise) -> Iterator[Finding]:
    """Days to say "received" on channels that are staffed day and night."""
    if promise.duty != "acknowledge" or promise.span is None:
        return
    names = promise.channels or tuple(
        name for topic in promise.topics or policy.topics for name in policy.topics[topic].accepts
    )
    open_always = [
        channel
        for channel in (policy.channels[name] for name in dict.fromkeys(names))
        if _staffed_always(policy, channel.name)
    ]
    if open_always and rough_minutes(promise.span) >= _DAY:
        common = set(open_always[0].rows).intersection(*(c.rows for c in open_always))
        words = gettext_noop('"{span}" to confirm receipt, although {channels} never close.')
        yield contradiction(
            "slow-although-open",
            f"promise.{promise.name}",
            (*promise.rows, *(row for row in open_always[0].rows if row in common)),
            words,
            span=promise.span.text,
            channels=", ".join(channel.name for channel in open_always),
        )


def _staffed_always(policy: Policy, name: str) -> bool:
    """Whether the schedule of a channel never closes."""
    schedule = policy.schedules.get(policy.channels[name].schedule or "")
    return schedule is not None and always_open(schedule)


def _shorter_than_extended(policy: Policy, promise: Promise) -> Iterator[Finding]:
    """A span said to prolong another one that is longer already."""
    extended = policy.promises.get(promise.extends)
    if extended is None or promise.span is None or extended.span is None:
        return
    if rough_minutes(promise.span) < rough_minutes(extended.span):
        words = gettext_noop('"{short}" is said to prolong "{long}" of {other}, but is shorter.')
        yield contradiction(
            "extension-shorter",
            f"promise.{promise.name}",
            (*promise.rows, *extended.rows),
            words,
            short=promise.span.text,
            long=extended.span.text,
            other=extended.name,
        )


def _extensions(policy: Policy) -> Iterator[Finding]:
    for extension in policy.extensions.values():
        if extension.cap is None and extension.new_due == "stated_date":
            words = gettext_noop("{of} may be put off without any end.")
            place = f"extension.{extension.name}"
            yield gap("uncapped-extension", place, extension.rows, words, of=extension.of)
        if not extension.before_old_due:
            words = gettext_noop("The notice may be sent after the old due.")
            yield gap("late-extension", f"extension.{extension.name}", extension.rows, words)


def _measures(policy: Policy) -> Iterator[Finding]:
    """Measures of a promise without a clock: only the wait for a first answer is known then."""
    for measure in policy.measures.values():
        promise = policy.promises[measure.of]
        if promise.clock is not None:
            continue
        if "share_kept" in measure.show:
            words = gettext_noop("{of} has no due time: no share of it can be kept.")
        elif not promise.answered:
            words = gettext_noop("{of} has no clock and ends with no answer: nothing is measured.")
        else:
            continue
        yield gap("measure-empty", f"measure.{measure.name}", measure.rows, words, of=measure.of)


def _topics(policy: Policy) -> Iterator[Finding]:
    """Topics about which nobody says when a human answers."""
    lane = policy.default_lane.name
    for topic in policy.topics.values():
        silent = [
            name
            for name in topic.accepts
            if not any(_binds(p) for p in policy.promises_for(topic.name, lane, name))
        ]
        if silent:
            words = gettext_noop("No time is promised for an answer by {channels}.")
            yield gap(
                "no-deadline",
                f"topic.{topic.name}",
                unique(topic.rows),
                words,
                channels=", ".join(silent),
            )


def _binds(promise: Promise) -> bool:
    return promise.clock is not None and any(end.by != "system" for end in promise.stop.any)
