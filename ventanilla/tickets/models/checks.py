"""What staff ask each other about a ticket before the customer is answered (RX-32, RX-63)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.tickets.models.base import OfTicket


class Check(OfTicket):
    """A question to the named representative of an area, and the answer. Kept among staff."""

    class Verdict(models.TextChoices):
        AGREED = "agreed"
        OBJECTED = "objected"

    pk = models.CompositePrimaryKey("company_id", "id")
    id = models.BigIntegerField()
    team = models.CharField(max_length=40)
    person = models.BigIntegerField()
    """The representative of the area when it was asked (RX-64)."""
    question = models.BigIntegerField()
    """The note with the words."""
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True, default="")
    answer = models.BigIntegerField(null=True)
    answered_by = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("company", "team", "id", name="check_open", condition=Q(verdict="")),
            models.Index("company", "ticket", name="check_ticket"),
        ]
