"""What lies behind several tickets and another area has to mend (RX-34)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.companies.models import Company
from ventanilla.tickets.models.base import OfTicket


class Incident(models.Model):
    """A fault or task for an area, in staff's words; tickets are linked to it."""

    pk = models.CompositePrimaryKey("company_id", "id")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    team = models.CharField(max_length=40)
    person = models.BigIntegerField()
    """The representative of the area when it was opened (RX-64)."""
    opened_by = models.BigIntegerField()
    opened_at = models.DateTimeField()
    outcome = models.TextField(blank=True, default="")
    closed_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                "company", "team", "id", name="incident_open", condition=Q(closed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IncidentTicket(OfTicket):
    """A ticket that an incident lies behind."""

    pk = models.CompositePrimaryKey("company_id", "incident", "ticket")
    incident = models.BigIntegerField()

    class Meta:
        indexes = [models.Index("company", "ticket", name="incident_ticket")]
