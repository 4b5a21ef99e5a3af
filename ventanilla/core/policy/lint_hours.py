"""Opening hours that do not fit each other or leave a customer outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ventanilla.core.calendars import WEEKDAYS
from ventanilla.core.policy.doors import Channel, Stated
from ventanilla.core.policy.findings import Finding, always_open, contradiction, gap
from ventanilla.core.policy.model import Policy
from ventanilla.core.schedules import Schedule
from ventanilla.core.words import gettext_noop

_FORM = re.compile(r"(\d{1,2})x(\d)")


def lint_hours(policy: Policy) -> Iterator[Finding]:
    """Every finding about schedules (A.6 #1, #2, #5, #9, #10, #11)."""
    for channel in policy.channels.values():
        schedule = policy.schedules.get(channel.schedule or "")
        if schedule is None:
            yield from _no_schedule(channel)
            continue
        for stated in channel.stated:
            yield from _other_total(channel, schedule, stated)
            yield from _open_on_rest_day(channel, schedule, stated)
    yield from _fixed_zones(policy)
    yield from _urgent_topics(policy)
    yield from _lanes(policy)


def _no_schedule(channel: Channel) -> Iterator[Finding]:
    if channel.inbound and channel.monitored:
        words = gettext_noop("The channel has no opening hours.")
        yield gap("hours-missing", f"channel.{channel.name}", channel.rows, words)


def _other_total(channel: Channel, schedule: Schedule, stated: Stated) -> Iterator[Finding]:
    """A text such as 24x5 against the minutes of the table."""
    form = _FORM.fullmatch(stated.hours)
    if form is None:
        return
    said = int(form[1]) * int(form[2])
    minutes = sum(end - start for day in schedule.week for start, end in day)
    if said * 60 != minutes:
        words = gettext_noop(
            "The text says {hours}, {said} hours a week; the table adds up to {table} hours."
        )
        yield contradiction(
            "hours-differ",
            f"channel.{channel.name}.schedule",
            (*stated.rows, *channel.rows),
            words,
            hours=stated.hours,
            said=said,
            table=_hours(minutes),
        )


def _open_on_rest_day(channel: Channel, schedule: Schedule, stated: Stated) -> Iterator[Finding]:
    for word in stated.closed:
        windows = schedule.week[WEEKDAYS.index(word)]
        if windows:
            words = gettext_noop("The text says closed on {day}; the table opens {minutes} hours.")
            yield contradiction(
                "rest-day-open",
                f"channel.{channel.name}.schedule",
                (*stated.rows, *channel.rows),
                words,
                day=word,
                minutes=_hours(sum(end - start for start, end in windows)),
            )


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g}"


def _fixed_zones(policy: Policy) -> Iterator[Finding]:
    """Hours in a zone without summer time, published where clocks do change (GMT, London)."""
    if not _changes(ZoneInfo(policy.zone)):
        return
    for schedule in policy.schedules.values():
        if always_open(schedule) or _changes(schedule.zone):
            continue
        users = [c for c in policy.channels.values() if c.schedule == schedule.name]
        words = gettext_noop(
            "The hours are fixed in {zone}; in summer they move by an hour for readers in {home}."
        )
        yield contradiction(
            "fixed-zone",
            f"schedule.{schedule.name}",
            (row for channel in users for row in channel.rows),
            words,
            zone=str(schedule.zone),
            home=policy.zone,
        )


def _changes(zone: ZoneInfo) -> bool:
    winter = datetime(2026, 1, 15, tzinfo=UTC).astimezone(zone)
    summer = datetime(2026, 7, 15, tzinfo=UTC).astimezone(zone)
    return winter.utcoffset() != summer.utcoffset()


def _urgent_topics(policy: Policy) -> Iterator[Finding]:
    for topic in policy.topics.values():
        if not topic.urgent or any(_never_closes(policy, name) for name in topic.accepts):
            continue
        place = f"topic.{topic.name}"
        if topic.outside_hours is None:
            words = gettext_noop("Urgent, but every channel for it closes at times.")
            yield gap("urgent-closed", place, topic.rows, words)
        elif not _never_closes(policy, topic.outside_hours):
            words = gettext_noop(
                "Outside hours it goes to {channel}, which needs the same people who are away."
            )
            yield contradiction(
                "urgent-outside-hours", place, topic.rows, words, channel=topic.outside_hours
            )


def _never_closes(policy: Policy, channel: str) -> bool:
    schedule = policy.schedules.get(policy.channels[channel].schedule or "")
    return schedule is not None and always_open(schedule)


def _lanes(policy: Policy) -> Iterator[Finding]:
    """Service beyond working hours where there are none, or without saying when."""
    doors = [channel for channel in policy.doors() if not channel.lanes]
    for lane in policy.lanes.values():
        if not lane.beyond_hours:
            continue
        place = f"lane.{lane.name}"
        if lane.schedule is None:
            words = gettext_noop("Service beyond working hours is promised without any hours.")
            yield gap("lane-without-hours", place, lane.rows, words)
        open_always = [c.name for c in doors if _never_closes(policy, c.name)]
        if open_always:
            words = gettext_noop(
                "Service beyond working hours is promised although {channels} never close."
            )
            yield contradiction(
                "lane-beyond-always", place, lane.rows, words, channels=", ".join(open_always)
            )
