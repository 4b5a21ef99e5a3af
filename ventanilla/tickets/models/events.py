"""What happened: appended, chained, never changed."""

from __future__ import annotations

from django.db import models

from ventanilla.tickets.models.base import OfTicket


class Event(OfTicket):
    """One thing that happened. Appended, chained by hash, never changed (a trigger refuses)."""

    pk = models.CompositePrimaryKey("company_id", "ticket", "seq")
    seq = models.IntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=10)
    actor = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    """Ids, codes, digests and instants; never personal words."""
    hash = models.BinaryField()
