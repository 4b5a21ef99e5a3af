"""What was owed: a row per promise per ticket, derived from policy and events."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.tickets.models.base import OfTicket


class PromiseRow(OfTicket):
    """One promise to one customer: the rule, its due instant, and whether it was kept."""

    class State(models.TextChoices):
        RUNNING = "running"
        PAUSED = "paused"
        KEPT = "kept"
        BROKEN = "broken"
        VOID = "void"

    pk = models.CompositePrimaryKey("company_id", "ticket", "name")
    name = models.CharField(max_length=60)
    policy = models.SmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(null=True)
    """The due instant before any extension or amendment of the calendar."""
    stopped_at = models.DateTimeField(null=True)
    guarantee = models.BooleanField(default=True)
    channel = models.CharField(max_length=40, default="")
    """By which its request came, so that rates by channel need not look at the tickets."""

    class Meta:
        indexes = [
            models.Index(
                "due_at", name="promise_running", condition=Q(state="running", due_at__isnull=False)
            ),
            models.Index(
                fields=["company", "name", "stopped_at"],
                include=["started_at", "channel", "policy", "ticket"],
                condition=Q(state="kept"),
                name="promise_kept",
            ),
            models.Index(
                fields=["company", "name", "due_at"],
                include=["started_at", "stopped_at", "channel", "policy", "ticket"],
                condition=Q(state="broken"),
                name="promise_broken",
            ),
        ]
