"""What came of the articles that were shown in 30 days: by article, by language, by both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from ventanilla.helpcentre.indexes import weights

MEASURED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Measure:
    """Counted in showings: to customers, but for ``inserted``.

    ``helped`` and ``not_helped`` say what came of reading it; ``solved`` counts also whom its line
    was enough. ``asked``: a request was sent all the same. ``deflected``: it was opened after a
    question, and no request followed. ``wrong``: it was offered as the answer and was none, by the
    customer's word, their request, or an agent who took another one. ``inserted``: agents put it
    into an answer. ``seconds``: the median from the question to the first article opened, where
    that was this one.
    """

    shown: int = 0
    opened: int = 0
    helped: int = 0
    not_helped: int = 0
    solved: int = 0
    asked: int = 0
    deflected: int = 0
    wrong: int = 0
    inserted: int = 0
    seconds: float | None = None


def measures(
    company: int, now: datetime, mark: float | None = None, article: str = ""
) -> dict[str, Measure]:
    """The measure of every article (or one), in all languages together.

    ``mark``: so sure is an answer that is offered as one (``marks.mark_of``).
    """
    rows = _measured("name", company, now, mark, article)
    return {name: measure for (name,), measure in rows}


def by_language(company: int, now: datetime, mark: float | None = None) -> dict[str, Measure]:
    """The measure of every language ("zh") in which answers were shown; a showing counts once."""
    return {code: measure for (code,), measure in _measured("code", company, now, mark)}


def by_article_and_language(
    company: int, now: datetime, mark: float | None = None, article: str = ""
) -> dict[tuple[str, str], Measure]:
    """The measure of every article (or one) in every language in which it was shown."""
    rows = _measured("name, code", company, now, mark, article)
    return {(name, code): measure for (name, code), measure in rows}


class Deflected(NamedTuple):
    """Questions of 30 days that an article answered: how many, and the median seconds to it."""

    number: int
    seconds: float | None


_DEFLECTED = """
SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM opened_at - at))
FROM helpcentre_showing
WHERE company_id = %s AND at > %s AND place IN ('search', 'form', 'program')
    AND opened <> '[]' AND ticket IS NULL AND outcome NOT IN ('unsolved', 'asked')
"""


def deflected(company: int, now: datetime) -> Deflected:
    """What was asked, opened and not sent (ET-08, SB-03)."""
    with connection.cursor() as cursor:
        cursor.execute(_DEFLECTED, [company, now - MEASURED])
        return Deflected(*cursor.fetchone())


_COUNTED = """
WITH named AS (
    SELECT id, articles, opened, inserted, outcome, ticket, sure, name,
        split_part(language, '-', 1) AS code,
        place <> 'console' AS customer,
        place IN ('search', 'form', 'program') AS asking,
        extract(epoch FROM opened_at - at) AS seconds,
        coalesce(opened->>-1, articles->>0) AS last
    FROM helpcentre_showing CROSS JOIN LATERAL (
        SELECT DISTINCT jsonb_array_elements_text(articles || opened || inserted)
    ) AS each (name)
    WHERE company_id = %(company)s AND at > %(since)s
)
SELECT {by},
    {count} FILTER (WHERE customer AND articles ? name),
    {count} FILTER (WHERE customer AND opened ? name),
    {count} FILTER (WHERE outcome = 'solved' AND opened ? name AND name = last),
    {count} FILTER (WHERE opened ? name
        AND (outcome = 'asked' OR outcome = 'unsolved' AND name = last)),
    {count} FILTER (WHERE outcome = 'solved' AND name = last),
    {count} FILTER (WHERE customer AND outcome = 'asked'),
    {count} FILTER (WHERE asking AND opened ? name AND ticket IS NULL
        AND outcome NOT IN ('unsolved', 'asked')),
    {count} FILTER (WHERE name = articles->>0 AND sure >= %(mark)s
        AND (outcome IN ('unsolved', 'asked')
            OR inserted <> '[]' AND NOT inserted ? name)),
    {count} FILTER (WHERE inserted ? name),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)
        FILTER (WHERE asking AND name = opened->>0)
FROM named WHERE %(article)s IN ('', name) GROUP BY {by}
"""


def _measured(
    by: str, company: int, now: datetime, mark: float | None, article: str = ""
) -> Iterator[tuple[tuple[str, ...], Measure]]:
    values: dict[str, Any] = {
        "company": company,
        "since": now - MEASURED,
        "mark": weights().sure if mark is None else mark,
        "article": article,
    }
    groups = by.count(",") + 1
    once = "count(*)" if "name" in by else "count(DISTINCT id)"
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED.format(by=by, count=once), values)
        for row in cursor.fetchall():
            yield tuple(row[:groups]), Measure(*row[groups:])
