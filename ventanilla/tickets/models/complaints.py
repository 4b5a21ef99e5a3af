"""What the register keeps of a complaint beside its ticket (L-01, L-05 Annex)."""

from __future__ import annotations

from django.db import models

from ventanilla.companies.models import Company
from ventanilla.tickets.models.base import OfTicket


class Complaint(OfTicket):
    """A complaint's entry: its number in the register, what is asked for, who speaks for whom."""

    pk = models.CompositePrimaryKey("company_id", "ticket")
    number = models.CharField(max_length=40, blank=True, default="")
    """The number in the form the law wants; empty where none prescribes one."""
    registered_at = models.DateTimeField()
    posted_on = models.DateField(null=True)
    """The date of the postmark, where it came by post."""
    asked_for = models.TextField(blank=True, default="")
    service = models.CharField(max_length=200, blank=True, default="")
    """The service, contract or account that it is about."""
    spokesperson = models.CharField(max_length=200, blank=True, default="")
    """Who speaks for the customer; empty where they speak for themselves."""
    authority = models.CharField(max_length=200, blank=True, default="")
    """What proves that they may: a power of attorney, its date, the file's name."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "number"],
                condition=~models.Q(number=""),
                name="complaint_number_once",
            )
        ]


class Series(models.Model):
    """How far a numbering has come in a year."""

    pk = models.CompositePrimaryKey("company_id", "name", "year")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)
