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


def whole_number(typed: str, most: int = 9) -> int:
    """What stands in an address or a field that we made ourselves, of so many digits at most.

    0, which none of them is, for everything else: somebody has changed it by hand.
    """
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= most else 0
