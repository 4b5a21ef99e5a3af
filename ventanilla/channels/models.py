"""What came in, byte for byte, before anybody tried to understand it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Inbound(models.Model):
    """A mail as it arrived. Stored and committed first, parsed later, never dropped."""

    class State(models.TextChoices):
        NEW = "new"
        DONE = "done"
        QUARANTINE = "quarantine"
        RELEASED = "released"
        REFUSED = "refused"

    id = models.BigAutoField(primary_key=True)
    mailbox = models.CharField(max_length=320)
    """The address it was delivered to, or the IMAP folder it was fetched from."""
    source = models.CharField(max_length=10)
    raw = models.BinaryField()
    digest = models.CharField(max_length=64)
    sender = models.CharField(max_length=320, blank=True, default="")
    """The envelope sender (MAIL FROM), empty for bounces."""
    received_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    company = models.SmallIntegerField(null=True)
    ticket = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=20, blank=True, default="")
    trouble = models.CharField(max_length=300, blank=True, default="")
    tries = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint("mailbox", "digest", name="inbound_once"),
        ]
        indexes = [
            models.Index("next_at", name="inbound_new", condition=Q(state="new")),
            models.Index(
                fields=["company", "-id"], name="inbound_held", condition=Q(state="quarantine")
            ),
        ]


class Mailbox(models.Model):
    """How far an IMAP folder was fetched."""

    name = models.CharField(max_length=400, primary_key=True)
    uidvalidity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
