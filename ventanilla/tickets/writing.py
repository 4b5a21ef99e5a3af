"""Many new rows of several tables in one statement: one round trip instead of one per row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import JSONField, Model
from psycopg import RawCursor
from psycopg.types.json import Jsonb

CHANNEL = "ventanilla"
"""The NOTIFY channel of the desk: live pages and the worker listen there."""


class Line(NamedTuple):
    """A new row without the weight of a model: every column by its name."""

    model: type[Model]
    values: dict[str, Any]


type Row = Model | Line


def insert(rows: Iterable[Row], *, tell: dict[str, object] | None = None) -> None:
    """Insert ``rows`` and, when the transaction commits, tell the listeners ``tell``.

    One statement is one transaction: outside of any other it is all committed, or nothing.
    Columns with a default of the database take it, whatever the row says.
    """
    groups: dict[type[Model], list[dict[str, Any]]] = {}
    for row in rows:
        model, values = row if isinstance(row, Line) else (type(row), row.__dict__)
        groups.setdefault(model, []).append(values)
    params: list[Any] = []
    for model, members in groups.items():
        fields = _fields(model)
        for values in members:
            params += [Jsonb(values[n]) if is_json else values[n] for n, is_json in fields]
    shape = tuple((model, len(members)) for model, members in groups.items())
    if tell is not None:
        params += [CHANNEL, json.dumps(tell)]
    _run(_statement(shape, tell is not None), params)


def _run(statement: str, params: list[Any]) -> None:
    """Run a statement with ``$1`` places as it is: parsing one so long costs more than the rest."""
    with connection.cursor(), connection.wrap_database_errors:
        connection.validate_no_broken_transaction()
        RawCursor(connection.connection).execute(statement, params)


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
    places = count(1)
    parts = [f"i{n} AS ({_insert_one(*part, places)})" for n, part in enumerate(shape)]
    head = f"WITH {', '.join(parts)} " if parts else ""
    return head + (f"SELECT pg_notify(${next(places)}, ${next(places)})" if tells else "SELECT 1")


def _insert_one(model: type[Model], rows: int, places: count[int]) -> str:
    quote = connection.ops.quote_name
    written = {name for name, _json in _fields(model)}
    fields = [field for field in model._meta.local_concrete_fields if field.attname in written]
    forms = [getattr(field, "written_as", "%s") for field in fields]
    lines = ", ".join(
        "(" + ", ".join(form.replace("%s", f"${next(places)}") for form in forms) + ")"
        for _row in range(rows)
    )
    names = ", ".join(quote(str(field.column)) for field in fields)
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {lines}"  # noqa: S608
