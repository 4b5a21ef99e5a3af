"""The ticket: a row that can always be derived again from its events."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.companies.models import Company


class Ticket(models.Model):
    """One matter of one customer. Every column here follows from the events and the policy."""

    class State(models.TextChoices):
        NEW = "new"
        OPEN = "open"
        WAITING = "waiting"
        PARKED = "parked"
        RESOLVED = "resolved"
        CLOSED = "closed"
        MERGED = "merged"

    pk = models.CompositePrimaryKey("company_id", "id")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.BigIntegerField()
    number = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    topic = models.CharField(max_length=40)
    lane = models.CharField(max_length=40)
    channel = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    zone = models.CharField(max_length=64, blank=True, default="")
    policy = models.SmallIntegerField()
    """Serial of the policy version this ticket is judged by."""
    customer = models.BigIntegerField()
    subject = models.CharField(max_length=300)
    snippet = models.CharField(max_length=200, blank=True, default="")
    assignee = models.BigIntegerField(null=True)
    team = models.CharField(max_length=40, blank=True, default="")
    demoted = models.BooleanField(default=False)
    verified = models.BooleanField(default=True)
    """Whether the sender was proved to own the address."""
    linked = models.BigIntegerField(null=True)
    """The earlier ticket that this one follows, when that one was closed too long ago; or from
    which an agent split it off."""
    merged_into = models.BigIntegerField(null=True)
    """The ticket in which this one goes on."""
    parked_why = models.CharField(max_length=40, blank=True, default="", db_default="")
    """Why it is set aside, by the code of the reason; empty while it is not."""
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    """When a person first answered."""
    resolved_at = models.DateTimeField(null=True)
    complaint = models.BooleanField(default=False)
    """Whether its topic is one of complaints in the policy that judges it: then it stands in the
    register."""
    outcome = models.CharField(max_length=20, blank=True, default="")
    """How the decision that stands ended a complaint; empty without one."""
    cause = models.CharField(max_length=40, blank=True, default="")
    """The root cause that agents named, by its code."""
    rank = models.SmallIntegerField(default=0)
    """Lane and fair use as one number: smaller is answered first (``core.routing``)."""
    sort_at = models.DateTimeField()
    """Within one rank the earlier comes first: the due instant, or the arrival."""
    due_at = models.DateTimeField(null=True)
    """The earliest running due instant, the one that is shown."""
    due_name = models.CharField(max_length=60, blank=True, default="")
    due_from = models.DateTimeField(null=True)
    seq = models.IntegerField(default=0)
    """Number of events; the next event takes ``seq + 1``."""
    head = models.BinaryField(default=b"")
    """Hash of the last event."""
    thread_key = models.CharField(max_length=24)
    """Random part of the reply address; worth nothing without its signature."""

    class Meta:
        constraints = [
            models.UniqueConstraint("company", "number", name="ticket_number_once"),
        ]
        indexes = [
            models.Index(
                "company",
                "rank",
                "sort_at",
                "id",
                name="ticket_queue",
                condition=Q(state__in=["new", "open"]),
            ),
            models.Index(
                "company",
                "changed_at",
                "id",
                name="ticket_held",
                condition=Q(state__in=["waiting", "parked"]),
            ),
            models.Index(fields=["company", "customer", "-received_at"], name="ticket_customer"),
            models.Index(
                fields=["company", "-received_at", "-id"],
                name="ticket_register",
                condition=Q(complaint=True),
            ),
            models.Index(
                fields=["company", "topic", "due_at"],
                condition=Q(state__in=["new", "open", "waiting", "parked"]),
                name="ticket_open",
            ),
            models.Index(
                "company",
                "merged_into",
                name="ticket_merged",
                condition=Q(merged_into__isnull=False),
            ),
            models.Index(
                fields=["company", "answered_at"],
                include=["received_at", "topic", "lane", "channel", "language"],
                condition=Q(answered_at__isnull=False),
                name="ticket_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.number
