"""Django's own checks, and that no migration is missing."""

from __future__ import annotations

import os
import sys
import tempfile


def main() -> int:
    """Run ``check --deploy`` as a public desk would be set up, and ``makemigrations --check``."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="ventanilla.settings",
        DATABASE_URL="postgresql://nobody@localhost:1/none",
        VENTANILLA_DATA=tempfile.mkdtemp(),
        VENTANILLA_URL="https://desk.example.test",
        VENTANILLA_SECRET="only-for-this-check-" * 4,
    )
    import warnings

    import django
    from django.core.management import call_command

    django.setup()
    warnings.simplefilter("ignore")
    call_command("check", deploy=True, fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
