"""Raw first: a mail is stored and committed before anybody is told that we have it."""

from __future__ import annotations

from hashlib import sha256

from django.db import connection

from ventanilla.tickets.writing import CHANNEL

LIMIT = 25 * 1024 * 1024
"""The largest mail that is taken, in bytes; a larger one is refused at the door (552)."""

_STORE = """
WITH fresh AS (
    INSERT INTO channels_inbound
        (mailbox, source, raw, digest, sender, state, kind, trouble, tries)
    VALUES (%s, %s, %s, %s, %s, %s, '', %s, 0)
    ON CONFLICT (mailbox, digest) DO NOTHING
    RETURNING id
)
SELECT id, pg_notify(%s, '{"i":1}') FROM fresh
"""


def store(mailbox: str, source: str, sender: str, raw: bytes, trouble: str = "") -> bool:
    """Keep the bytes of a mail for good; False when this mailbox has these very bytes already.

    When this returns outside a transaction the mail is committed, and may be acknowledged. One
    with ``trouble`` is not read any more: it goes into quarantine with these words.
    """
    digest = sha256(raw).hexdigest()
    where, who = mailbox.strip().lower()[:320], sender.replace("\0", "")[:320]
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [where, source, raw, digest, who, "new", trouble[:300], CHANNEL])
        return cursor.fetchone() is not None
