"""The names of public holidays as sentences that can be translated.

The ``holidays`` library names them in English for every country. The names below are those of the
calendars of our five companies; the name of any other holiday is shown as the library has it.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from ventanilla.core.words import Phrase, gettext_noop

_OBSERVED = " (observed)"
_EXCHANGED = re.compile(r"Day off \(substituted from (\d\d/\d\d/\d{4})\)")


@cache
def name_of(words: str) -> Phrase:
    """The name of a holiday; of a day with several, all of them."""
    first, _, others = words.partition("; ")
    if others:
        return Phrase(
            gettext_noop("{one} and {other}"), {"one": name_of(first), "other": name_of(others)}
        )
    exchanged = _EXCHANGED.fullmatch(words)
    if exchanged:
        day = datetime.strptime(exchanged[1], "%m/%d/%Y").date()  # noqa: DTZ007 - a day only
        return Phrase(gettext_noop("day off for {day}, which is worked"), {"day": day})
    if words.endswith(_OBSERVED):
        name = Phrase(words.removesuffix(_OBSERVED))
        return Phrase(gettext_noop("{name} (observed)"), {"name": name})
    return Phrase(words)


NAMES = (
    gettext_noop("All Saints' Day"),
    gettext_noop("All Souls' Day"),
    gettext_noop("Assumption Day"),
    gettext_noop("Celebrations of San Salvador"),
    gettext_noop("Chinese New Year (Spring Festival)"),
    gettext_noop("Chinese New Year's Eve"),
    gettext_noop("Christmas Day"),
    gettext_noop("Constitution Day"),
    gettext_noop("Cyprus Independence Day"),
    gettext_noop("Cyprus National Day"),
    gettext_noop("Day After Christmas"),
    gettext_noop("Dormition of the Mother of God"),
    gettext_noop("Dragon Boat Festival"),
    gettext_noop("Easter Monday"),
    gettext_noop("Easter Sunday"),
    gettext_noop("Epiphany"),
    gettext_noop("Father's Day"),
    gettext_noop("Good Friday"),
    gettext_noop("Greek Independence Day"),
    gettext_noop("Green Monday"),
    gettext_noop("Holy Saturday"),
    gettext_noop("Immaculate Conception"),
    gettext_noop("Independence Day"),
    gettext_noop("Labor Day"),
    gettext_noop("Labour Day"),
    gettext_noop("Madrid Day"),
    gettext_noop("Maundy Thursday"),
    gettext_noop("Mid-Autumn Festival"),
    gettext_noop("Monday following All Saints' Day"),
    gettext_noop("Monday following Constitution Day"),
    gettext_noop("Monday following Epiphany"),
    gettext_noop("Monday following Madrid Day"),
    gettext_noop("Mother's Day"),
    gettext_noop("National Day"),
    gettext_noop("New Year's Day"),
    gettext_noop("Ohi Day"),
    gettext_noop("Pentecost"),
    gettext_noop("Saint James' Day"),
    gettext_noop("Saint Joseph's Day"),
    gettext_noop("Tomb-Sweeping Day"),
)
