"""What is searched of an article is what a person reads."""

from __future__ import annotations

import pytest

from tests.core.answers.stage import written
from ventanilla.core.answers.entries import bare


@pytest.mark.parametrize(
    "text, read",
    [
        ("Open {hours.chat}, *always*.", "Open , always."),
        ("1. First\n2. Then\n- **so**", "First Then so"),
        ("See [the page](https://example.com/a) now", "See the page now"),
        ("## Head\n> said", "Head said"),
    ],
)
def test_placeholders_and_signs_of_markdown_are_dropped(text, read):
    assert bare(text) == read


def test_an_article_is_embedded_by_its_answer_and_every_way_to_ask_for_it():
    one = written("a", "es", "¿Cuándo?", "a qué hora", "horario", answer="Siempre.")
    assert one.passages == ("¿Cuándo? Siempre.", "¿Cuándo?", "a qué hora", "horario")
