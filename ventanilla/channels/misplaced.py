"""A matter that came by a channel that does not take it: the receipt says which do (XM-31, EX-03).

It is recorded all the same, and nobody has to write again; a complaint is refused by no channel.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.core.topics import SURE
from ventanilla.helpcentre.topics import likely_topics
from ventanilla.tickets.models import Ticket


def misplaced(company: InForce, ticket: Ticket) -> str:
    """The topic that the first words of a request surely are about, where its channel does not
    take that one; else ""."""
    words, language = f"{ticket.subject}\n{ticket.snippet}", ticket.language.partition("-")[0]
    first = next(iter(likely_topics(company, words, language)), None)
    if first is None or first.score < SURE or ticket.complaint:
        return ""
    topic = company.policy.topics[first.topic]
    return "" if topic.complaint or ticket.channel in topic.accepts else topic.name


def ways_text(company: InForce, name: str, language: str) -> str:
    """Which ways are the right ones for a topic, in a sentence; "" without one."""
    topic = company.policy.topics.get(name)
    if topic is None:
        return ""
    ways = ", ".join(
        f"{c.title.for_(language)} ({c.address})" if c.address else c.title.for_(language)
        for c in company.policy.channels_for(name)
        if c.inbound
    )
    said = _("We have it; you need not write again. The ways for “%(topic)s” are: %(ways)s.")
    return said % {"topic": topic.title.for_(language), "ways": ways}
