"""Companies and the policies that were ever in force for them."""

from __future__ import annotations

from django.db import models


class Company(models.Model):
    """A business that the desk serves. Its ``id`` is the first part of every key elsewhere."""

    id = models.SmallAutoField(primary_key=True)
    slug = models.SlugField(max_length=40, unique=True)
    host = models.CharField(max_length=253, blank=True, default="")
    current = models.SmallIntegerField(default=0)
    """Serial of the policy in force; 0 before the first was loaded."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=~models.Q(host=""), name="company_host_once"
            )
        ]

    def __str__(self) -> str:
        return self.slug


class PolicyVersion(models.Model):
    """A policy as it was written, kept for ever: tickets name the one they were judged by."""

    pk = models.CompositePrimaryKey("company_id", "serial")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="policies")
    serial = models.SmallIntegerField()
    version = models.CharField(max_length=40)
    effective = models.DateField()
    source = models.TextField()
    packs = models.JSONField(default=dict)
    """The texts of the law packs it named, by slug: a ticket keeps the law it was judged by."""
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.company_id}/{self.serial}"
