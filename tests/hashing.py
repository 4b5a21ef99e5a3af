"""Passwords in tests: Argon2 as in the desk, at the least cost that it knows.

At its full cost each member of staff takes a quarter of a second, and every story has some.
"""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapHasher(Argon2PasswordHasher):
    """One pass over eight kibibytes."""

    time_cost, memory_cost, parallelism = 1, 8, 1
