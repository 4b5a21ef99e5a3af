"""The record in the reader's language and zone: what portal and console show alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from babel.units import format_unit
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.clocks import reckon
from ventanilla.core.facts import Occurrence
from ventanilla.core.policy import Detail, Policy, Topic
from ventanilla.core.promises import Standing
from ventanilla.core.words import Phrase
from ventanilla.tickets.models import File, Message
from ventanilla.ui import times
from ventanilla.ui.parts import Fact, FileView, Person, PromiseState, PromiseView, Tag
from ventanilla.ui.phrases import render

SOON = timedelta(hours=1)
SOON_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Eyes:
    """Through whose eyes something is shown: language, zone, and the moment of looking."""

    language: str
    zone: ZoneInfo
    now: datetime
    own_zone: bool = True
    """Whether the zone is known to be the reader's; else it is the company's."""


def given(message: Message, topic: Topic | None, language: str) -> list[Fact]:
    """The details of a message under the labels of its topic's form; choices by their titles."""
    known = {detail.name: detail for detail in topic.details} if topic else {}
    return [_fact(name, value, known.get(name), language) for name, value in message.fields.items()]


def _fact(name: str, value: str, detail: Detail | None, language: str) -> Fact:
    if detail is None:
        return Fact(term=name, value=value)
    titles = {choice.name: choice.title.for_(language) for choice in detail.choices}
    return Fact(term=detail.label.for_(language), value=titles.get(value, value))


def look(state: str, standing: Standing, now: datetime) -> PromiseState:
    """How a standing is drawn: late at once when its instant has passed, soon shortly before."""
    if state == "paused":
        return "hold"
    if standing.stopped is not None:
        return "kept" if state == "kept" else "void" if state == "void" else "late"
    due = standing.due
    if due is None:
        return "void"
    if due <= now:
        return "late"
    whole = due - standing.started
    near = due - now <= max(whole * SOON_SHARE, timedelta(0)) or due - now <= SOON
    return "soon" if near else "running"


def share_left(started: datetime, due: datetime, now: datetime) -> int:
    """How much of the time is left, 0 to 100."""
    whole = (due - started).total_seconds()
    return max(0, min(100, round(100 * (due - now).total_seconds() / whole))) if whole > 0 else 0


def promise_view(
    standing: Standing,
    eyes: Eyes,
    occurrences: Sequence[Occurrence] = (),
    *,
    title: str = "",
) -> PromiseView:
    """A promise as it is shown; with ``occurrences``, with its working-out."""
    due, zone, language = standing.due, eyes.zone, eyes.language
    state = look(standing.state, standing, eyes.now)
    shown_due = due or standing.first_due
    return PromiseView(
        name=standing.promise.name,
        title=title or standing.promise.title.for_(language),
        state=state,
        due=due.astimezone(UTC) if due else None,
        day_text=times.short(shown_due, eyes.now, language, zone) if shown_due else "",
        due_text=times.long_day_and_time(due, language, zone) if due else "",
        zone_text=times.zone_name(zone.key, language),
        zone_own=eyes.own_zone,
        left_text=_left(due, eyes.now),
        share_left=share_left(standing.started, due, eyes.now) if due else 100,
        working=working(standing, occurrences, eyes) if occurrences else (),
        kept_text=_ended(standing),
        hold_text=_("Waiting for the customer") if state == "hold" else "",
        source=", ".join(standing.promise.rows),
    )


def _left(due: datetime | None, now: datetime) -> str:
    if due is None:
        return ""
    return times.short_amount(abs(due - now))


def _ended(standing: Standing) -> str:
    if standing.stopped is None:
        return ""
    took = times.amount(standing.stopped - standing.started)
    if standing.state == "kept":
        return _("Kept in %(amount)s") % {"amount": took}
    if standing.state == "broken":
        return _("Answered late, after %(amount)s") % {"amount": took}
    return ""


def working(standing: Standing, occurrences: Sequence[Occurrence], eyes: Eyes) -> list[str]:
    """The working-out of a due instant, line by line, in the reader's words and zone."""
    clock = standing.promise.clock
    if clock is None:
        return []
    past = [o for o in occurrences if standing.stopped is None or o.at < standing.stopped]
    reckoning = reckon(clock, past or occurrences)
    return [render(line, eyes.language, eyes.zone) for line in reckoning.working]


def state_tag(state: str, *, for_customer: bool) -> Tag:
    """The state of a ticket as a small label."""
    words = {
        "new": _("New"),
        "open": _("Open"),
        "waiting": _("Waiting for you") if for_customer else _("Waiting for the customer"),
        "parked": _("Set aside"),
        "resolved": _("Solved"),
        "closed": _("Closed"),
        "merged": _("Joined with another") if for_customer else _("Merged"),
    }
    tones = {"waiting": "hold", "parked": "hold", "resolved": "kept", "closed": "", "merged": ""}
    return Tag(text=words[state], tone=tones.get(state, "act"))  # type: ignore[arg-type]


def person(name: str, key: object, note: str = "") -> Person:
    """A person with initials and a colour that stays the same."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        initials = "?"
    elif len(words) == 1 or not words[0].isascii():
        initials = words[0][:1] if not words[0].isascii() else words[0][:2]
    else:
        initials = words[0][0] + words[-1][0]
    return Person(
        name=name or _("Unknown"),
        initials=initials.upper(),
        tone=crc32(str(key).encode()) % 8,
        note=note,
    )


def size_text(size: int) -> str:
    """A file's size as readers of the active language write it; ``size`` is in bytes."""
    locale = times.locale_of(get_language() or "en")
    kilo = max(1, round(size / 1024))
    amount, unit = (kilo, "kilobyte") if kilo < 1024 else (size / 1024**2, "megabyte")
    return str(format_unit(amount, f"digital-{unit}", "short", format="#,##0.#", locale=locale))


def reason_text(reason: Phrase, policy: Policy, eyes: Eyes) -> str:
    """Why a ticket stands where it stands; a lane by its title."""
    lane = policy.lanes.get(str(reason.values.get("lane", "")))
    if lane is not None:
        title = lane.title.for_(eyes.language)
        reason = Phrase(reason.sentence, {**reason.values, "lane": title})
    return render(reason, eyes.language, eyes.zone)


def paper_of(message: Message, url: str) -> list[FileView]:
    """The letter with prescribed parts that a message is, as a file to be kept; else nothing."""
    if not message.parts:
        return []
    return [FileView(name=_("The letter as PDF"), size_text="", url=url)]


def file_view(file: File, url: str) -> FileView:
    """A file as a link to its download."""
    return FileView(
        name=file.name,
        size_text=size_text(file.size),
        url=url,
        picture=file.type.startswith("image/"),
    )
