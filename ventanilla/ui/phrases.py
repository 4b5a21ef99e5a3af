"""Putting the core's sentences into a reader's language and zone."""

from __future__ import annotations

import gettext
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ventanilla.core.words import Phrase, Value, gettext_noop
from ventanilla.ui.times import day_and_time, day_of, zone_name


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Mark both forms of a text for the catalogues and leave them as they are."""
    return one, many


LOCALE = Path(__file__).resolve().parent.parent / "locale"


@lru_cache(maxsize=16)
def catalogue(language: str) -> gettext.NullTranslations:
    """The compiled messages of a language; English sentences where there are none."""
    name, _, script = language.partition("-")
    folder = f"{name}_{script.title()}" if script else name
    return gettext.translation("django", str(LOCALE), [folder, name], fallback=True)


def render(phrase: Phrase, language: str, zone: ZoneInfo | str) -> str:
    """The sentence in ``language``, with days and times as its readers write them.

    An instant that was counted in a zone of its own is shown there, and the sentence names that
    zone; every other one is shown in ``zone``, the reader's.
    """
    where = ZoneInfo(zone) if isinstance(zone, str) else zone
    translated = catalogue(language).gettext(phrase.sentence)
    values = {name: _shown(name, value, language, where) for name, value in phrase.values.items()}
    return translated.format_map(values)


def _shown(name: str, value: Value, language: str, zone: ZoneInfo) -> str:
    if isinstance(value, Phrase):
        return render(value, language, zone)
    if isinstance(value, datetime):
        own = value.tzinfo
        return day_and_time(value, language, own if isinstance(own, ZoneInfo) else zone)
    if isinstance(value, date):
        return day_of(value, language)
    if isinstance(value, ZoneInfo) or name == "zone":
        return zone_name(str(value), language)
    if isinstance(value, int):
        return str(value)
    if name == "span":
        return span_words(value, language)
    return catalogue(language).gettext(value) if value else ""


SPANS = {
    "minute": ngettext_noop("%(n)d minute", "%(n)d minutes"),
    "hour": ngettext_noop("%(n)d hour", "%(n)d hours"),
    "open_minute": ngettext_noop("%(n)d open minute", "%(n)d open minutes"),
    "open_hour": ngettext_noop("%(n)d open hour", "%(n)d open hours"),
    "day": ngettext_noop("%(n)d day", "%(n)d days"),
    "business_day": ngettext_noop("%(n)d business day", "%(n)d business days"),
    "week": ngettext_noop("%(n)d week", "%(n)d weeks"),
    "month": ngettext_noop("%(n)d month", "%(n)d months"),
    "year": ngettext_noop("%(n)d year", "%(n)d years"),
}
FIRST = ngettext_noop("the first %(n)d business day", "the first %(n)d business days")
"""Of a period: no other span is of one."""
EVENTS = (
    gettext_noop("received"),
    gettext_noop("recorded"),
    gettext_noop("completed"),
    gettext_noop("resumed"),
    gettext_noop("decision_sent"),
    gettext_noop("external_step_opened"),
    gettext_noop("slot_agreed"),
    gettext_noop("same_day"),
    gettext_noop("window_close"),
    gettext_noop("agreed_slot"),
    gettext_noop("period_start"),
    gettext_noop("period_end"),
    gettext_noop("month_start"),
    gettext_noop("month_end"),
    gettext_noop("quarter_start"),
    gettext_noop("quarter_end"),
    gettext_noop("half_year_start"),
    gettext_noop("half_year_end"),
    gettext_noop("year_start"),
    gettext_noop("year_end"),
    gettext_noop("breach_known"),
    gettext_noop("report_sent"),
)
"""Words of a policy that workings name; listed here so that the catalogues hold them."""


def span_words(span: str, language: str) -> str:
    """A span such as "5 business_days" as people say it; any other by its name."""
    number, _, unit = span.removeprefix("first ").partition(" ")
    forms = FIRST if span.startswith("first ") else SPANS.get(unit.removesuffix("s"))
    if forms is None or not number.isdigit():
        return catalogue(language).gettext(span)
    count = int(number)
    return catalogue(language).ngettext(*forms, count) % {"n": count}
