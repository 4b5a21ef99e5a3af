"""Days, times and what is left, as each reader writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from ventanilla.ui import times

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")
LANGUAGES = ("es", "en", "zh-hans", "ar")


@pytest.mark.parametrize(
    "language, short, long",
    [
        ("es", "mar, 24 nov, 13:00", "martes, 24 de noviembre, 13:00"),
        ("en", "Tue, Nov 24, 13:00", "Tuesday, November 24, 13:00"),
        ("zh-hans", "11月24日周二 13:00", "11月24日星期二 13:00"),
        ("ar", "الثلاثاء، 24 نوفمبر، 13:00", "الثلاثاء، 24 نوفمبر، 13:00"),
    ],
)
def test_a_day_and_time_in_every_language(language: str, short: str, long: str) -> None:
    assert times.day_and_time(NOON, language, MADRID) == short
    assert times.long_day_and_time(NOON, language, MADRID) == long


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_are_latin_and_the_clock_has_24_hours(language: str) -> None:
    evening = NOON.replace(hour=21, minute=5)
    said = times.day_and_time(evening, language, MADRID)
    assert "22:05" in said
    assert all(sign.isascii() for sign in said if sign.isdigit())


def test_the_zone_decides_the_day() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert times.day_and_time(late, "en", ZoneInfo("UTC")) == "Tue, Nov 24, 23:30"
    assert times.day_and_time(late, "en", MADRID) == "Wed, Nov 25, 00:30"


def test_today_needs_no_day_and_today_is_the_readers() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert times.short(late, NOON, "en", ZoneInfo("UTC")) == "23:30"
    assert times.short(late, NOON, "en", MADRID) == "Wed, Nov 25, 00:30"
    assert times.short(late, NOON - timedelta(days=365), "en", ZoneInfo("UTC")) != "23:30"


def test_the_hour_that_happens_twice_is_shown_as_its_clock_shows_it() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert times.time_of(first, "en", MADRID) == "02:30"
    assert times.time_of(first + timedelta(hours=1), "en", MADRID) == "02:30"


@pytest.mark.parametrize(
    "language, name",
    [("es", "Riad"), ("en", "Riyadh"), ("zh-hans", "利雅得"), ("ar", "الرياض")],
)
def test_a_zone_is_named_by_its_place(language: str, name: str) -> None:
    assert times.zone_name("Asia/Riyadh", language) == name


def test_utc_is_utc_everywhere() -> None:
    assert {times.zone_name("Etc/UTC", language) for language in LANGUAGES} == {"UTC"}


@pytest.mark.parametrize(
    "span, es, en",
    [
        (timedelta(seconds=30), "30 s", "30 s"),
        (timedelta(0), "1 s", "1 s"),
        (timedelta(minutes=42), "42 min", "42 min"),
        (timedelta(hours=1), "1 hora", "1 hour"),
        (timedelta(hours=3), "3 horas", "3 hours"),
        (timedelta(hours=3, minutes=10), "3 h 10 min", "3 h 10 min"),
        (timedelta(days=1), "24 horas", "24 hours"),
        (timedelta(days=4, hours=23), "4 días", "4 days"),
    ],
)
def test_a_length_of_time_in_words(span: timedelta, es: str, en: str) -> None:
    for language, words in (("es", es), ("en", en)):
        with translation.override(language):
            assert times.amount(span) == words


def test_arabic_has_a_word_for_two() -> None:
    with translation.override("ar"):
        said = {n: times.amount(timedelta(days=n)) for n in (1, 2, 3, 11)}
    assert len({text.replace(str(n), "") for n, text in said.items()}) >= 3, said


def test_what_is_left_and_what_is_late() -> None:
    with translation.override("en"):
        assert times.left(NOON + timedelta(minutes=42), NOON) == "42 min left"
        assert times.left(NOON, NOON) == "1 s late"
        assert times.left(NOON - timedelta(minutes=12), NOON) == "12 min late"
        assert times.short_amount(timedelta(hours=3, minutes=5)) == "3 h 05"
        assert times.short_amount(timedelta(hours=47, minutes=59)) == "47 h 59"
        assert times.short_amount(timedelta(hours=48)) == "2 d"
        assert times.short_amount(timedelta(days=4)) == "4 d"


@pytest.mark.parametrize(
    "language, month, quarter, half, year",
    [
        ("en", "November 2026", "4th quarter 2026", "July 2026 – December 2026", "2026"),
        (
            "es",
            "noviembre de 2026",
            "4.º trimestre de 2026",
            "julio de 2026 – diciembre de 2026",
            "2026",
        ),
        ("zh-hans", "2026年11月", "2026年第4季度", "2026年7月 – 2026年12月", "2026年"),
        ("ar", "نوفمبر 2026", "الربع الرابع 2026", "يوليو 2026 – ديسمبر 2026", "2026"),
    ],
)
def test_a_period_is_named_as_its_readers_name_it(
    language: str, month: str, quarter: str, half: str, year: str
) -> None:
    found = [times.period(date(2026, 11, 1), 1, language)]
    found += [times.period(date(2026, 10, 1), 3, language)]
    found += [times.period(date(2026, 7, 1), 6, language)]
    found += [times.period(date(2026, 1, 1), 12, language)]
    assert found == [month, quarter, half, year]
