"""Which requests became one: where a merged one goes on, and what one has taken in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from ventanilla.tickets.models import Event, Ticket

_GOES_ON = """
WITH RECURSIVE way(id, into_id, step) AS (
    SELECT id, merged_into, 0 FROM tickets_ticket WHERE company_id = %(company)s AND id = %(id)s
    UNION ALL
    SELECT t.id, t.merged_into, way.step + 1 FROM way
    JOIN tickets_ticket t ON t.company_id = %(company)s AND t.id = way.into_id)
SELECT id FROM way ORDER BY step DESC LIMIT 1
"""
_TAKEN_IN = """
WITH RECURSIVE taken(id) AS (
    SELECT id FROM tickets_ticket WHERE company_id = %(company)s AND merged_into = %(id)s
    UNION ALL
    SELECT t.id FROM taken
    JOIN tickets_ticket t ON t.company_id = %(company)s AND t.merged_into = taken.id)
SELECT id FROM taken
"""


def goes_on_in(company: int, ticket: int) -> int:
    """The ticket in which this one goes on: itself, unless it was merged."""
    with connection.cursor() as cursor:
        cursor.execute(_GOES_ON, {"company": company, "id": ticket})
        found = cursor.fetchone()
    return found[0] if found else ticket


def taken_in(company: int, ticket: int) -> list[Ticket]:
    """The requests that a ticket has taken in, those that they had taken in too, by arrival."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN_IN, {"company": company, "id": ticket})
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return []
    found = Ticket.objects.filter(company_id=company, id__in=ids)
    return list(found.order_by("received_at", "id"))


def relatives(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Tickets with all that were merged into one of them, or into which they were, each once."""
    found: dict[tuple[int, int], Ticket] = {}
    for ticket in tickets:
        company = ticket.company_id
        root = goes_on_in(company, ticket.id)
        kept = ticket if root == ticket.id else Ticket.objects.get(company_id=company, id=root)
        for one in (kept, *taken_in(company, root)):
            found.setdefault((company, one.id), one)
    return list(found.values())


def split_off(company: int, events: Iterable[Event]) -> list[Ticket]:
    """The requests that agents made of a part of a ticket's words, unless that was taken back."""
    ids = [int(event.detail["ticket"]) for event in events if event.kind == "split"]
    if not ids:
        return []
    found = Ticket.objects.filter(company_id=company, id__in=ids, merged_into=None)
    return list(found.order_by("id"))
