"""What is at risk now: overdue, or due within the hour; who has it, and how it changes hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce, policy_of
from ventanilla.console.frame import RISK
from ventanilla.console.rows import LIST, Listed, addresses, chip
from ventanilla.tickets.showing import Eyes, person
from ventanilla.ui.parts import Person
from ventanilla.ui.parts.board import RiskRow

SHOWN = 20
"""Rows on the board; the view "At risk" of the inbox has all of them."""

_RISK = "t.state IN ('new', 'open') AND t.due_at < %(soon)s"
_COUNT = f"""
SELECT count(*) FILTER (WHERE t.due_at <= %(now)s), count(*)
FROM tickets_ticket t WHERE t.company_id = %(company)s AND {_RISK}
"""  # noqa: S608 - put together of constants


class Risk(NamedTuple):
    """How many requests are overdue, how many fall due within the hour, and the first of them."""

    overdue: int
    soon: int
    rows: list[Listed]


def at_risk(company: InForce, eyes: Eyes) -> Risk:
    """The requests at risk, the earliest due first."""
    values: dict[str, Any] = {"company": company.id, "now": eyes.now, "soon": eyes.now + RISK}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        overdue, number = cursor.fetchone()
        cursor.execute(f"{LIST}{_RISK} ORDER BY t.due_at, t.id LIMIT {SHOWN}", values)
        rows = [Listed(*row) for row in cursor.fetchall()]
    return Risk(overdue, number - overdue, rows)


def risk_rows(
    rows: list[Listed], company: InForce, names: dict[int, str], user: int, eyes: Eyes
) -> list[RiskRow]:
    """The requests at risk as lines of the board; ``names`` are those of the staff."""
    ways = {act: addresses(company, act) for act in ("ticket", "take", "assign")}
    return [_row(row, company, names, user, ways, eyes) for row in rows]


def _row(
    row: Listed,
    company: InForce,
    names: dict[int, str],
    user: int,
    ways: dict[str, Callable[[str], str]],
    eyes: Eyes,
) -> RiskRow:
    policy = policy_of(company.id, row.policy)
    channel = policy.channels.get(row.channel)
    return RiskRow(
        number=row.number,
        url=ways["ticket"](row.number),
        subject=row.subject,
        customer=row.name or _("Unknown"),
        channel=channel.title.for_(eyes.language) if channel else row.channel,
        promise=chip(row, policy, eyes),
        owner=owner(row.assignee, names),
        take="" if row.assignee == user else ways["take"](row.number),
        assign=ways["assign"](row.number),
    )


def owner(assignee: int | None, names: dict[int, str]) -> Person | None:
    """Who has a request; None while nobody does."""
    return person(names.get(assignee, "?"), assignee) if assignee else None
