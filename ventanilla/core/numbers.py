"""Ticket numbers that people can read out and nobody can guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ventanilla.core.digits import latin_digits

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""29 signs that are not taken for one another; no vowels, so that no words appear.

Their number is prime: only so does the check sign find every wrong sign and every swap.
"""
SIGNS = 8
_LOOKALIKES = str.maketrans({"0": "Q", "O": "Q", "1": "L", "I": "L"})


def check_sign(body: str) -> str:
    """The last sign of a number: it finds every single wrong sign and every two swapped."""
    total = sum(ALPHABET.index(sign) * weight for weight, sign in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def make_number(prefix: str, choose: Callable[[str], str]) -> str:
    """A number such as ``XM-4F7K-9Q2T``.

    ``choose`` picks one sign at random (``secrets.choice``): 29^7 = 17 thousand million numbers.
    """
    body = "".join(choose(ALPHABET) for _ in range(SIGNS - 1))
    body += check_sign(body)
    return f"{prefix}-{body[:4]}-{body[4:]}"


def tidy_number(typed: str) -> str | None:
    """A number as a person typed it, in its one form; ``None`` if it cannot be one."""
    latin = unicodedata.normalize("NFKC", typed)  # full-width signs, as a Chinese keyboard has
    signs = re.sub(r"[^0-9A-Za-z]", "", latin_digits(latin)).upper()
    prefix, body = signs[:-SIGNS], signs[-SIGNS:].translate(_LOOKALIKES)
    if not prefix or any(sign not in ALPHABET for sign in body):
        return None
    if check_sign(body[:-1]) != body[-1]:
        return None
    return f"{prefix}-{body[:4]}-{body[4:]}"


_PLACES = re.compile(r"\{(code|year|yy|sequence)(?::(\d{1,2}))?\}")


def register_number(form: str, code: str, year: int, sequence: int) -> str:
    """A number of a register in the form that a law prescribes (L-01: ten digits).

    ``form`` holds ``{code}`` (the firm's, as the authority gave it), ``{year}`` or ``{yy}``, and
    ``{sequence:5}``: the count within the year, with zeros in front to that many digits.
    """
    values = {"code": code, "year": str(year), "yy": f"{year % 100:02}", "sequence": str(sequence)}
    return _PLACES.sub(lambda place: values[place[1]].zfill(int(place[2] or 0)), form)


def is_register_form(form: str) -> bool:
    """Whether a form of register numbers counts, and has no other placeholder than it may."""
    rest = _PLACES.sub("", form)
    counts = any(place[1] == "sequence" for place in _PLACES.finditer(form))
    return counts and "{" not in rest and "}" not in rest
