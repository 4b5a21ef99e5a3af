"""Many new rows of several tables in one statement: one round trip instead of one per row."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model

CHANNEL = "ventanilla"
"""The NOTIFY channel of the desk: live pages and the worker listen there."""


def insert(rows: Iterable[Model], *, tell: dict[str, object] | None = None) -> None:
    """Insert ``rows`` and, when the transaction commits, tell the listeners ``tell``.

    Fields left out of a row take the database's default, as everywhere.
    """
    groups: defaultdict[type[Model], list[Model]] = defaultdict(list)
    for row in rows:
        groups[type(row)].append(row)
    parts, params = [], []
    for place, (model, members) in enumerate(groups.items()):
        sql, values = _insert_one(model, members)
        parts.append(f"i{place} AS ({sql})")
        params.extend(values)
    ending = "SELECT 1"
    if tell is not None:
        ending = "SELECT pg_notify(%s, %s)"
        params.extend([CHANNEL, json.dumps(tell)])
    head = f"WITH {', '.join(parts)} " if parts else ""
    with connection.cursor() as cursor:
        cursor.execute(head + ending, params)


def _insert_one(model: type[Model], members: list[Model]) -> tuple[str, list[Any]]:
    """One INSERT for all rows of a table; names come from the models, values are parameters."""
    quote = connection.ops.quote_name
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if field.column and not field.has_db_default() and not field.generated
    ]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    line = "(" + ", ".join(["%s"] * len(fields)) + ")"
    values: list[Any] = []
    for row in members:
        values.extend(
            field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields
        )
    lines = ", ".join([line] * len(members))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {lines}", values  # noqa: S608
