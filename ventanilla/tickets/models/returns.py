"""Periodic returns: what is owed of which period, and the files that were made of it."""

from __future__ import annotations

from django.db import models

from ventanilla.companies.models import Company


class Return(models.Model):
    """One return of one period: owed since the period is over, late since its due, or sent.

    Rows are made by looking at the clock; the pages say the same where none was made yet.
    """

    class State(models.TextChoices):
        OWED = "owed"
        LATE = "late"
        SENT = "sent"

    pk = models.CompositePrimaryKey("company_id", "report", "period")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    report = models.CharField(max_length=80)
    """The name of the report in the policy: ``cnad``, ``cy-cysec.monthly``."""
    period = models.CharField(max_length=8)
    """``2026-11``, ``2026-Q4``, ``2026-H2`` or ``2026``."""
    policy = models.SmallIntegerField()
    """Serial of the policy version by which it is owed."""
    state = models.CharField(max_length=4, choices=State.choices, default=State.OWED)
    due_at = models.DateTimeField(null=True)
    """The first instant at which it is late; none where no day is prescribed."""
    late_noted_at = models.DateTimeField(null=True)
    """When the desk found that its due had passed."""
    sent_on = models.DateField(null=True)
    """The day on which somebody sent it to whom it is for; the desk sends nothing itself."""
    sent_by = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=200, blank=True, default="")
    """What proves it: the number of the receipt, the form, the letter."""
    copy = models.IntegerField(null=True)
    """Which of the files was sent."""
    digest = models.CharField(max_length=64, blank=True, default="")
    """SHA-256 of that file."""
    marked_at = models.DateTimeField(null=True)
    """When it was marked as sent."""

    def __str__(self) -> str:
        return f"{self.company_id}/{self.report}/{self.period}"


class ReturnCopy(models.Model):
    """A file made of the record as it was at a moment; never changed (a trigger keeps it)."""

    class Form(models.TextChoices):
        CSV = "csv"
        JSON = "json"
        PDF = "pdf"

    pk = models.CompositePrimaryKey("company_id", "report", "period", "serial")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    report = models.CharField(max_length=80)
    period = models.CharField(max_length=8)
    serial = models.IntegerField()
    """Counts from 1 for each return."""
    form = models.CharField(max_length=4, choices=Form.choices)
    language = models.CharField(max_length=12)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    """None where it was made on the command line."""

    def __str__(self) -> str:
        return f"{self.company_id}/{self.report}/{self.period}/{self.serial}"
