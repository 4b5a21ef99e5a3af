"""Finding tickets by words and by what they are: the newest first, and never by reading all.

So many of the newest tickets that fit words and days are looked at; whoever looks for older ones
names days. So a rare topic among a million tickets costs no more than a common one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from ventanilla.core.zones import end_of_day, start_of_day
from ventanilla.tickets.search import query_of

LOOKED_AT = 20_000
"""Tickets that fit words and days and are looked at for the rest."""
SOON = timedelta(hours=1)
PROMISES = ("late", "soon", "broken")

_WHAT = {
    "state": "t.state = %(state)s",
    "topic": "t.topic = %(topic)s",
    "lane": "t.lane = %(lane)s",
    "team": "t.team = %(team)s",
    "channel": "t.channel = %(channel)s",
    "assignee": "t.assignee = %(assignee)s",
}
_OPEN = "t.state IN ('new', 'open', 'waiting', 'parked')"
_PROMISE = {
    "late": f"{_OPEN} AND t.due_at <= %(now)s",
    "soon": f"{_OPEN} AND t.due_at > %(now)s AND t.due_at <= %(soon)s",
    "broken": "EXISTS (SELECT FROM tickets_promiserow p WHERE p.company_id = t.company_id"
    " AND p.ticket = t.id AND p.state = 'broken')",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; everything may be left open. Days are days of the reader's zone."""

    query: str = ""
    state: str = ""
    topic: str = ""
    lane: str = ""
    team: str = ""
    channel: str = ""
    assignee: int | None = None
    promise: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def anything(self) -> bool:
        """Whether anything is asked for at all."""
        return self != Wanted()


@dataclass(frozen=True, slots=True)
class Hits:
    """The ids that were found, the newest first; ``whole`` says whether all tickets were seen."""

    ids: list[int]
    more: bool
    whole: bool


def search(company: int, wanted: Wanted, zone: ZoneInfo, now: datetime, limit: int) -> Hits:
    """The newest tickets of a company that fit everything that is asked for."""
    since = wanted.since if wanted.since != date.min else None  # they leave nothing out
    until = wanted.until if wanted.until != date.max else None
    values: dict[str, Any] = {
        "company": company,
        "now": now,
        "soon": now + SOON,
        "looked": LOOKED_AT + 1,
        "limit": limit + 1,
        "since": start_of_day(since, zone) if since else None,
        "until": end_of_day(until, zone) if until else None,
        "words": query_of(company, wanted.query),
    }
    if wanted.query and not values["words"]:
        return Hits([], more=False, whole=True)
    near = ["company_id = %(company)s"]
    near += ["at >= %(since)s"] if since else []
    near += ["at < %(until)s"] if until else []
    near += ["words @@ %(words)s::tsquery"] if values["words"] else []
    what = []
    for name, condition in _WHAT.items():
        chosen = getattr(wanted, name)
        if chosen not in ("", None):
            values[name] = chosen
            what.append(condition)
    what += [_PROMISE[wanted.promise]] if wanted.promise in _PROMISE else []
    what += ["t.merged_into IS NULL"] if wanted.state != "merged" else []
    return _hits(" AND ".join(near), " AND ".join(["TRUE", *what]), values, limit)


def _hits(near: str, what: str, values: dict[str, Any], limit: int) -> Hits:
    statement = f"""
    WITH hit AS MATERIALIZED (SELECT ticket, at FROM tickets_searchentry WHERE {near}),
    near AS MATERIALIZED (SELECT ticket, at FROM hit ORDER BY at DESC, ticket DESC LIMIT %(looked)s)
    SELECT ARRAY(SELECT near.ticket FROM near
        JOIN tickets_ticket t ON t.company_id = %(company)s AND t.id = near.ticket
        WHERE {what} ORDER BY near.at DESC, near.ticket DESC LIMIT %(limit)s),
        (SELECT count(*) FROM near)
    """  # noqa: S608 - made of our own conditions
    if not values["words"]:  # no list of hits is needed: the newest stand in an index
        statement = statement.replace("hit AS MATERIALIZED", "hit AS NOT MATERIALIZED")
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        ids, seen = cursor.fetchone() or ([], 0)
    return Hits(ids[:limit], len(ids) > limit, seen <= LOOKED_AT)
