"""The day of an approved policy has come: it is noted once, for whoever reads the history."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

_BEGUN = """
INSERT INTO companies_policyevent (company_id, what, version, serial, draft_id, by_name, at)
SELECT v.company_id, 'begun', v.version, v.serial, approved.draft_id, '', v.starts_at
FROM companies_policyversion v
JOIN companies_policyevent approved ON approved.company_id = v.company_id
    AND approved.serial = v.serial AND approved.what = 'approved'
WHERE v.starts_at <= %s AND NOT EXISTS (SELECT FROM companies_policyevent done
    WHERE done.company_id = v.company_id AND done.serial = v.serial
        AND done.what IN ('withdrawn', 'begun'))
ON CONFLICT DO NOTHING
"""


def note_begun(now: datetime) -> int:
    """Record each approved version whose day has come; returns how many.

    It is in force without this: the record only says so.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEGUN, [now])
        return int(cursor.rowcount)
