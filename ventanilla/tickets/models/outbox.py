"""What leaves the desk, and what was already answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ventanilla.companies.models import Company


class Outgoing(models.Model):
    """A mail to be sent, written in the transaction of the change that causes it."""

    class State(models.TextChoices):
        PENDING = "pending"
        SENT = "sent"
        DEAD = "dead"

    pk = models.CompositePrimaryKey("company_id", "id")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.BigIntegerField()
    ticket = models.BigIntegerField(null=True)
    message = models.BigIntegerField(null=True)
    letter = models.CharField(max_length=40)
    automatic = models.BooleanField(default=True)
    recipient = models.CharField(max_length=320)
    language = models.CharField(max_length=12)
    values = models.JSONField(default=dict)
    """Everything the letter needs, so that it can be rendered again the same."""
    reference = models.CharField(max_length=200)
    """The Message-ID, fixed at birth: a repeat after a crash is the same mail."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    tries = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField()
    """When it may be tried; while it is being sent, when the lease runs out."""
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True, default="")
    copy = models.BinaryField(null=True)
    """What went out, without the keys in it: the mail, or the PDF that was posted.

    Its SHA-256 stands in the event that says so."""

    class Meta:
        constraints = [models.UniqueConstraint("reference", name="outgoing_reference_once")]
        indexes = [
            models.Index("next_at", name="outgoing_due", condition=Q(state="pending")),
            models.Index("company", "ticket", name="outgoing_ticket"),
            models.Index("company", "recipient", "created_at", name="outgoing_recipient"),
        ]


class ClientKey(models.Model):
    """A key that a client sent with a request, and the answer it got."""

    pk = models.CompositePrimaryKey("company_id", "purpose", "key")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())
