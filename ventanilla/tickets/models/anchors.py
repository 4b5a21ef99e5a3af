"""Anchors: every hour, what the chains of a company had come to. Appended, never changed."""

from __future__ import annotations

from django.db import models

from ventanilla.companies.models import Company
from ventanilla.tickets.models.base import OfTicket


class Anchor(models.Model):
    """The root over the heads of all tickets that changed, signed and chained (a trigger keeps)."""

    pk = models.CompositePrimaryKey("company_id", "serial")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    serial = models.IntegerField()
    """Counts from 1 in each company without a gap."""
    upto = models.DateTimeField()
    """The full hour before which everything committed is covered."""
    leaves = models.IntegerField()
    root = models.BinaryField()
    before = models.BinaryField()
    """Digest of the anchor before; empty in the first."""
    key = models.CharField(max_length=16)
    signature = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("company", "upto", name="anchor_hour_once")]

    def __str__(self) -> str:
        return f"{self.company_id}/{self.serial}"


class AnchorLeaf(OfTicket):
    """A ticket whose chain grew since the anchor before: how far, and its head."""

    pk = models.CompositePrimaryKey("company_id", "anchor", "ticket")
    anchor = models.IntegerField()
    seq = models.IntegerField()
    head = models.BinaryField()

    class Meta:
        indexes = [models.Index("company", "ticket", "seq", name="anchor_leaf_ticket")]
