"""Counts and shares as the reader writes them; Latin digits."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal, format_percent

from ventanilla.ui.times import locale_of


@lru_cache(maxsize=4096)
def whole(number: int, language: str) -> str:
    """A count: "2.560"."""
    return format_decimal(number, locale=locale_of(language))


@lru_cache(maxsize=4096)
def percent(permille: int, language: str) -> str:
    """A share given in tenths of a percent: "96,3 %"."""
    share = Decimal(permille) / 1000
    return format_percent(share, format=_pattern(language), locale=locale_of(language))


@lru_cache(maxsize=32)
def _pattern(language: str) -> str:
    """The language's own way to write a percentage, with one decimal where it has one."""
    pattern = str(locale_of(language).percent_formats[None].pattern)
    return pattern.replace("#,##0", "#,##0.#")
