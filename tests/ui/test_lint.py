"""What the sources of the look may not hold."""

import re
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "ventanilla"
CSS = sorted((ROOM / "ui" / "css").rglob("*.css"))
JS = sorted((ROOM / "ui" / "js").rglob("*.js"))
HTML = sorted(ROOM.rglob("templates/**/*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right|top|bottom|width|height"
    r"|(?:min|max)-(?:width|height))\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
ACTIVE = re.compile(r"\sstyle=|\shx-on|\son[a-z]+=|javascript:|[\"']js:|<style", re.IGNORECASE)
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE)


@pytest.mark.parametrize("file", CSS, ids=lambda file: file.name)
def test_css_is_logical(file: Path) -> None:
    text = re.sub(r"/\*.*?\*/|@media[^{]*", "", file.read_text("utf-8"), flags=re.DOTALL)
    assert PHYSICAL.findall(text) == []


@pytest.mark.parametrize("file", HTML, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_template_is_inert(file: Path) -> None:
    text = file.read_text("utf-8")
    assert ACTIVE.findall(text) == []
    assert SCRIPT.findall(text) == []


@pytest.mark.parametrize("file", HTML, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_template_words_are_translatable(file: Path) -> None:
    if file.name == "styleguide.html":
        pytest.skip("for developers")
    text = re.sub(
        r"\{% comment %\}.*?\{% endcomment %\}", "", file.read_text("utf-8"), flags=re.DOTALL
    )
    text = re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", text, flags=re.DOTALL)
    text = re.sub(
        r"<(?:kbd|script|title)[^>]*>.*?</(?:kbd|script|title)>", "", text, flags=re.DOTALL
    )
    text = re.sub(r"(?m)^\{% block body_\w+ %\}.*$", "", text)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    text = re.sub(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|&\w+;|Ventanilla", " ", text)
    assert re.findall(r"[A-Za-z]{2,}", text) == []


@pytest.mark.parametrize("file", [*CSS, *JS, *HTML], ids=lambda file: file.name)
def test_files_stay_small(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 250


@pytest.mark.parametrize("file", JS, ids=lambda file: file.name)
def test_script_runs_no_text(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r"\beval\(|new Function|innerHTML\s*=[^=]|document\.write", text)
