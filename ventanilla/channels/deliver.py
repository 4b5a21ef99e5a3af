"""Delivering the outbox: each letter once, at least; a repeat is always the same mail.

A row is leased, rendered, handed to the SMTP server and marked sent. A crash in between means
that the lease runs out and the same Message-ID goes out again; it can never mean that it is lost.
What was sent on a ticket is kept, but for the keys in it, and its digest stands in the record.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from hashlib import sha256
from smtplib import (
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.db import Error as DatabaseError

from ventanilla.channels.answering import with_answers
from ventanilla.channels.email.compose import composition
from ventanilla.channels.email.smtp import Courier
from ventanilla.channels.letters_of_the_house import HOUSE
from ventanilla.core.facts import Actor
from ventanilla.people.actions.know import fold_address
from ventanilla.tickets.change import changing
from ventanilla.tickets.models import Outgoing

log = logging.getLogger("ventanilla.deliver")

LEASE = timedelta(minutes=2)
GIVE_UP = timedelta(days=4)
BACKOFF_S = (5, 30, 120, 600, 1800, 3600)


_LEASE = """
UPDATE tickets_outgoing SET next_at = %s, tries = tries + 1
WHERE (company_id, id) IN (SELECT company_id, id FROM tickets_outgoing
    WHERE state = 'pending' AND next_at <= %s ORDER BY next_at, id
    LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING *
"""


def lease(now: datetime, limit: int = 20) -> list[Outgoing]:
    """Take letters that are due; nobody else takes them while the lease runs."""
    taken = Outgoing.objects.raw(_LEASE, [now + LEASE, now, limit])
    return sorted(taken, key=lambda row: row.id)


def deliver_due(now: datetime, courier: Courier) -> int:
    """Send what is due; returns how many letters were handled."""
    rows = lease(now)
    for row in rows:
        deliver(row, now, courier)
    return len(rows)


def deliver(row: Outgoing, now: datetime, courier: Courier) -> None:
    """Send one leased letter and record what came of it."""
    if row.automatic and row.letter not in HOUSE and _too_many(row, now):
        _bury(row, now, "more automatic letters to this address in a day than allowed")
        return
    try:
        with_answers(row, now)
        made = composition(row)
        copy = made.mail(keys=False).as_bytes() if _noted(row) else None
        courier.send(made.mail(), row.recipient)
    except DatabaseError:
        raise
    except Exception as error:
        # A letter that cannot be written must not hold up those behind it.
        if not isinstance(error, SMTPException | OSError):
            log.exception("letter %s could not be written", row.reference)
        _failed(row, now, error)
        return
    _sent(row, copy, now)


def _too_many(row: Outgoing, now: datetime) -> bool:
    """Whether this address got its share of automatic mail for a day.

    Replies do not count, nor do codes and links that somebody asked for at a page: those are
    limited there. Letters without a ticket, such as the way to the form, do.
    """
    since = now - timedelta(days=1)
    spellings = {row.recipient, fold_address(row.recipient)}
    earlier = Outgoing.objects.filter(
        company_id=row.company_id, recipient__in=spellings, automatic=True, state="sent"
    ).exclude(letter__in=HOUSE)
    return earlier.filter(sent_at__gte=since).count() >= settings.AUTOMATIC_MAILS_A_DAY


def _noted(row: Outgoing) -> bool:
    """Whether a letter is part of a ticket's record; a code that somebody asked for is not."""
    return row.ticket is not None and row.letter not in HOUSE


def _sent(row: Outgoing, copy: bytes | None, now: datetime) -> None:
    detail = {"digest": sha256(copy).hexdigest()} if copy is not None else {}
    _settle(row, "notice_sent", detail, now, state="sent", sent_at=now, trouble="", copy=copy)


def _failed(row: Outgoing, now: datetime, error: Exception) -> None:
    trouble = f"{type(error).__name__}: {error}"[:300]
    if refused_for_good(error) or now - row.created_at > GIVE_UP:
        _bury(row, now, trouble)
        return
    wait = BACKOFF_S[min(row.tries, len(BACKOFF_S)) - 1]
    log.warning("letter %s to be tried again in %s s: %s", row.reference, wait, trouble)
    again = now + timedelta(seconds=wait)
    Outgoing.objects.filter(pk=row.pk).update(next_at=again, trouble=trouble)


def refused_for_good(error: Exception) -> bool:
    """Whether the server said 5xx: this letter will never be taken."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, SMTPNotSupportedError):
        return True  # the address needs what this server cannot do (RFC 6531)
    return isinstance(error, SMTPResponseException) and error.smtp_code >= 500


def _bury(row: Outgoing, now: datetime, trouble: str) -> None:
    _settle(row, "notice_failed", {}, now, state="dead", trouble=trouble[:300])


def _settle(
    row: Outgoing, kind: str, detail: dict[str, str], now: datetime, **columns: object
) -> None:
    """Write what became of a letter, and note it on its ticket: a receipt keeps its promise."""
    mine = Outgoing.objects.filter(pk=row.pk)
    if row.ticket is None or not _noted(row):
        mine.update(**columns)
        return
    with changing(row.company_id, row.ticket, now, merged=True) as change:
        by: Actor = "system" if row.automatic else "human"
        change.record(kind, by, notice=row.letter, letter=str(row.id), **detail)  # type: ignore[arg-type]
        mine.update(**columns)
