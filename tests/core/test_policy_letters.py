"""Letter templates: a subject, places from the fixed list, every field the notice requires."""

from __future__ import annotations

import pytest

from tests.core.policies import acme
from ventanilla.core.policy import read_letter
from ventanilla.core.tables import PolicyError

WHERE = "letters/en/receipt.txt"


def test_a_letter() -> None:
    letter = read_letter("Subject: Received {number}\n\nDear {name},\n\nthank you.\n", WHERE)
    assert letter.subject == "Received {number}"
    assert letter.body == "Dear {name},\n\nthank you.\n"
    assert letter.fields == {"number", "name"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Dear {name}", '"Dear {name}"; the first line must be "Subject: ..."'),
        ("Subject:\nDear", '"Subject:"; the first line must be'),
        ("Subject: {numbr}\n", '{numbr}; allowed: number, .*Did you mean "number"'),
        ("Subject: Hello\nDear {name}", "no {number}; notice.receipt requires it"),
        ("Subject: {number.real}\n", "{number.real}; allowed"),
    ],
)
def test_a_letter_that_may_not_go_out(text: str, message: str) -> None:
    with pytest.raises(PolicyError, match=message.replace("{", r"\{").replace("}", r"\}")):
        read_letter(text, WHERE, acme().notices["receipt"])
