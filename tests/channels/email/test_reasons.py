"""Every reason for which a mail is held is a sentence that staff read in their own language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ventanilla.channels.email import caps
from ventanilla.channels.email.mail import UnreadableMailError
from ventanilla.channels.email.reasons import REASONS, reason_of
from ventanilla.ui.phrases import render

ROOM = Path(caps.__file__).parent
GIVES_A_REASON = {"UnreadableMailError", "hold"}


def told(node: ast.expr) -> str | None:
    """The sentence of a text or an f-string, each value as "7"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values
        )
    return None


def written() -> list[str]:
    """Every reason that the code of this room writes down itself."""
    found = []
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "")
                for argument in node.args if name in GIVES_A_REASON else []:
                    found.append(told(argument))
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "why":
                found.append(told(node.value))
    return [sentence for sentence in found if sentence]


def test_every_reason_that_is_written_is_known():
    sentences = written()
    assert len(sentences) >= 12
    for what in ("references", "recipients"):
        with pytest.raises(UnreadableMailError) as error:
            caps.check_count(what, 101, 100)
        sentences.append(str(error.value))
    unknown = [
        sentence
        for sentence in sentences
        if reason_of(sentence).sentence not in REASONS and sentence != "it has more than 7 7"
    ]
    assert unknown == []


def test_the_values_come_back_from_the_stored_sentence():
    held = "the mail has 30000000 bytes; 26214400 are taken; it is still in INBOX"
    phrase = reason_of(held)
    assert phrase.values == {"size": 30000000, "limit": 26214400, "folder": "INBOX"}
    assert str(phrase) == held


@pytest.mark.parametrize("sentence", REASONS)
def test_no_reason_is_taken_for_another(sentence):
    kept = sentence.format_map(dict.fromkeys(("size", "limit", "name", "error", "folder"), 7))
    assert reason_of(kept).sentence == sentence


def test_a_reason_of_an_older_version_is_shown_as_it_stands():
    assert str(reason_of("the moon is {full}")) == "the moon is {full}"
    assert render(reason_of("the moon is {full}"), "es", "UTC") == "the moon is {full}"
    assert str(reason_of("")) == ""
