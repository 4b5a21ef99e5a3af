"""Days, times and what is left of them, as the reader writes them.

Absolute first, in the reader's zone, then relative; CLDR patterns through Babel; Latin digits.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, get_timezone_location
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@lru_cache(maxsize=32)
def locale_of(language: str) -> Locale:
    """Babel's locale of one of our language codes ("zh-hans")."""
    return Locale.parse(language, sep="-")


@lru_cache(maxsize=2048)
def day_of(day: date, language: str) -> str:
    """A short day, "mar 24 nov", in the language's own order."""
    return str(format_skeleton("MMMEd", day, locale=locale_of(language)))


@lru_cache(maxsize=2048)
def short_day(day: date, language: str) -> str:
    """Day and month alone, for an axis: "24 nov"."""
    return str(format_skeleton("MMMd", day, locale=locale_of(language)))


@lru_cache(maxsize=2048)
def long_day(day: date, language: str) -> str:
    """A day in whole words: "martes, 24 de noviembre"."""
    locale = locale_of(language)
    skeletons = locale.datetime_skeletons
    pattern = str(skeletons["MMMMEd"] if "MMMMEd" in skeletons else skeletons["MMMEd"])
    whole_words = re.sub(r"M{3,}", "MMMM", re.sub(r"(?<!')[Ec]+", "EEEE", pattern))
    return str(format_date(day, whole_words, locale=locale))


def full_day(day: date, language: str) -> str:
    """Weekday, day, month and year, as a letter that may be read years later writes it."""
    return format_date(day, "full", locale=locale_of(language))


def plain_day(day: date, language: str) -> str:
    """Day, month and year: "24 de noviembre de 2026"."""
    return format_date(day, "long", locale=locale_of(language))


def time_of(instant: datetime, language: str, zone: ZoneInfo) -> str:
    """Hours and minutes of 24: a promise must not be read wrong by half a day."""
    del language
    return _clock(instant.astimezone(zone))


def _clock(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}"


def day_and_time(instant: datetime, language: str, zone: ZoneInfo) -> str:
    """A short day and the time: "mar 24 nov, 14:00"."""
    local = instant.astimezone(zone)
    return joined(day_of(local.date(), language), _clock(local), language)


def long_day_and_time(instant: datetime, language: str, zone: ZoneInfo) -> str:
    """A day in whole words and the time: "martes, 24 de noviembre, 14:00"."""
    local = instant.astimezone(zone)
    return joined(long_day(local.date(), language), _clock(local), language)


BETWEEN = {"zh": " ", "ar": "، "}
"""What stands between a day and a time; elsewhere a comma."""


def joined(day: str, time: str, language: str) -> str:
    """A day and a time with what stands between them in the language."""
    return f"{day}{BETWEEN.get(language[:2], ', ')}{time}"


def short(instant: datetime, now: datetime, language: str, zone: ZoneInfo) -> str:
    """The time today, the day and time otherwise."""
    local = instant.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return _clock(local)
    return joined(day_of(local.date(), language), _clock(local), language)


@lru_cache(maxsize=512)
def zone_name(zone: str, language: str) -> str:
    """A zone's place in the reader's language: "Riad" for Asia/Riyadh."""
    if zone in {"UTC", "Etc/UTC", "GMT"}:
        return "UTC"
    try:
        where = get_timezone_location(ZoneInfo(zone), locale=locale_of(language), return_city=True)
        return str(where)
    except LookupError:
        return zone.rsplit("/", 1)[-1].replace("_", " ")


WHOLE_DAYS = 2
"""Below so many days hours are told: a promise of 48 hours that began is not "1 day"."""


def amount(span: timedelta) -> str:
    """A length of time in words of the active language: "42 min", "3 h 10 min", "4 days"."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes == 0:
        seconds = max(1, int(span.total_seconds()))
        return ngettext("%(n)d s", "%(n)d s", seconds) % {"n": seconds}
    if minutes < 60:
        return ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < WHOLE_DAYS * 24:
        if rest:
            return _("%(h)d h %(m)d min") % {"h": hours, "m": rest}
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = hours // 24
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def short_amount(span: timedelta) -> str:
    """The same for a chip: "42 min", "3 h 10", "4 d"."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < WHOLE_DAYS * 24:
        return _("%(h)d h %(m)02d") % {"h": hours, "m": rest}
    return ngettext("%(n)d d", "%(n)d d", hours // 24) % {"n": hours // 24}


def left(due: datetime, now: datetime) -> str:
    """How much is left or too late: "42 min left", "12 min late"."""
    if due > now:
        return _("%(amount)s left") % {"amount": amount(due - now)}
    return _("%(amount)s late") % {"amount": amount(now - due)}


def weekday(day: date, language: str) -> str:
    """The short name of a weekday: "lun"."""
    return str(format_skeleton("E", day, locale=locale_of(language)))


def period(first: date, months: int, language: str) -> str:
    """A period of the calendar from its first day on: "noviembre de 2026", "4.º trimestre ..."."""
    locale = locale_of(language)
    if months == 6:
        last = date(first.year, first.month + 5, 1)
        return f"{period(first, 1, language)} – {period(last, 1, language)}"
    return str(format_skeleton({1: "yMMMM", 3: "yQQQQ"}.get(months, "y"), first, locale=locale))
