"""What every act on a complaint asks first: is it one, is it open, can it be answered."""

from __future__ import annotations

from ventanilla.core.lifecycle import DONE
from ventanilla.core.policy import Policy, Topic
from ventanilla.core.words import gettext_noop
from ventanilla.tickets.change import Change
from ventanilla.tickets.letters import address_of


def complaint_topic(policy: Policy) -> Topic | None:
    """The topic under which a company handles complaints; None where its policy has none."""
    return next((topic for topic in policy.topics.values() if topic.complaint), None)


def must_be_open_complaint(change: Change) -> None:
    """Refuse what only an undecided complaint can have.

    Raises:
        ValueError: when the ticket is no complaint, or is solved already.
    """
    topic = change.policy.topics.get(change.condition.topic)
    if topic is None or not topic.complaint:
        raise ValueError(gettext_noop("This request is no complaint. Change its topic first."))
    if change.condition.state in DONE:
        raise ValueError(gettext_noop("This request is solved already."))


def must_have_address(change: Change) -> None:
    """Refuse a letter in writing to somebody whose address is not known.

    Raises:
        ValueError: when there is no address.
    """
    if not address_of(change.ticket.company_id, change.ticket.customer):
        raise ValueError(gettext_noop("No address of this customer is known to write to."))
