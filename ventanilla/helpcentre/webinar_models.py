"""Who takes part in a webinar, and what they ask before and during it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.companies.models import Company


class Seat(models.Model):
    """Somebody's place in a webinar: where they are reminded, in their language and zone."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    article = models.CharField(max_length=80)
    address = models.CharField(max_length=320)
    language = models.CharField(max_length=12)
    zone = models.CharField(max_length=60)
    at = models.DateTimeField()
    starts_at = models.DateTimeField()
    """When the webinar was to begin when the seat was taken, or when they were last told."""
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "article", "address"], name="seat_once"),
        ]
        indexes = [
            models.Index(
                fields=["starts_at"], name="seat_waiting", condition=Q(reminded_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}/{self.article}"


class Question(models.Model):
    """A question to those who hold a webinar. Everybody reads it once it is answered."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    article = models.CharField(max_length=80)
    address = models.CharField(max_length=320)
    language = models.CharField(max_length=12)
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    answered_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["company", "article", "at"], name="question_of")]

    def __str__(self) -> str:
        return f"{self.company_id}/{self.article}: {self.at}"
