"""Fields, constraints and indexes of the record."""

from .anchors import Anchor, AnchorLeaf
from .checks import Check
from .complaints import Complaint, Series
from .events import Event
from .incidents import Incident, IncidentTicket
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
    "Check",
    "ClientKey",
    "Complaint",
    "Event",
    "File",
    "Incident",
    "IncidentTicket",
    "Message",
    "Outgoing",
    "Point",
    "PromiseRow",
    "Return",
    "ReturnCopy",
    "SearchEntry",
    "Series",
    "Ticket",
]
