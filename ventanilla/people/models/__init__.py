"""Who: customers and their addresses, staff and their teams."""

from .customers import AccessCode, Address, Customer
from .teams import Membership, SavedSearch, Team
from .users import Invitation, User

__all__ = [
    "AccessCode",
    "Address",
    "Customer",
    "Invitation",
    "Membership",
    "SavedSearch",
    "Team",
    "User",
]
