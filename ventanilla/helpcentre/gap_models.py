"""What was read of questions so that gaps can be found, and what staff has set aside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.companies.models import Company


class Reading(models.Model):
    """What a question means and how surely an article answered it: kept, as it takes long to find.

    No words are kept here. It follows from the question, and may be thrown away at any time.
    """

    pk = models.CompositePrimaryKey("company_id", "digest")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    """SHA-256 of the model's name and the question's words (``core.answers.asked.key_of``)."""
    row = models.BinaryField()
    """Little-endian numbers of two bytes each; none where there is no model."""
    sure = models.FloatField()
    """How sure the first answer was when the question was read, from 0 to 1."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["company", "at"], name="reading_when")]

    def __str__(self) -> str:
        return f"{self.company_id}/{self.digest[:8]}"


class SetAside(models.Model):
    """A group of questions that is none for the help centre, as it was when somebody said so."""

    id = models.BigAutoField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    digests = models.JSONField()
    """The questions of the group then: SHA-256 of the words of each."""
    count = models.IntegerField()
    """How often it had been asked."""
    question = models.CharField(max_length=200)
    """Its commonest words, masked."""
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=120)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["company", "-at"],
                name="set_aside_standing",
                condition=Q(undone_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.question}"
