"""The place of a complaint in the register's list: what links to the next page name."""

from __future__ import annotations

from datetime import UTC, datetime

from ventanilla.tickets.register import Line

LARGEST = 2**63
"""What no id reaches."""


def cursor_of(line: Line) -> str:
    """The place of a complaint in the list, for a link to what comes before or after it."""
    at = line.ticket.received_at.astimezone(UTC)
    return f"{at:%Y%m%dT%H%M%S.%f}-{line.ticket.id}"


def read_cursor(text: str) -> tuple[datetime, int]:
    """The place that a link names.

    Raises:
        ValueError: when no link of ours can have said so.
    """
    at, _dash, number = text.partition("-")
    when = datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    found = int(number)
    if not 0 <= found < LARGEST:
        raise ValueError(text)
    return when, found
