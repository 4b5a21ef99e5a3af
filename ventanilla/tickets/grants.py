"""The rights of the application's database role: it adds to the record and changes nothing."""

from __future__ import annotations

from django.db import connections
from django.db.utils import ProgrammingError

ROLE = "ventanilla_app"
APPENDED = (
    "tickets_event",
    "tickets_anchor",
    "tickets_anchorleaf",
    "tickets_returncopy",
    "companies_policyversion",
    "companies_policydraft",
    "companies_policyevent",
    "companies_proof",
    "helpcentre_articleevent",
    "helpcentre_wording",
)

_MAKE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ventanilla_app') THEN
        CREATE ROLE ventanilla_app NOLOGIN;
    END IF;
    EXECUTE format('GRANT ventanilla_app TO %I', current_user);
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
_FUTURE = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT"
_GRANT = (
    f"{_FUTURE} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {ROLE}",
    f"{_FUTURE} USAGE, SELECT ON SEQUENCES TO {ROLE}",
    f"GRANT USAGE ON SCHEMA public TO {ROLE}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}",
    f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}",
    *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {ROLE}" for table in APPENDED),
)


def grant(using: str = "default") -> None:
    """Make the role and set its rights; on a server where we may make no roles, do nothing.

    The trigger on the table refuses changes there too.
    """
    with connections[using].cursor() as cursor:
        try:
            cursor.execute(_MAKE)
        except ProgrammingError:
            return
        for statement in _GRANT:
            cursor.execute(statement)
