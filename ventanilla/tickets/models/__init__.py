"""Fields, constraints and indexes of the record."""

from .anchors import Anchor, AnchorLeaf
from .events import Event
from .messages import File, Message
from .outbox import ClientKey, Outgoing
from .points import Point
from .promises import PromiseRow
from .returns import Return, ReturnCopy
from .search import SearchEntry
from .ticket import Ticket

__all__ = [
    "Anchor",
    "AnchorLeaf",
    "ClientKey",
    "Event",
    "File",
    "Message",
    "Outgoing",
    "Point",
    "PromiseRow",
    "Return",
    "ReturnCopy",
    "SearchEntry",
    "Ticket",
]
