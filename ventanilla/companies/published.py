"""What a policy says to its readers, in their language: promises, places, prohibitions, advice.

Where not to ask and what is done instead, who goes first and why, and how the company works:
the rules of a page that no clock or guard can keep are kept by being told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.core.policy import Channel, Lane, Policy, Promise, Topic
from ventanilla.ui import times
from ventanilla.ui.phrases import render

FORM_ACTS = frozenset({"open_case", "ask_in_public", "reply_to_automatic_mail", "share_secret"})
"""Acts about which somebody is told who is about to write."""

SELF_HELP = "help-centre"
FORESEEN_DAYS = 90
BETWEEN = " \u00b7 "
"""Between names in one line: titles have commas of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that is told: a title, its words, and where to go on."""

    title: str
    text: str = ""
    more: str = ""
    url: str = ""
    url_text: str = ""


def self_help(policy: Policy, language: str) -> list[Told]:
    """Where an answer can be found without asking anybody."""
    return [_place(policy, c, language) for c in _closed(policy) if c.kind == SELF_HELP]


def other_places(policy: Policy, language: str) -> list[Told]:
    """Listed channels by which nothing can be asked: forums, a telephone (SB-29, SB-35)."""
    return [_place(policy, c, language) for c in _closed(policy) if c.kind != SELF_HELP]


def _closed(policy: Policy) -> list[Channel]:
    doors = {channel.name for channel in policy.doors()}
    return [c for c in policy.channels.values() if c.listed and c.name not in doors]


def _place(policy: Policy, channel: Channel, language: str) -> Told:
    """A place with the policy's words; what is watched leads to the known answers."""
    told = channel.good_for.for_(language)
    return Told(
        title=channel.title.for_(language),
        text=told or ("" if channel.monitored else _("Nobody of ours reads there.")),
        url=reverse("portal:help", args=[policy.slug]) if channel.monitored else "",
        url_text=_("Help centre") if channel.monitored else "",
    )


def prohibitions(policy: Policy, language: str, acts: frozenset[str] | None = None) -> list[str]:
    """What must not happen, in the policy's words; only what concerns ``acts``, if given."""
    found = [f for f in policy.forbids.values() if f.says and (acts is None or f.act in acts)]
    return list(dict.fromkeys(forbid.says.for_(language) for forbid in found))


def lanes(policy: Policy, language: str) -> list[Told]:
    """Who is answered first, and what that costs and why (SB-11); nothing with one lane only."""
    if len(policy.lanes) < 2:
        return []
    order = sorted(policy.lanes.values(), key=lambda lane: -lane.ahead)
    return [_lane(lane, language) for lane in order]


def _lane(lane: Lane, language: str) -> Told:
    why = lane.charge.why.for_(language) if lane.charge else ""
    return Told(title=lane.title.for_(language), text=lane.who.for_(language), more=why)


def days_off(policy: Policy, language: str, today: date) -> list[str]:
    """The holidays and closures of the coming weeks that a shown promise leaves out."""
    calendars = {
        clock.calendar.name: clock.calendar
        for promise in policy.promises.values()
        if promise.shown and (clock := promise.clock) and clock.calendar
    }
    coming = [today + timedelta(days=n) for n in range(FORESEEN_DAYS)]
    found = []
    for calendar, day in product(calendars.values(), coming):
        why = calendar.why_holiday(day)
        if why is not None and day.weekday() not in calendar.weekend:
            reason = render(why, language, policy.zone)
            found.append(f"{times.long_day(day, language)} · {reason}")
    return found


def promises(policy: Policy, language: str) -> list[dict[str, str]]:
    """Each shown promise once, in the policy's words and order, with the topics it is for."""
    return [
        {
            "title": promise.title.for_(language),
            "promise": promise.text.for_(language),
            "topics": topics_text(policy, topics, language),
            "channels": channels_text(policy, promise, topics, language),
        }
        for promise in policy.promises.values()
        if promise.shown and (topics := concerned(policy, promise))
    ]


def concerned(policy: Policy, promise: Promise) -> list[Topic]:
    """The topics whose requests are owed a promise, by a channel that takes them."""
    by = set(promise.channels)
    return [
        topic
        for topic in policy.topics.values()
        if (not promise.topics or topic.name in promise.topics)
        and (not by or by & set(topic.accepts))
    ]


def topics_text(policy: Policy, topics: list[Topic], language: str) -> str:
    """The titles of topics in one line, or that all are meant."""
    if len(topics) == len(policy.topics) > 1:
        return _("All topics")
    return BETWEEN.join(topic.title.for_(language) for topic in topics)


def channels_text(policy: Policy, promise: Promise, topics: list[Topic], language: str) -> str:
    """The channels by which a promise is made; nothing where every channel is meant."""
    accepted = {name for topic in topics for name in topic.accepts}
    by = [policy.channels[name] for name in promise.channels if name in accepted]
    return BETWEEN.join(channel.title.for_(language) for channel in by if channel.listed)


def workings(policy: Policy, language: str) -> list[Told]:
    """How the company works: its advice, the promises without a figure, what is official."""
    found = [
        Told(title=content.title.for_(language), text=content.says.for_(language))
        for content in policy.contents.values()
        if content.says
    ]
    found.extend(unfigured(policy, language))
    if policy.official and policy.official.says:
        words = policy.official.says.for_(language)
        found.append(Told(title=_("What is official"), text=words, more=policy.official.site))
    return found


def unfigured(policy: Policy, language: str) -> list[Told]:
    """The promises in words alone: no figure, and not shown beside those that have one."""
    return [
        Told(title=promise.title.for_(language), text=promise.text.for_(language))
        for promise in policy.promises.values()
        if promise.clock is None and not promise.shown and promise.text and not promise.rule
    ]
