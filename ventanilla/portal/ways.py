"""Which ways take a matter, in the company's order, with what each promises now.

A way that does not take it says which do; a complaint is refused by none (XM-33).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Channel, Topic
from ventanilla.portal.cards import FORM_KINDS, channel_card, promised, promised_by
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.parts import ChannelCard

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Route:
    """A topic with the names of its ways, the recommended ones first, and what is said of others.

    ``later`` is where to turn while the first way is closed.
    """

    title: str
    url: str
    ways: list[str]
    refused: str
    later: str


def taking(company: InForce, topic: Topic, lane: str) -> list[Channel]:
    """The channels by which somebody of a lane may write about a topic, the recommended first."""
    return [c for c in company.policy.channels_for(topic.name, lane) if c.inbound]


def recommended(company: InForce, topic: Topic, lane: str) -> list[Channel]:
    """Those of them that the company recommends, in its order."""
    return [channel for channel in taking(company, topic, lane) if channel.name in topic.best]


def way_card(
    company: InForce, topic: Topic, channel: Channel, look: Eyes, lane: str
) -> ChannelCard:
    """A channel with what it promises to somebody who turns to it now with a matter of a topic."""
    card = channel_card(company, channel, look)
    now = promised_by(promised(company, topic.name, channel.name, look.now, lane), look)
    url = card.url
    if channel.kind in FORM_KINDS:
        url = reverse("portal:ask_topic", args=[company.slug, topic.name])
    return replace(card, promise_text=now or card.promise_text, url=url)


def not_taking(company: InForce, topic: Topic, lane: str) -> list[Channel]:
    """The listed channels for matters of several kinds that do not take this one.

    A channel of a single purpose (the address for documents) is expected by nobody to take more.
    """
    policy = company.policy
    doors = (c for c in policy.doors() if lane in c.lanes or (c.listed and not c.lanes))
    several = (c for c in doors if len(policy.topics_for(c.name)) >= SEVERAL)
    return [channel for channel in several if channel.name not in topic.accepts]


def refused_text(company: InForce, topic: Topic, look: Eyes, lane: str) -> str:
    """Which ways do not take a topic, and which do; empty where all of them do."""
    ways = ", ".join(_titles(taking(company, topic, lane), look))
    others = "" if topic.complaint else not_by(company, topic, look, lane)
    if not ways or not (others or topic.complaint):
        return ""
    if topic.complaint:
        said = _("Please write it by: %(ways)s. By another way it is taken up as well, never lost.")
        return said % {"ways": ways}
    return f"{others} {_('These take it: %(ways)s.') % {'ways': ways}}"


def not_by(company: InForce, topic: Topic, look: Eyes, lane: str) -> str:
    """Which ways do not take a topic; a complaint is refused by none."""
    others = ", ".join(_titles(not_taking(company, topic, lane), look))
    return _("Not by: %(others)s.") % {"others": others} if others else ""


def later_text(company: InForce, topic: Topic, look: Eyes, lane: str) -> str:
    """Where to turn while the first way is closed (EX-92); empty while it is open."""
    policy = company.policy
    other = policy.channels.get(topic.outside_hours or "")
    first = next(iter(taking(company, topic, lane)), None)
    schedule = policy.schedules.get(first.schedule or "") if first else None
    if other is None or first is None or schedule is None or schedule.is_open(look.now):
        return ""
    names = {"way": first.title.for_(look.language), "other": other.title.for_(look.language)}
    return _("%(way)s is closed now. Until it opens: %(other)s.") % names


def routes(company: InForce, look: Eyes, lane: str) -> list[Route]:
    """Every topic with its ways, as the page of hours tells them."""
    return [
        Route(
            title=topic.title.for_(look.language),
            url=reverse("portal:ask_topic", args=[company.slug, topic.name]),
            ways=_titles(taking(company, topic, lane), look),
            refused=refused_text(company, topic, look, lane)
            if topic.complaint
            else not_by(company, topic, look, lane),
            later=later_text(company, topic, look, lane),
        )
        for topic in company.policy.topics.values()
    ]


def _titles(channels: list[Channel], look: Eyes) -> list[str]:
    return [channel.title.for_(look.language) for channel in channels]
