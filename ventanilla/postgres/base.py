"""Django's PostgreSQL with one difference: how it finds out that a kept connection has ended."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks at the socket before each request, where Django asks the server ``SELECT 1``."""

    def is_usable(self) -> bool:
        """Whether the server is still there.

        A server that ended has closed its side, so there is something to read where nothing was
        asked; only then it is asked.
        """
        if self.connection is None or self.connection.pgconn.status != ConnStatus.OK:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0) or bool(super().is_usable())
