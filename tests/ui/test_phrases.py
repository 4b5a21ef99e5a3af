"""The core's sentences in the reader's language, with the zone in which was counted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from ventanilla.core.words import Phrase
from ventanilla.ui.phrases import EVENTS, SPANS, catalogue, render, span_words

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
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
