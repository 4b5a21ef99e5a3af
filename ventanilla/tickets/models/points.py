"""What a complaint raises, point by point: the decision has to answer each (RX-15, L-05)."""

from __future__ import annotations

from django.db import models

from ventanilla.tickets.models.base import OfTicket


class Point(OfTicket):
    """One point of a complaint, in the customer's words, and its answer once it was decided."""

    pk = models.CompositePrimaryKey("company_id", "id")
    id = models.BigIntegerField()
    place = models.SmallIntegerField()
    """Its place in the list, from 1."""
    text = models.TextField()
    answer = models.TextField(blank=True, default="")
    message = models.BigIntegerField(null=True)
    """The decision that answered it."""

    class Meta:
        constraints = [
            models.UniqueConstraint("company", "ticket", "place", name="point_place_once"),
        ]
