"""Fields, constraints and indexes of the record."""

from .events import Event
from .messages import File, Message
from .outbox import ClientKey, Outgoing
from .points import Point
from .promises import PromiseRow
from .search import SearchEntry
from .ticket import Ticket

__all__ = [
    "ClientKey",
    "Event",
    "File",
    "Message",
    "Outgoing",
    "Point",
    "PromiseRow",
    "SearchEntry",
    "Ticket",
]
