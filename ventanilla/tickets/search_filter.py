"""Finding tickets by words and by what they are: the newest first, and never by reading all.

What words and facts the index holds is looked for in one stretch of time after the other, from the
newest, until a page is full. So the time hardly grows with the number of tickets, however frequent
a word or rare a topic is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ventanilla.core.zones import end_of_day, start_of_day
from ventanilla.tickets.search import fact
from ventanilla.tickets.search_query import query_of
from ventanilla.tickets.search_walk import Found, Walk, newest, walk

SOON = timedelta(hours=1)
PROMISES = ("late", "soon", "broken")
FACTS = ("state", "topic", "lane", "team", "channel", "assignee")

_PROMISE = {
    "late": "t.due_at <= %(now)s",
    "soon": "t.due_at > %(now)s AND t.due_at <= %(soon)s",
    "broken": "EXISTS (SELECT FROM tickets_promiserow p WHERE p.company_id = t.company_id"
    " AND p.ticket = t.id AND p.state = 'broken')",
}
_OF_PROMISE = {"late": "open", "soon": "open", "broken": "broken"}
"""The fact that tickets with such a promise have, and few others."""


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
    chosen = {name: getattr(wanted, name) for name in FACTS}
    chosen = {name: value for name, value in chosen.items() if value not in ("", None)}
    facts = [fact(name, value) for name, value in chosen.items()]
    what = [f"t.{name} = %({name})s" for name in chosen]
    if wanted.promise in _PROMISE:
        facts.append(fact(_OF_PROMISE[wanted.promise]))
        what.append(_PROMISE[wanted.promise])
    what += ["t.merged_into IS NULL"] if wanted.state != "merged" else []
    query = query_of(company, wanted.query, facts)
    if query is None:
        return Hits([], more=False, whole=True)
    since = wanted.since if wanted.since != date.min else None  # they leave nothing out
    until = wanted.until if wanted.until != date.max else None
    days = {
        "since": start_of_day(since, zone) if since else None,
        "until": end_of_day(until, zone) if until else None,
    }
    values: dict[str, Any] = {**chosen, **days, "now": now, "soon": now + SOON}
    if not query.terms and not query.beginning:
        return _hits(newest(company, values, limit + 1), limit)
    return _hits(walk(Walk(query, " AND ".join(what), values, limit + 1)), limit)


def find(company: int, query: str, limit: int) -> list[int]:
    """The ids of the newest tickets of a company that hold all words of a query."""
    wanted = query_of(company, query, [])
    if wanted is None or not wanted.beginning:
        return []
    return walk(Walk(wanted, "", {"since": None, "until": None}, limit)).ids[:limit]


def _hits(found: Found, limit: int) -> Hits:
    return Hits(found.ids[:limit], len(found.ids) > limit, found.whole)
