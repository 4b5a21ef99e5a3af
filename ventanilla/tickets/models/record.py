"""What was said and what happened: messages, files, events, promises."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.companies.models import Company


class OfTicket(models.Model):
    """A row that belongs to a ticket; the key begins with the company."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    ticket = models.BigIntegerField()

    class Meta:
        abstract = True


class Message(OfTicket):
    """Words of a person: the only place where personal words are kept."""

    class Kind(models.TextChoices):
        IN = "in"  # from the customer
        OUT = "out"  # to the customer
        NOTE = "note"  # among staff
        OTHER = "other"  # from somebody who is not proved to be the customer

    pk = models.CompositePrimaryKey("company_id", "id")
    id = models.BigIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    author = models.BigIntegerField(null=True)
    author_name = models.CharField(max_length=200, blank=True, default="")
    channel = models.CharField(max_length=40)
    language = models.CharField(max_length=12, blank=True, default="")
    text = models.TextField()
    quoted = models.TextField(blank=True, default="")
    """What was cut as quoted history or signature; shown behind a fold."""
    fields = models.JSONField(default=dict)
    """The details that the topic asks for, by name."""
    at = models.DateTimeField()
    inbound = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=400, blank=True, default="")
    """The Message-ID of a mail."""

    class Meta:
        indexes = [
            models.Index("company", "ticket", "id", name="message_ticket"),
            models.Index(
                "company", "reference", name="message_reference", condition=~Q(reference="")
            ),
        ]


class File(OfTicket):
    """A file that came with a message; the bytes lie in the files folder under ``digest``."""

    pk = models.CompositePrimaryKey("company_id", "id")
    id = models.BigIntegerField()
    message = models.BigIntegerField()
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index("company", "ticket", name="file_ticket")]


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

    class Meta:
        indexes = [
            models.Index(
                "due_at", name="promise_running", condition=Q(state="running", due_at__isnull=False)
            ),
            models.Index("company", "name", "started_at", name="promise_measure"),
        ]
