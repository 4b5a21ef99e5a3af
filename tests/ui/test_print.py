"""Whatever somebody writes can be printed: long, hostile or strange, and in little time."""

import io
import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from ventanilla.ui import print as printing
from ventanilla.ui.print import PrintError, fitting, pdf

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOON_S = 10
BREAK = "\u200b"
HOSTILE = {
    "one word": "x" * 100_000,
    "one word of emoji": "\N{GRINNING FACE}" * 20_000,
    "one Arabic word": "ب" * 100_000,
    "one Chinese sentence": "退" * 100_000,
    "no-break spaces": "\u00a0" * 100_000,
    "spaces": " " * 20_000,
    "lines": "línea\n" * 5_000,
    "empty lines": "\n" * 20_000,
    "markup": "#{[(" * 25_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "marks heaped on a sign": "a" + "\u0301" * 20_000,
    "joiners": "a" + "\u200d" * 90_000 + "b",
    "joined syllables": "क्" * 50_000,
    "both directions in turn": "aب" * 20_000,
    "directions nested": "\u2067a\u202bb" * 25_000,
    "directions never closed": "a\u202e\u2066" * 5_000,
    "private signs": "x \ue000 y \U000f0000 z",
    "signs that are none": "a\ufffeb\uffffc\u0378",
    "flags": "\U0001f1ea\U0001f1f8" * 1_000,
    "directions nested word by word": "\u2067a \u202bb " * 2_000,
    "controls": "a\x00b\x01c\x07d\x0be\x0cf\x1bg\x7fh\x85i\u2028j\r\n\tk",
}


def letter(text, heading=""):
    values = {
        "title": "Decisión",
        "company": "XM",
        "sender": "",
        "recipient": "Ana",
        "foot": "XM-1",
        "facts": [["Número", "XM-1"]],
        "sections": [{"heading": heading, "text": text}, {"heading": "", "text": "Fin."}],
    }
    return pdf("letter", values, "es", NOW)


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_somebody_wrote_is_printed_and_soon(kind):
    began = time.monotonic()
    content = letter(HOSTILE[kind])
    assert time.monotonic() - began < SOON_S
    assert "Fin." in PdfReader(io.BytesIO(content)).pages[-1].extract_text()


def test_a_long_word_stays_on_the_page_with_every_sign():
    pages = PdfReader(io.BytesIO(letter("", "x" * 3_000))).pages
    lines = [line for page in pages for line in page.extract_text().splitlines() if "xx" in line]
    assert sum(line.count("x") for line in lines) == 3_000
    assert max(len(line.replace(BREAK, "")) for line in lines) <= fitting.WIDEST + 30, (
        "within margins"
    )


@pytest.mark.parametrize("sign", ["\U000f0000", "\u0378", "\U0001f1ea\U0001f1f8"])
def test_a_sign_of_no_font_costs_the_archive_form_and_not_the_letter(sign):
    assert b"pdfaid" in letter("Hola")
    assert b"pdfaid" not in letter(f"Hola {sign}")
    assert "Hola" in PdfReader(io.BytesIO(letter(f"Hola {sign}"))).pages[0].extract_text()


def test_what_is_far_too_long_is_refused_in_words_and_at_once():
    with pytest.raises(PrintError, match="too many for paper"):
        letter("palabra " * 12_501)


def test_a_panic_of_the_printer_is_an_error_like_any_other(monkeypatch):
    """Rust's panics are no ``Exception``: one would end the worker with every letter behind it."""
    monkeypatch.setattr(printing, "fit", lambda values: values)
    with pytest.raises(PrintError, match="char boundary"):
        letter("\u00a0" * 100_000)


@given(st.text(st.sampled_from("ab \n-/é\u0301\u200d\u00a0退ب\u202e"), max_size=400))
@settings(max_examples=200, deadline=None)
def test_only_breaks_are_added_and_only_heaps_are_lost(text):
    made = fitting.fit(text)
    heaped = "\u0301\u200d\u202e\u00a0"
    assert re.sub(f"[{BREAK}{heaped}]", "", made) == re.sub(f"[{heaped}]", "", text)
    assert all(made.count(sign) <= text.count(sign) for sign in heaped)
    if max(map(len, re.split("[ \n]", text))) <= fitting.WIDEST and "\u202e" not in text:
        assert made == text


def test_a_link_can_still_be_copied():
    link = "https://desk.test/xm/" + "a" * 200
    assert fitting.fit({"text": [link, 7]}) == {"text": [link, 7]}
