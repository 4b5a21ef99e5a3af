"""Judged promises, counted by the database: by promise, channel and stretch of time.

What counts, and when, is ``core.verdicts``; here the same is said in SQL, each state from an
index of its own that holds all that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from ventanilla.core.rates import Tally


class Counted(NamedTuple):
    """Promises of one name and channel judged in one stretch; ``policy``: the newest serial."""

    name: str
    channel: str
    slot: int
    policy: int
    tally: Tally


_STATES = (
    ("kept", "stopped_at", "true", ""),
    ("broken", "due_at", "false", ""),
    ("running", "due_at", "false", " AND p.due_at <= %(now)s"),
)
_JUDGED = """
SELECT {select} FROM tickets_promiserow p{join}
WHERE p.company_id = %(company)s AND p.name = ANY(%(names)s) AND p.state = '{state}'
    AND p.{at} >= %(since)s AND p.{at} < %(until)s{more} {group}"""


def of_each_state(select: str, group: str, join: str = "") -> str:
    """A statement that counts each judged state apart and puts the counts one below the other.

    ``select`` may hold ``{at}``, the instant of the verdict, and ``{kept}``. Its parameters are
    ``company``, ``names``, ``since``, ``until`` and ``now``.
    """
    return " UNION ALL ".join(
        _JUDGED.format(
            select=select.format(at=f"p.{at}", kept=kept),
            join=join,
            state=state,
            at=at,
            more=more,
            group=group,
        )
        for state, at, kept, more in _STATES
    )


_COUNTED = of_each_state(
    "p.name, p.channel, width_bucket({at}, %(edges)s::timestamptz[]) - 1, {kept}, max(p.policy),"
    " count(*)",
    "GROUP BY 1, 2, 3",
)


def counted(
    company: int, names: Iterable[str], edges: Sequence[datetime], now: datetime
) -> list[Counted]:
    """What was judged between neighbouring ``edges`` (ascending); ``slot`` 0 is the first."""
    values = {
        "company": company,
        "names": list(names),
        "since": edges[0],
        "until": edges[-1],
        "edges": list(edges[:-1]),
        "now": now,
    }
    return [
        Counted(name, channel, slot, policy, Tally(number, 0) if kept else Tally(0, number))
        for name, channel, slot, kept, policy, number in all_rows(_COUNTED, values)
    ]


_TOTALS = of_each_state("p.name, {kept}, count(*)", "GROUP BY 1")


def totals(
    company: int, names: Iterable[str], since: datetime, until: datetime, now: datetime
) -> dict[str, Tally]:
    """What was judged of each name in one stretch, all channels together."""
    names = list(names)
    found = dict.fromkeys(names, Tally())
    values = {"company": company, "names": names, "since": since, "until": until, "now": now}
    for name, kept, number in all_rows(_TOTALS, values):
        found[name] += Tally(number, 0) if kept else Tally(0, number)
    return found


_FIRST = "SELECT name FROM tickets_promiserow WHERE company_id = %(company)s AND state = '{0}'"
_NAMES = """
WITH RECURSIVE {0}(name) AS (({1} ORDER BY name LIMIT 1) UNION ALL
    SELECT ({1} AND name > {0}.name ORDER BY name LIMIT 1) FROM {0} WHERE {0}.name IS NOT NULL)
SELECT name FROM {0} WHERE name IS NOT NULL
"""
_NAMES_JUDGED = " UNION ".join(
    f"({_NAMES.format(state, _FIRST.format(state))})" for state in ("kept", "broken")
)


def names_judged(company: int) -> set[str]:
    """Every promise that was ever judged, those that no policy names any more among them.

    It leaps along the indexes from name to name.
    """
    return {name for (name,) in all_rows(_NAMES_JUDGED, {"company": company})}


def all_rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Everything that a statement of ours gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
