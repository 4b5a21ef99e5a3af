"""What the settings promise whatever the tests have made cheaper for themselves."""

from __future__ import annotations

from django.contrib.auth.hashers import get_hashers_by_algorithm, make_password
from django.test import override_settings

from ventanilla import settings


def test_a_password_costs_what_somebody_who_guesses_cannot_pay():
    with override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS):
        kept = make_password("a long enough password")
        assert set(get_hashers_by_algorithm()) == {"argon2"}
    assert kept.startswith("argon2$argon2id$")
    cost = dict(part.split("=") for part in kept.split("$")[3].split(","))
    assert int(cost["m"]) >= 19 * 1024, "KiB of memory, as OWASP asks at two passes"
    assert int(cost["t"]) >= 2
