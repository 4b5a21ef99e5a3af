"""The core's sentences in the reader's language, with the zone in which was counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ventanilla.core.holidaynames import name_of
from ventanilla.core.policy import parse_policy
from ventanilla.core.words import Phrase
from ventanilla.ui.phrases import EVENTS, SPANS, catalogue, render, span_words

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
COMPANIES = Path(__file__).resolve().parents[2] / "companies"
LANGUAGES = ("es", "zh-hans", "ar")
COUNTED = Phrase("{day} not counted: {why}", {"day": date(2026, 12, 8), "why": Phrase("weekend")})


def test_english_needs_no_catalogue() -> None:
    assert render(COUNTED, "en", "UTC") == "Tue, Dec 8 not counted: weekend"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_and_the_sentence_in_it_are_in_the_readers_language(language: str) -> None:
    said = render(COUNTED, language, "UTC")
    assert "not counted" not in said
    assert "weekend" not in said
    assert "8" in said


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_an_instant_is_shown_in_the_zone_it_was_counted_in_else_in_the_readers(
    language: str,
) -> None:
    sentence = "In order of arrival: received {received}."
    readers = render(Phrase(sentence, {"received": NOON}), language, "Asia/Shanghai")
    counted = NOON.astimezone(ZoneInfo("Europe/Madrid"))
    its_own = render(Phrase(sentence, {"received": counted}), language, "Asia/Shanghai")
    assert "20:00" in readers
    assert "13:00" in its_own


@pytest.mark.parametrize(
    "language, place", [("es", "Riad"), ("en", "Riyadh"), ("zh-hans", "利雅得"), ("ar", "الرياض")]
)
def test_a_zone_is_named_and_never_its_code(language: str, place: str) -> None:
    assert render(Phrase("{zone}", {"zone": "Asia/Riyadh"}), language, "UTC") == place


@pytest.mark.parametrize(
    "span, es, en",
    [
        ("1 hour", "1 hora", "1 hour"),
        ("48 hours", "48 horas", "48 hours"),
        ("1 business_day", "1 día hábil", "1 business day"),
        ("5 business_days", "5 días hábiles", "5 business days"),
        ("2 months", "2 meses", "2 months"),
    ],
)
def test_a_span_in_words(span: str, es: str, en: str) -> None:
    assert (span_words(span, "es"), span_words(span, "en")) == (es, en)


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize("unit", SPANS)
@pytest.mark.parametrize("count", [1, 2, 5, 11, 100])
def test_no_span_shows_the_word_of_the_policy(language: str, unit: str, count: int) -> None:
    said = span_words(f"{count} {unit}{'s' if count > 1 else ''}", language)
    assert "_" not in said
    assert "%" not in said
    if language != "en":
        assert unit.replace("_", " ") not in said


def test_arabic_counts_one_two_few_and_many_each_in_its_own_way() -> None:
    said = {n: span_words(f"{n} days", "ar").replace(str(n), "").strip() for n in (1, 2, 3, 11)}
    assert len(set(said.values())) >= 3, said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_every_word_that_a_working_names_is_translated(language: str, event: str) -> None:
    assert catalogue(language).gettext(event) != event
    assert render(Phrase("{event}", {"event": event}), language, "UTC") != event


def test_what_somebody_put_into_a_value_is_no_place_for_another() -> None:
    phrase = Phrase("{name} {day}", {"name": "{day}", "day": date(2026, 12, 8)})
    assert render(phrase, "en", "UTC") == "{day} Tue, Dec 8"


def holidays_of_our_companies() -> Iterator[tuple[str, date, Phrase]]:
    """Every holiday that a working-out of one of the five companies may name."""
    for path in COMPANIES.glob("*/policy.toml"):
        slug = path.parent.name
        for calendar in parse_policy(path.read_text("utf-8"), str(path)).calendars.values():
            first = date(2024, 1, 1)
            for day in (first + timedelta(days=n) for n in range(7 * 366)):
                why = calendar.why_holiday(day)
                if why is not None:
                    yield slug, day, why


def test_every_holiday_of_the_five_companies_has_a_name_in_every_language() -> None:
    found = list(holidays_of_our_companies())
    assert len(found) > 200
    for slug, day, why in found:
        english = render(why, "en", "UTC")
        for language in ("es", "zh-hans", "ar"):
            words = render(why, language, "UTC")
            assert words != english, (slug, day)
        assert not re.search("[a-z]{3}", render(why, "ar", "UTC")), (slug, day)


def test_a_day_off_for_a_day_that_is_worked_says_which() -> None:
    words = render(name_of("Day off (substituted from 02/14/2026)"), "es", "UTC")
    assert words == "libre a cambio del sáb, 14 feb, que se trabaja"
    both = render(name_of("Easter Monday; Labor Day (observed)"), "es", "UTC")
    assert both == "Lunes de Pascua y Día del Trabajo (trasladado)"


def test_the_first_days_of_a_period_are_said_as_such() -> None:
    assert span_words("first 20 business_days", "en") == "the first 20 business days"
    assert span_words("first 1 business_days", "en") == "the first 1 business day"
    assert span_words("5 business_days", "en") == "5 business days"
