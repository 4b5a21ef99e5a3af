"""Proposing a policy in tests: the file of a company with another number, day and words."""

from __future__ import annotations

from datetime import date

from tests.companies.reading import COMPANIES
from ventanilla.companies.drafts import Author

ANA = Author(101, "Ana")
BEN = Author(102, "Ben")


def text_of(slug: str, version: str, day: date | str, changes: dict[str, str] | None = None) -> str:
    """The policy of a sample company as its next version; each old piece must be there."""
    text = (COMPANIES / slug / "policy.toml").read_text(encoding="utf-8")
    number = next(line for line in text.splitlines() if line.startswith("version = "))
    start = next(line for line in text.splitlines() if line.startswith("effective = "))
    changed = {number: f'version = "{version}"', start: f"effective = {day}", **(changes or {})}
    for old, new in changed.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


SOONER = {
    'channels = ["email", "documents", "vip_email"]\nclock = { from = "received", span = "24 hours"': (
        'channels = ["email", "documents", "vip_email"]\n'
        'clock = { from = "received", span = "12 hours"'
    ),
    "We answer e-mail within 24 hours.": "We answer e-mail within 12 hours.",
    'channels = ["form"]\nclock = { from = "received", span = "48 hours"': (
        'channels = ["form"]\nclock = { from = "received", span = "36 hours"'
    ),
}
"""XM answers sooner: e-mail in 12 hours, the form in 36."""
