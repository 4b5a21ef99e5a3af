"""Digits of every script as 0-9: people type numbers on the keyboard of their own language."""

from __future__ import annotations

import unicodedata


def latin_digits(text: str) -> str:
    """The same text with each decimal digit as 0-9, and none lost ("٠٠١٢" is "0012")."""
    if text.isascii():
        return text
    return "".join(_latin(sign) for sign in text)


def _latin(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
