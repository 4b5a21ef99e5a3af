"""Finding tickets by words, the newest first.

The words of a ticket are a row of their own, written in the transaction of what was said. A word of
many tickets is found by looking through the newest; a rare one by the index of words. So the time
hardly grows with the number of tickets.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from ventanilla.core.tokens import tokens
from ventanilla.tickets.models import Message, SearchEntry, Ticket
from ventanilla.tickets.writing import Line

MOST_WORDS = 8
"""Words of a query that are looked for; those after them are left out."""
MOST_TOKENS = 10_000
"""Different tokens of one ticket; a ``tsvector`` ends at 1 MB."""

NEWEST = 5_000
"""So many tickets are looked through (about 2 ms) before the index is asked. PostgreSQL cannot
choose between the two: it takes every beginning of a word for one of 2 % of all rows."""

_AMONG_NEWEST = """
SELECT ticket FROM (SELECT ticket, at, words FROM tickets_searchentry WHERE company_id = %s
    ORDER BY at DESC, ticket DESC LIMIT %s) newest
WHERE words @@ %s::tsquery ORDER BY at DESC, ticket DESC LIMIT %s
"""
_BY_INDEX = """
WITH hit AS MATERIALIZED (
    SELECT ticket, at FROM tickets_searchentry WHERE company_id = %s AND words @@ %s::tsquery)
SELECT ticket FROM hit ORDER BY at DESC, ticket DESC LIMIT %s
"""
_ADD = """
UPDATE tickets_searchentry SET words = words || array_to_tsvector(%s::text[])
WHERE company_id = %s AND ticket = %s AND length(words) < %s
"""

_REWRITE = """
UPDATE tickets_searchentry SET words = array_to_tsvector(%s::text[])
WHERE company_id = %s AND ticket = %s
"""


def _own(company: int, *texts: str) -> list[str]:
    return [f"{company:x} {token}" for token in tokens(*texts)]


def _said(message: Message) -> list[str]:
    return [message.author_name, message.text, *map(str, message.fields.values())]


def entry(ticket: Ticket, messages: Iterable[Message]) -> Line:
    """The row by which a ticket with these messages is found."""
    said = [text for message in messages for text in _said(message)]
    words = _own(ticket.company_id, ticket.number, ticket.subject, *said)
    values = {"company_id": ticket.company_id, "ticket": ticket.id, "at": ticket.received_at}
    return Line(SearchEntry, {**values, "words": words[:MOST_TOKENS]})


def add_words(ticket: Ticket, messages: Iterable[Message], *titles: str) -> None:
    """Let a ticket be found by more messages, too, and by titles of others that it took in."""
    said = (text for message in messages for text in _said(message))
    words = _own(ticket.company_id, *titles, *said)
    if words:
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [words[:MOST_TOKENS], ticket.company_id, ticket.id, MOST_TOKENS])


def rewrite(ticket: Ticket, messages: Iterable[Message], *titles: str) -> None:
    """Let a ticket be found by these messages and titles, and by nothing else."""
    said = (text for message in messages for text in _said(message))
    words = _own(ticket.company_id, ticket.number, ticket.subject, *titles, *said)[:MOST_TOKENS]
    with connection.cursor() as cursor:
        cursor.execute(_REWRITE, [words, ticket.company_id, ticket.id])


def query_of(company: int, query: str) -> str:
    """Words as PostgreSQL looks for them; the last may be the beginning of one. "" for none."""
    words = _own(company, query)[:MOST_WORDS]
    return " & ".join(f"'{word}'" for word in words) + ":*" if words else ""


def find(company: int, query: str, limit: int) -> list[int]:
    """The ids of the newest tickets of a company that hold all words of a query.

    The last word may be the beginning of one: people look while they type.
    """
    wanted = query_of(company, query)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_AMONG_NEWEST, [company, NEWEST, wanted, limit])
        found = cursor.fetchall()
        if len(found) < limit:
            cursor.execute(_BY_INDEX, [company, wanted, limit])
            found = cursor.fetchall()
    return [row[0] for row in found]
