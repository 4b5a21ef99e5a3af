"""Putting the core's sentences into a reader's language and zone."""

from __future__ import annotations

import gettext
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ventanilla.core.words import Phrase, Value
from ventanilla.ui.times import day_and_time, day_of

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@lru_cache(maxsize=16)
def catalogue(language: str) -> gettext.NullTranslations:
    """The compiled messages of a language; English sentences where there are none."""
    name, _, script = language.partition("-")
    folder = f"{name}_{script.title()}" if script else name
    return gettext.translation("django", str(LOCALE), [folder, name], fallback=True)


def render(phrase: Phrase, language: str, zone: ZoneInfo | str) -> str:
    """The sentence in ``language``, with days and times as its readers write them in ``zone``."""
    where = ZoneInfo(zone) if isinstance(zone, str) else zone
    translated = catalogue(language).gettext(phrase.sentence)
    values = {name: _shown(value, language, where) for name, value in phrase.values.items()}
    return translated.format_map(values)


def _shown(value: Value, language: str, zone: ZoneInfo) -> str:
    if isinstance(value, Phrase):
        return render(value, language, zone)
    if isinstance(value, datetime):
        return day_and_time(value, language, zone)
    if isinstance(value, date):
        return day_of(value, language)
    if isinstance(value, int):
        return str(value)
    return catalogue(language).gettext(value) if value else ""
