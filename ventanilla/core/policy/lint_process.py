"""Channels, complaints, order, prohibitions and closing that leave a case hanging."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.policy.findings import Finding, contradiction, gap
from ventanilla.core.policy.house import Document, Forbid
from ventanilla.core.policy.model import Policy
from ventanilla.core.words import gettext_noop

_HUMAN = ("email", "chat", "phone", "callback", "social", "telegram", "web-form", "portal", "post")


def lint_process(policy: Policy) -> Iterator[Finding]:
    """Every finding about how cases run (A.6 #7, #12, #14, #15, #18, #25, #27, #29, #30)."""
    yield from _addresses(policy)
    yield from _complaints(policy)
    yield from _charges(policy)
    yield from _order(policy)
    yield from _closing(policy)
    yield from _prohibitions(policy)
    yield from _reply(policy)
    yield from _post(policy)


def _addresses(policy: Policy) -> Iterator[Finding]:
    for channel in policy.channels.values():
        place = f"channel.{channel.name}.address"
        if channel.address_shown != "shown":
            words = gettext_noop("The page names this channel, but its address is {how}.")
            how = channel.address_shown
            yield gap("address-hidden", place, channel.rows, words, how=how)
        if channel.listed and channel.monitored and not channel.address:
            words = gettext_noop(
                "The page lists this channel and says nothing about how to use it."
            )
            yield gap("address-missing", place, channel.rows, words)


def _complaints(policy: Policy) -> Iterator[Finding]:
    topics = [topic for topic in policy.topics.values() if topic.complaint]
    if not topics:
        words = gettext_noop("No topic is for complaints.")
        yield gap("no-complaints", "topic", (), words)
    accepted = {name for topic in topics for name in topic.accepts}
    for topic in topics:
        shut = [
            channel
            for channel in policy.doors()
            if channel.name not in accepted
            and channel.kind in _HUMAN
            and policy.topics_for(channel.name)
        ]
        place = f"topic.{topic.name}"
        if shut:
            words = gettext_noop(
                "Complaints are not taken by {channels}, but people will complain there: a law "
                "counts any word of dissatisfaction."
            )
            rows = (*topic.rows, *(row for channel in shut for row in channel.rows))
            names = ", ".join(channel.name for channel in shut)
            yield contradiction(
                "complaint-refused", f"{place}.accepts", rows, words, channels=names
            )
        others = {t.name for t in policy.topics.values() if not t.complaint}
        unseen = sorted(others - set(topic.detect_in))
        if unseen:
            words = gettext_noop("A complaint inside {topics} is not looked for.")
            yield gap(
                "complaint-undetected", f"{place}.detect_in", topic.rows, words,
                topics=", ".join(unseen),
            )  # fmt: skip
        if not topic.free:
            words = gettext_noop("A complaint costs something.")
            yield contradiction("complaint-paid", place, topic.rows, words)


def _charges(policy: Policy) -> Iterator[Finding]:
    for lane in policy.lanes.values():
        if lane.charge is None:
            continue
        place = f"lane.{lane.name}"
        if not lane.charge.amount:
            words = gettext_noop("Something is charged, but the amount is not named.")
            gate_rows = (row for gate in policy.gates.values() for row in gate.rows
                         if "charge_paid" in gate.needs)  # fmt: skip
            rows = (*lane.rows, *gate_rows)
            yield gap("charge-without-amount", f"{place}.charge", rows, words)
        sold = [t.name for t in policy.topics.values() if t.complaint and t.name not in lane.never]
        if sold:
            words = gettext_noop("The paid lane is open to complaints.")
            yield contradiction("complaint-paid", place, lane.rows, words)


def _order(policy: Policy) -> Iterator[Finding]:
    for stated in policy.queue.stated:
        stronger = [word for word in policy.queue.order if word != stated.way]
        if stated.way and stronger:
            words = gettext_noop("The page says in order of {way}; {others} come first.")
            rows = (*stated.rows, *policy.queue.rows)
            others = ", ".join(stronger)
            yield contradiction(
                "order-differs", "queue.order", rows, words, way=stated.way, others=others
            )


def _closing(policy: Policy) -> Iterator[Finding]:
    closing = policy.lifecycle
    if closing.close_needs_confirmation and closing.silence is None:
        words = gettext_noop(
            "Closing needs the customer's confirmation; nothing says what silence means."
        )
        yield gap("silence-undeclared", "lifecycle.silence", closing.rows, words)


def _prohibitions(policy: Policy) -> Iterator[Finding]:
    for forbid in policy.forbids.values():
        if not forbid.then:
            words = gettext_noop("Forbidden, but nothing says what happens instead.")
            yield gap("forbid-without-then", f"forbid.{forbid.name}", forbid.rows, words)
        for document in policy.documents.values():
            yield from _shown_although_forbidden(document, forbid)


def _shown_although_forbidden(document: Document, forbid: Forbid) -> Iterator[Finding]:
    for content in set(document.shows) & set(forbid.content):
        words = gettext_noop("This paper shows {content}, which must never be sent.")
        rows = (*document.rows, *forbid.rows)
        place = f"document.{document.name}"
        yield contradiction("paper-against-forbid", place, rows, words, content=content)


def _reply(policy: Policy) -> Iterator[Finding]:
    ways = {stated.way for stated in policy.reply.stated if stated.way}
    if len(ways) > 1:
        words = gettext_noop("The pages name different ways of answering: {ways}.")
        rows = (row for stated in policy.reply.stated for row in stated.rows)
        yield contradiction("reply-differs", "reply", rows, words, ways=", ".join(sorted(ways)))


def _post(policy: Policy) -> Iterator[Finding]:
    """A letter is received the day it arrives, not the day somebody scans it."""
    if any({"received_at", "recorded_at"} <= set(r.fields) for r in policy.records.values()):
        return
    for channel in policy.channels.values():
        if channel.kind == "post" and channel.inbound:
            words = gettext_noop("Post comes in, but the day of arrival is not recorded apart.")
            yield gap("post-arrival", f"channel.{channel.name}", channel.rows, words)
