"""How long people waited, counted by the database as exactly as it is told.

Waits are rounded down, to the second under a minute, else to the minute. A percentile of rounded
waits is the percentile rounded, so nothing is lost, and a month of waits is a short list.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from ventanilla.core.policy import Promise
from ventanilla.core.policy.house import POPULATIONS
from ventanilla.core.rates import Tally
from ventanilla.core.waits import Waits
from ventanilla.tickets.judged import all_rows, of_each_state


class Part(NamedTuple):
    """What is counted of one group (a channel, a lane); "" where all are counted as one."""

    group: str
    tally: Tally
    waits: Waits


_WAIT = "greatest(0, CASE WHEN {0} < 60 THEN floor({0}) ELSE floor({0} / 60) * 60 END)::int"
_TICKETS = " JOIN tickets_ticket t ON t.company_id = p.company_id AND t.id = p.ticket"
_SINCE_START = "date_part('epoch', coalesce(p.stopped_at, %(now)s) - p.started_at)"
_SINCE_RECEIPT = "date_part('epoch', t.answered_at - t.received_at)"
_ANSWERED = """
SELECT {group}, true, {wait}, count(*) FROM tickets_ticket t
WHERE t.company_id = %(company)s AND t.answered_at >= %(since)s AND t.answered_at < %(until)s{only}
GROUP BY 1, 2, 3"""


def waited(
    company: int, name: str, since: datetime, until: datetime, now: datetime, by: str = "all"
) -> list[Part]:
    """How long the judged promises of a name took, all as one or by one of ``POPULATIONS``.

    What is broken and open has waited until ``now``: longer than its due, not yet to its end.
    """
    group = "p.channel" if by == "channel" else _column(by)
    statement = of_each_state(
        f"{group}, {{kept}}, {_WAIT.format(_SINCE_START)}, count(*)",
        "GROUP BY 1, 2, 3",
        _TICKETS if group.startswith("t.") else "",
    )
    values = {"company": company, "names": [name], "since": since, "until": until, "now": now}
    return _parts(statement, values)


def answered(
    company: int, since: datetime, until: datetime, of: Promise | None = None, by: str = "all"
) -> list[Part]:
    """How long requests waited for a person's first answer, by when it was given.

    With ``of``, only requests that its promise is for. What they are told apart by is no
    condition: the lane to which a promise is made is compared with the others (XM-49).
    """
    values: dict[str, Any] = {"company": company, "since": since, "until": until}
    only = ""
    for column, allowed in _conditions(of):
        if allowed and column != by:
            only += f" AND t.{column} = ANY(%({column})s)"
            values[column] = list(allowed)
    wait = _WAIT.format(_SINCE_RECEIPT)
    return _parts(_ANSWERED.format(group=_column(by), wait=wait, only=only), values)


def _column(by: str) -> str:
    """The column of a population; no other word ever reaches a statement."""
    return "''" if by == "all" else f"t.{POPULATIONS[POPULATIONS.index(by)]}"


def _conditions(promise: Promise | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if promise is None:
        return ()
    return (
        ("topic", promise.topics),
        ("lane", promise.lanes),
        ("channel", promise.channels),
        ("language", promise.languages),
    )


def _parts(statement: str, values: dict[str, Any]) -> list[Part]:
    """The groups of a statement that gives group, kept, wait in seconds, and how many."""
    judged: dict[str, list[int]] = {}
    waits: dict[str, dict[int, int]] = {}
    for group, kept, seconds, number in all_rows(statement, values):
        if group not in judged:
            judged[group], waits[group] = [0, 0], {}
        judged[group][0 if kept else 1] += number
        known = waits[group]
        known[seconds] = known.get(seconds, 0) + number
    return [Part(group, Tally(*judged[group]), waits[group]) for group in sorted(judged)]
