"""What was said: messages and their files. The only place of personal words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.tickets.models.base import OfTicket


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
    parts = models.JSONField(default=dict)
    """The parts of a typed letter by their field, in the words that were sent."""
    at = models.DateTimeField()
    inbound = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=400, blank=True, default="")
    """The Message-ID of a mail."""
    split_from = models.BigIntegerField(null=True)
    """The message whose words these are, where an agent made a request of its own of them."""

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
