"""A connection that ended is replaced before a request uses it."""

import psycopg
import pytest
from django.db import connection as of_the_test
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection():
    """A connection of its own: the test's is in a transaction."""
    own = of_the_test.copy()
    yield own
    own.close()


def pid_of(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_connection_in_order_is_not_asked(connection):
    pid_of(connection)
    with CaptureQueriesContext(connection) as asked:
        assert connection.is_usable()
    assert not asked.captured_queries


def test_one_that_the_server_ended_is_noticed_and_replaced(connection):
    ended = pid_of(connection)
    params = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    wanted = {name: params[name] for name in names if params.get(name)}
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
    assert not connection.is_usable()
    connection.health_check_enabled, connection.health_check_done = True, False
    assert pid_of(connection) != ended
