from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TicketsConfig(AppConfig):
    name = "ventanilla.tickets"
    label = "tickets"

    def ready(self) -> None:
        post_migrate.connect(_grant, sender=self)


def _grant(using: str, **_: Any) -> None:
    """After every migration: what the application's role may do, and what it may not."""
    from ventanilla.tickets.grants import grant  # noqa: PLC0415 - models are ready only now

    grant(using)
