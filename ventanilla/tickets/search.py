"""What a ticket is found by: its words, and what it is, written as the terms of one index.

Each term begins with the company and a stretch of time. So a search goes through the stretches from
the newest and ends when a page is full; and a rare topic narrows a frequent word in the index,
before any ticket is looked at. The terms are written in the transaction of what they say.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from ventanilla.core.tokens import tokens
from ventanilla.tickets.models import Message, SearchEntry, Ticket
from ventanilla.tickets.writing import Line

MOST_TOKENS = 10_000
"""Different tokens of one ticket; a ``tsvector`` ends at 1 MB."""
STRETCH_S = 32 * 86_400
"""Seconds of a stretch. A short one holds few tickets to sort; a long one makes few stretches (two
years are 23) and a small index. It is part of what is written: a change needs a migration."""
OPEN = frozenset({"new", "open", "waiting", "parked"})

_CHANGE = """
UPDATE tickets_searchentry SET words = ts_delete(words, %(gone)s::text[])
    || CASE WHEN length(words) < %(most)s THEN array_to_tsvector(%(said)s::text[]) ELSE '' END
    || array_to_tsvector(%(come)s::text[])
WHERE company_id = %(company)s AND ticket = %(ticket)s
"""

_REWRITE = """
UPDATE tickets_searchentry SET words = array_to_tsvector(%s::text[]) || array_to_tsvector(ARRAY(
    SELECT lexeme FROM unnest(words) WHERE split_part(lexeme, ' ', 2) LIKE '=%%'))
WHERE company_id = %s AND ticket = %s
"""


def stretch_of(at: datetime) -> int:
    """The stretch of time in which an instant lies, counted from 1970."""
    return max(0, int(at.timestamp() // STRETCH_S))


def keyed(company: int, stretch: int, terms: Iterable[str]) -> list[str]:
    """Words and facts as they stand in the index."""
    return [f"{company:x}.{stretch:x} {term}" for term in terms]


def facts_of(ticket: Ticket, *, broken: bool = False) -> set[str]:
    """What a ticket is, as terms; no word has the sign they begin with."""
    named = ("state", "topic", "lane", "channel", "team", "assignee")
    values = {name: getattr(ticket, name) for name in named}
    values["open"], values["broken"] = "yes" * (ticket.state in OPEN), "yes" * broken
    return {fact(name, value) for name, value in values.items() if value not in ("", None)}


def fact(name: str, value: object = "yes") -> str:
    """One thing that a ticket is."""
    return f"={name} {value}"


def _said(messages: Iterable[Message]) -> list[str]:
    texts = ([m.author_name, m.text, *map(str, m.fields.values())] for m in messages)
    return tokens(*(text for said in texts for text in said))[:MOST_TOKENS]


def entry(ticket: Ticket, messages: Iterable[Message], *, broken: bool = False) -> Line:
    """The row by which a ticket with these messages is found."""
    words = dict.fromkeys([*tokens(ticket.number, ticket.subject), *_said(messages)])
    terms = [*facts_of(ticket, broken=broken), *list(words)[:MOST_TOKENS]]
    company, at = ticket.company_id, ticket.received_at
    values = {"company_id": company, "ticket": ticket.id, "at": at}
    return Line(SearchEntry, {**values, "words": keyed(company, stretch_of(at), terms)})


def add_words(ticket: Ticket, messages: Iterable[Message], *titles: str) -> None:
    """Let a ticket be found by more messages, too, and by titles of others that it took in."""
    _change(ticket, said=[*tokens(*titles), *_said(messages)])


def rewrite(ticket: Ticket, messages: Iterable[Message], *titles: str) -> None:
    """Let a ticket be found by these messages and titles, and no others; what it is stays."""
    words = dict.fromkeys([*tokens(ticket.number, ticket.subject, *titles), *_said(messages)])
    company = ticket.company_id
    terms = keyed(company, stretch_of(ticket.received_at), list(words)[:MOST_TOKENS])
    with connection.cursor() as cursor:
        cursor.execute(_REWRITE, [terms, company, ticket.id])


def note_change(
    ticket: Ticket, before: set[str], after: set[str], messages: Iterable[Message]
) -> None:
    """Let a ticket be found by more messages, and by what it is now instead of what it was."""
    _change(ticket, before - after, after - before, _said(messages))


def _change(
    ticket: Ticket, gone: Iterable[str] = (), come: Iterable[str] = (), said: Iterable[str] = ()
) -> None:
    company, stretch = ticket.company_id, stretch_of(ticket.received_at)
    terms = {"gone": gone, "come": come, "said": said}
    values: dict[str, Any] = {name: keyed(company, stretch, of) for name, of in terms.items()}
    if not any(values.values()):
        return
    values |= {"most": MOST_TOKENS, "company": company, "ticket": ticket.id}
    with connection.cursor() as cursor:
        cursor.execute(_CHANGE, values)
