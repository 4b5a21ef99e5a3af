"""What a ticket is found by."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from ventanilla.tickets.models.base import OfTicket


class Tokens(SearchVectorField):  # type: ignore[type-arg]
    """A set of tokens: given as a list, kept as a ``tsvector`` without places."""

    written_as = "array_to_tsvector(%s::text[])"
    """How ``writing.insert`` hands a value over: nothing in it is parsed."""


class SearchEntry(OfTicket):
    """The words of a ticket: number, subject, names, and all messages, notes too (staff only).

    Each token begins with the company, so the words of one are never looked through for another.
    """

    pk = models.CompositePrimaryKey("company_id", "ticket")
    at = models.DateTimeField()
    """When the ticket was received: the newest is found first."""
    words = Tokens()

    class Meta:
        indexes = [
            models.Index(fields=["company", "-at", "-ticket"], name="search_newest"),
            GinIndex(fields=["words"], name="search_words", gin_pending_list_limit=512),
        ]
