"""Rows of several tables in one statement; listeners hear of it after the commit and not before."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from threading import Thread

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from ventanilla.people.models import Address, Customer
from ventanilla.tickets.ids import new_id
from ventanilla.tickets.models import Outgoing
from ventanilla.tickets.writing import CHANNEL, insert

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def customer(company, name="Ana"):
    return Customer(company_id=company, id=new_id(), name=name, language="es", since=NOON)


def letter(company, values):
    fresh = new_id()
    return Outgoing(
        company_id=company,
        id=fresh,
        letter="answer",
        recipient="ana@correo.test",
        language="es",
        values=values,
        reference=f"<{fresh}@x>",
        next_at=NOON,
        created_at=NOON,
    )


def test_rows_of_several_tables_are_one_statement(company, monkeypatch):
    statements = []

    class Spy(psycopg.RawCursor):
        def execute(self, query, *rest, **more):
            statements.append(query)
            return super().execute(query, *rest, **more)

    monkeypatch.setattr("ventanilla.tickets.writing.RawCursor", Spy)
    xm = company("xm").id
    ana, eva = customer(xm), customer(xm, "Eva'); DROP TABLE x; --")
    rows = [ana, eva, Address(company_id=xm, value="a@b.test", customer=ana.id), letter(xm, {})]
    insert(rows, tell={"c": xm, "t": 1})
    assert len(statements) == 1
    assert Customer.objects.get(company_id=xm, id=eva.id).name == eva.name
    assert Address.objects.get(company_id=xm, value="a@b.test").customer == ana.id
    assert Outgoing.objects.get().state == "pending"


@pytest.mark.parametrize(
    "values", [{}, {"a": "ñ 发票 فاتورة"}, {"n": [1, None, True, {"x": 1.5}]}, {"%s": "{x}"}]
)
def test_json_comes_back_as_it_went_in(company, values):
    insert([letter(company("xm").id, values)])
    assert Outgoing.objects.get().values == values


def test_one_bad_row_and_none_is_written(company):
    xm = company("xm").id
    good = customer(xm)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([good, letter(xm, {}), customer(xm), good])
    assert not Customer.objects.filter(id=good.id).exists()
    assert not Outgoing.objects.exists()


def test_no_rows_and_nobody_told_is_no_failure():
    insert([])


@pytest.fixture
def listener():
    """A connection of its own to the database of the tests."""
    params = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    wanted = {name: params[name] for name in names if params.get(name)}
    with psycopg.connect(**wanted, autocommit=True) as found:
        found.execute(f"LISTEN {CHANNEL}")
        yield lambda seconds: [json.loads(note.payload) for note in found.notifies(timeout=seconds)]


def test_listeners_hear_nothing_before_the_commit(company, listener):
    insert([customer(company("xm").id)], tell={"c": 1, "t": 2})
    assert listener(0.3) == []


def in_a_transaction_of_its_own(tell, fails):
    def work():
        from contextlib import suppress

        with suppress(RuntimeError), transaction.atomic():
            insert([], tell=tell)
            if fails:
                raise RuntimeError("taken back")
        connection.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()


def test_listeners_hear_after_the_commit_and_never_of_what_was_taken_back(listener):
    in_a_transaction_of_its_own({"c": 7, "t": 8}, fails=True)
    in_a_transaction_of_its_own({"c": 7, "t": 9}, fails=False)
    assert listener(0.5) == [{"c": 7, "t": 9}]
