"""Many new rows of several tables in one statement: one round trip instead of one per row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model
from psycopg.types.json import Jsonb

CHANNEL = "ventanilla"
"""The NOTIFY channel of the desk: live pages and the worker listen there."""


def insert(rows: Iterable[Model], *, tell: dict[str, object] | None = None) -> None:
    """Insert ``rows`` and, when the transaction commits, tell the listeners ``tell``.

    Columns with a default of the database take it, whatever the row says.
    """
    groups: dict[type[Model], list[Model]] = {}
    for row in rows:
        groups.setdefault(type(row), []).append(row)
    params: list[Any] = []
    for model, members in groups.items():
        for row in members:
            for name, is_json in _fields(model):
                value = getattr(row, name)
                params.append(Jsonb(value) if is_json else value)
    shape = tuple((model, len(members)) for model, members in groups.items())
    if tell is not None:
        params += [CHANNEL, json.dumps(tell)]
    with connection.cursor() as cursor:
        cursor.execute(_statement(shape, tell is not None), params)


@lru_cache(maxsize=64)
def _fields(model: type[Model]) -> tuple[tuple[str, bool], ...]:
    """The attributes of a row that are written, and which of them are JSON."""
    return tuple(
        (field.attname, isinstance(field, JSONField))
        for field in model._meta.local_concrete_fields
        if field.column and not field.has_db_default() and not field.generated
    )


@lru_cache(maxsize=512)
def _statement(shape: tuple[tuple[type[Model], int], ...], tells: bool) -> str:
    """The statement for so many rows of each table; names come from the models only."""
    parts = [f"i{n} AS ({_insert_one(model, count)})" for n, (model, count) in enumerate(shape)]
    head = f"WITH {', '.join(parts)} " if parts else ""
    return head + ("SELECT pg_notify(%s, %s)" if tells else "SELECT 1")


def _insert_one(model: type[Model], count: int) -> str:
    quote = connection.ops.quote_name
    written = {name for name, _json in _fields(model)}
    columns = [
        quote(str(field.column))
        for field in model._meta.local_concrete_fields
        if field.attname in written
    ]
    line = "(" + ", ".join(["%s"] * len(columns)) + ")"
    table, lines = quote(model._meta.db_table), ", ".join([line] * count)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {lines}"  # noqa: S608
