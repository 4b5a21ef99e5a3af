"""Channels, topics and what they promise now, in the reader's words."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Channel, Policy
from ventanilla.core.policy import Topic as PolicyTopic
from ventanilla.core.promises import Standing, foretell, shown
from ventanilla.core.schedules import Schedule
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.hours import Week, always, week_lines
from ventanilla.ui.parts import ChannelCard, Topic

ICONS = {
    "web-form": "pencil",
    "portal": "pencil",
    "email": "mail",
    "chat": "message-circle",
    "phone": "phone",
    "callback": "phone-call",
    "social": "share",
    "telegram": "brand-telegram",
    "post": "mailbox",
    "help-centre": "book",
}
FORM_KINDS = ("web-form", "portal")


def form_channel(policy: Policy, topic: str) -> Channel | None:
    """The channel by which a topic is written on our own pages; None where it takes none."""
    accepted = policy.channels_for(topic)
    return next((c for c in accepted if c.kind in FORM_KINDS and c.inbound), None)


def any_form(policy: Policy) -> Channel | None:
    """The company's form, whatever the topic."""
    found = policy.channels.values()
    return next((c for c in found if c.kind in FORM_KINDS and c.inbound), None)


def promised(
    company: InForce, topic: str, channel: str, now: datetime, lane: str = ""
) -> Standing | None:
    """The answer that somebody is promised who writes now, in their lane or the default one."""
    policy = company.policy
    return shown(foretell(policy, topic, lane or policy.default_lane.name, channel, now))


def promised_by(standing: Standing | None, eyes: Eyes) -> str:
    """ "Answer by today at 14:20", in the reader's zone; empty where nothing is promised."""
    if standing is None or standing.due is None:
        return ""
    when = times.short(standing.due, eyes.now, eyes.language, eyes.zone)
    if standing.promise.strength.kind == "usually":
        return _("Usually answered by %(when)s") % {"when": when}
    return _("Answer by %(when)s") % {"when": when}


def topic_card(company: InForce, topic: PolicyTopic, eyes: Eyes, lane: str = "") -> Topic:
    """A topic to choose, with what choosing it promises to somebody of this lane."""
    channel = form_channel(company.policy, topic.name)
    standing = promised(company, topic.name, channel.name, eyes.now, lane) if channel else None
    return Topic(
        key=topic.name,
        title=topic.title.for_(eyes.language),
        detail=topic.hint.for_(eyes.language),
        promise_text=promised_by(standing, eyes),
        url=reverse("portal:ask_topic", args=[company.slug, topic.name]),
        icon="scale" if topic.complaint else "message-circle",
    )


def channel_cards(company: InForce, eyes: Eyes, lane: str = "") -> list[ChannelCard]:
    """Every channel that a customer of this lane can reach, in the page's order.

    What is kept for a lane (the VIP address) is shown to its customers and to nobody else.
    """
    doors = company.policy.doors()
    shown = [c for c in doors if lane in c.lanes or (c.listed and not c.lanes)]
    return [channel_card(company, channel, eyes) for channel in shown]


def channel_card(company: InForce, channel: Channel, eyes: Eyes) -> ChannelCard:
    """A channel with its hours in the reader's zone and what it promises."""
    schedule = company.policy.schedules.get(channel.schedule or "")
    open_now = schedule is None or schedule.is_open(eyes.now)
    return ChannelCard(
        icon=ICONS.get(channel.kind, "message-circle"),
        title=channel.title.for_(eyes.language),
        promise_text=channel.promise_text.for_(eyes.language),
        hours_text=hours_text(schedule, eyes),
        good_for=channel.good_for.for_(eyes.language),
        url=_url(company, channel),
        open_now=open_now,
        always=schedule is not None and always(_week(schedule, eyes)),
        state_text=state_text(schedule, eyes),
        address="" if channel.kind in FORM_KINDS else channel.address,
    )


def _url(company: InForce, channel: Channel) -> str:
    if channel.kind in FORM_KINDS:
        return reverse("portal:ask", args=[company.slug])
    if channel.kind == "email" and channel.inbound:
        return f"mailto:{channel.address}"
    if channel.kind == "help-centre":
        return reverse("portal:home", args=[company.slug])
    return ""


def state_text(schedule: Schedule | None, eyes: Eyes) -> str:
    """ "Open now", or that it is closed and when it opens again."""
    if schedule is None:
        return ""
    if schedule.is_open(eyes.now):
        return _("Open now")
    opens = schedule.next_open(eyes.now)
    when = times.day_and_time(opens, eyes.language, eyes.zone)
    return _("Closed now. Opens %(when)s") % {"when": when}


def hours_text(schedule: Schedule | None, eyes: Eyes) -> str:
    """This week's hours in the reader's zone, equal days together; "24 hours, every day"."""
    if schedule is None:
        return ""
    lines = week_lines(_week(schedule, eyes))
    if len(lines) == 1:
        return lines[0]
    place = times.zone_name(eyes.zone.key, eyes.language)
    return f"{'; '.join(lines)} ({place})"


def _week(schedule: Schedule, eyes: Eyes) -> Week:
    """Monday to Sunday of an ordinary week, cut at the reader's midnights."""
    today = eyes.now.astimezone(eyes.zone).date()
    monday = today - timedelta(days=today.weekday())
    found = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        start = datetime.combine(day, datetime.min.time(), eyes.zone)
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), eyes.zone)
        spans: list[tuple[str, str]] = []
        for near in (day - timedelta(days=1), day, day + timedelta(days=1)):
            for opens, closes in schedule.windows(near):
                first, last = max(opens, start), min(closes, end)
                if first < last:
                    spans.append((_clock(first, eyes), _clock(last, eyes, end)))
        found.append((times.weekday(day, eyes.language), _joined(sorted(set(spans)))))
    return found


def _clock(instant: datetime, eyes: Eyes, end: datetime | None = None) -> str:
    if end is not None and instant == end:
        return "24:00"
    return times.time_of(instant, eyes.language, eyes.zone)


def _joined(spans: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Windows that touch are one."""
    joined: list[tuple[str, str]] = []
    for start, end in spans:
        if joined and joined[-1][1] >= start:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
