"""What the parts say for each state, and how people's words are kept apart."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from tests.ui.pages import html
from ventanilla.ui.parts import MessageView, Person, PromiseView, Tag
from ventanilla.ui.styleguide import pages

DUE = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
PROMISE = PromiseView(
    name="first_reply",
    title="First reply",
    state="running",
    due=DUE,
    left_text="42 min",
    due_text="Tuesday 24 November, 14:00",
    share_left=140,
    kept_text="Kept in 14 min",
)


@pytest.mark.parametrize(
    ("state", "picture", "words"),
    [
        ("running", 'class="ring"', "42 min"),
        ("soon", 'class="ring"', "42 min"),
        ("late", "#alert-triangle", "−42 min"),
        ("hold", "#player-pause", "On hold"),
        ("kept", "#circle-check", "Kept"),
        ("void", "#circle-minus", "No longer due"),
    ],
)
def test_chip_has_a_picture_and_words(state: str, picture: str, words: str) -> None:
    promise = replace(PROMISE, state=state)  # type: ignore[arg-type]
    chip = render_to_string("ui/parts/chip.html", {"promise": promise})
    assert picture in chip
    assert words in chip
    assert f'data-state="{state}"' in chip


def test_ring_stays_inside_the_circle() -> None:
    ring = render_to_string("ui/parts/ring.html", {"promise": PROMISE})
    assert 'stroke-dasharray="100 100"' in ring


def test_peoples_words_are_isolated_and_escaped() -> None:
    who = Person(name="<b>Omar</b>", initials="OM")
    message = MessageView(id="1", author=who, at_text="10:00", text="<script>x</script>")
    shown = render_to_string("ui/parts/message.html", {"message": message})
    assert "<bdi>&lt;b&gt;Omar" in shown
    assert 'dir="auto">&lt;script&gt;' in shown


def test_note_says_who_cannot_see_it() -> None:
    who = Person(name="Lucía", initials="LP")
    note = MessageView(id="1", author=who, at_text="10:00", text="x", note=True)
    shown = render_to_string("ui/parts/message.html", {"message": note})
    assert "not visible to the customer" in shown
    assert "#lock" in shown


def test_tag_without_tone_is_plain() -> None:
    assert "data-tone" not in render_to_string("ui/parts/tag.html", {"tag": Tag(text="x")})


@pytest.mark.parametrize("name", sorted(pages("en")))
@pytest.mark.parametrize("language", ["en", "es", "ar", "zh-hans"])
def test_every_sample_page_renders(name: str, language: str) -> None:
    page = html(name, language, "dark")
    if name == "palette":
        return
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}" data-theme="dark">' in page
    assert page.count("<h1") == 1


def test_page_sizes() -> None:
    assert len(html("request").encode()) < 40_000
