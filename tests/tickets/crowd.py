"""Many tickets at once, as rows: what search is tried on."""

from __future__ import annotations

from datetime import datetime

from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Message, Ticket
from ventanilla.tickets.search import entry
from ventanilla.tickets.writing import insert


def ticket(company: int, at: datetime, text: str, **more: object) -> tuple[Ticket, Message]:
    """A ticket that is not written yet, with its one message."""
    ident = new_id()
    values = {"topic": "general", "lane": "standard", "channel": "form", "language": "es"}
    instants = dict.fromkeys(("received_at", "recorded_at", "changed_at", "sort_at"), at)
    known = {"company_id": company, "id": ident, "number": f"T-{ident}", "policy": 1, "customer": 1}
    row = Ticket(**{**known, **values, **instants, "thread_key": f"{ident}", **more})
    return row, Message(company_id=company, ticket=ident, author_name="", text=text)


def write(made: list[tuple[Ticket, Message]]) -> list[Ticket]:
    """Write tickets with what they are found by, five hundred a statement."""
    for start in range(0, len(made), 500):
        part = made[start : start + 500]
        insert([row for row, _said in part] + [entry(row, [said]) for row, said in part])
    return [row for row, _said in made]
