"""Fields, constraints and indexes of the record."""

from .outbox import ClientKey, Outgoing
from .record import Event, File, Message, PromiseRow
from .ticket import Ticket

__all__ = [
    "ClientKey",
    "Event",
    "File",
    "Message",
    "Outgoing",
    "PromiseRow",
    "Ticket",
]
