"""What every row of a ticket has: the company, which begins each key, and the ticket."""

from __future__ import annotations

from django.db import models

from ventanilla.companies.models import Company


class OfTicket(models.Model):
    """A row that belongs to a ticket; the key begins with the company."""

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the key begins with it already
    ticket = models.BigIntegerField()

    class Meta:
        abstract = True
