"""Parts of a whole, and how they changed, in tenths of a percent."""

from __future__ import annotations


def share(part: int, whole: int) -> int:
    """What part of a whole something is, in tenths of a percent, rounded; 0 of nothing."""
    return (2000 * part + whole) // (2 * whole) if whole else 0


def change(now: int, before: int) -> int | None:
    """How much more it became, in tenths of a percent; below 0 for less, None from nothing."""
    return share(now, before) - 1000 if before else None
