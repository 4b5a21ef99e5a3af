"""A webinar as a file for one's own calendar (RFC 5545)."""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event

from ventanilla.core.articles import Webinar

TYPE = "text/calendar"


def ics(uid: str, webinar: Webinar, title: str, text: str, link: str, now: datetime) -> bytes:
    """One event in UTC, which every calendar shows in its owner's zone."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", webinar.starts)
    event.add("dtend", webinar.ends)
    event.add("summary", title)
    event.add("description", text)
    event.add("url", link)
    event.add("location", link)
    calendar = Calendar()
    calendar.add("prodid", "-//Ventanilla//webinars//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
