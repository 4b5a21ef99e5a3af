"""Public holidays and state-swapped work days of a country or a part of it.

They come from the ``holidays`` library, which covers 250 countries; English names are taken where
it has them, for the working-out is written in English and translated with everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

import holidays as library

from ventanilla.core.tables import PolicyError, TableReader, nearest


@dataclass(frozen=True, slots=True)
class HolidaySource:
    """A country, perhaps one subdivision, and the categories of its holidays that count."""

    country: str
    subdivision: str | None = None
    categories: tuple[str, ...] = ("public",)


@lru_cache(maxsize=4096)
def holidays_of(source: HolidaySource, year: int) -> tuple[Mapping[date, str], frozenset[date]]:
    """Holidays by day, and worked weekend days, of one year.

    The years around it are asked too: a holiday may be observed across New Year.
    """
    found = _ask(source, [y for y in (year - 1, year, year + 1) if date.min.year <= y <= 9999])
    names = {day: str(name) for day, name in found.items() if day.year == year}
    worked = getattr(found, "weekend_workdays", None) or ()
    return names, frozenset(day for day in worked if day.year == year and day not in names)


def _ask(source: HolidaySource, years: list[int]) -> Any:
    kind = type(library.country_holidays(source.country))
    english = [word for word in kind.supported_languages if word.startswith("en")]
    return library.country_holidays(
        source.country,
        subdiv=source.subdivision,
        years=years,
        categories=source.categories,
        language=english[0] if english else None,
    )


def read_source(reader: TableReader) -> HolidaySource | None:
    """The source named by ``holidays`` ("ES", "ES/MD", "none") and ``categories``.

    Raises:
        PolicyError: an unknown country, subdivision or category.
    """
    code = reader.text("holidays", "none")
    categories = reader.texts("categories", ("public",))
    if code == "none":
        return None
    country, _, subdivision = code.partition("/")
    place = reader.at("holidays")
    known = _countries()
    if country not in known:
        wanted = 'a country such as "ES", "ES/MD" or "none" is needed here'
        raise PolicyError(place, f'"{code}"', wanted, nearest(country.upper(), known))
    found = library.country_holidays(country)
    parts = [*found.subdivisions, *getattr(found, "subdivisions_aliases", {})]
    if subdivision not in parts and "/" in code:
        wanted = f"subdivisions of {country}: " + (", ".join(parts) or "none")
        raise PolicyError(place, f'"{code}"', wanted, nearest(subdivision, parts))
    for category in categories:
        if category not in found.supported_categories:
            allowed = sorted(found.supported_categories)
            wanted = f"{country} has: " + ", ".join(allowed)
            place = reader.at("categories")
            raise PolicyError(place, f'"{category}"', wanted, nearest(category, allowed))
    return HolidaySource(country, subdivision or None, categories)


@cache
def _countries() -> tuple[str, ...]:
    return tuple(library.list_supported_countries(include_aliases=False))
