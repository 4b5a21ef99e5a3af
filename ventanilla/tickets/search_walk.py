"""The walk of a search through time: first the very newest tickets, then stretch after stretch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from ventanilla.tickets.search import stretch_of
from ventanilla.tickets.search_query import Query

NEWEST = 300
"""So many are looked through first (1 ms): they hold a page of what one in six has."""
LOOKED_AT = 5_000
"""Tickets that the index names and are looked at for what it does not hold."""
AT_ONCE = 1_000
"""So many hits are expected of the stretches that are looked through together."""
MOST_STRETCHES = 128

_DAYS = """e.company_id = %(company)s AND (%(since)s::timestamptz IS NULL OR e.at >= %(since)s)
    AND (%(until)s::timestamptz IS NULL OR e.at < %(until)s)"""
_BOUNDS = f"SELECT min(e.at), max(e.at) FROM tickets_searchentry e WHERE {_DAYS}"  # noqa: S608
_NEWEST = f"""SELECT e.ticket, e.at FROM tickets_searchentry e
    CROSS JOIN LATERAL (SELECT FROM tickets_ticket t WHERE t.company_id = %(company)s
        AND t.id = e.ticket AND t.merged_into IS NULL OFFSET 0) t
    WHERE {_DAYS} ORDER BY e.at DESC, e.ticket DESC LIMIT %(limit)s"""  # noqa: S608
_AMONG_NEWEST = f"""
SELECT e.ticket, e.at, words @@ %(whole)s::tsquery AS fits FROM (
    SELECT e.ticket, e.at, e.words FROM tickets_searchentry e WHERE {_DAYS}
    ORDER BY e.at DESC, e.ticket DESC LIMIT %(newest)s) e
"""  # noqa: S608 - made of our own conditions
_IN_STRETCHES = f"""
SELECT e.ticket, e.at, CHECKED AS fits
FROM unnest(%(near)s::text[], %(whole)s::text[]) AS q (near, whole) CROSS JOIN LATERAL (
    SELECT e.ticket, e.at, e.words FROM tickets_searchentry e
    WHERE e.words @@ q.near::tsquery AND {_DAYS}) e
"""  # noqa: S608 - made of our own conditions
_PAGE = """
WITH near AS MATERIALIZED (NEAR)
SELECT ARRAY(SELECT near.ticket
    FROM (SELECT ticket, at FROM near WHERE fits ORDER BY at DESC, ticket DESC) near TICKET
    ORDER BY near.at DESC, near.ticket DESC LIMIT %(limit)s), (SELECT count(*) FROM near)
"""
_TICKET = """CROSS JOIN LATERAL (SELECT FROM tickets_ticket t
    WHERE t.company_id = %(company)s AND t.id = near.ticket AND {} OFFSET 0) t"""
"""Each ticket by its key: without ``OFFSET`` PostgreSQL, which expects far too many, reads all."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What to look for: in the index, then of its tickets (``what``, a condition on ``t``)."""

    query: Query
    what: str
    values: dict[str, Any]
    """Of the condition; and ``since`` and ``until``, instants or nothing."""
    limit: int


class Found(NamedTuple):
    """Ids, the newest first; whether all tickets of those days were seen, or a page is full."""

    ids: list[int]
    whole: bool


def newest(company: int, values: dict[str, Any], limit: int) -> Found:
    """The newest tickets of some days, whatever they are; those that go on in another are one."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {**values, "company": company, "limit": limit})
        return Found([row[0] for row in cursor.fetchall()], whole=True)


def walk(wanted: Walk) -> Found:
    """Go back through time until a page is full, or too much was looked at in vain."""
    first, last = _bounds(wanted)
    if first is None or last is None:
        return Found([], whole=True)
    stretches = range(stretch_of(last), stretch_of(first) - 1, -1)
    start = " | ".join(wanted.query.whole(stretch) for stretch in stretches[:2])
    ids, _seen = _page(_AMONG_NEWEST, wanted, {"whole": start, "newest": NEWEST}, wanted.limit)
    if len(ids) >= wanted.limit:
        return Found(ids, whole=True)
    ids, seen, done, many = [], 0, 0, 1
    while done < len(stretches):
        if seen > LOOKED_AT:
            return Found(ids, whole=False)
        part = stretches[done : done + many]
        queries = {
            "near": [wanted.query.near(stretch) for stretch in part],
            "whole": [wanted.query.whole(stretch) for stretch in part],
        }
        checked = "e.words @@ q.whole::tsquery" if wanted.query.apart else "TRUE"
        statement = _IN_STRETCHES.replace("CHECKED", checked)
        more, near = _page(statement, wanted, queries, wanted.limit - len(ids))
        ids, seen, done = ids + more, seen + near, done + len(part)
        if len(ids) >= wanted.limit:
            break
        many = _next(many, done, seen)
    return Found(ids, whole=True)


def _next(many: int, done: int, seen: int) -> int:
    """How many stretches to take next: four times as many, if they have as few as those before."""
    expected = AT_ONCE * done // max(seen, 1)
    return max(1, min(many * 4, expected, MOST_STRETCHES))


def _bounds(wanted: Walk) -> tuple[datetime | None, datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute(_BOUNDS, {**wanted.values, "company": wanted.query.company})
        first, last = cursor.fetchone() or (None, None)
    return first, last


def _page(near: str, wanted: Walk, queries: dict[str, Any], limit: int) -> tuple[list[int], int]:
    join = _TICKET.format(wanted.what) if wanted.what else ""
    values = {**wanted.values, **queries, "company": wanted.query.company, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_PAGE.replace("NEAR", near).replace("TICKET", join), values)
        ids, seen = cursor.fetchone() or ([], 0)
    return ids, seen
