"""What somebody may be writing about, while they type: topics with their ways, never a decision."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Topic
from ventanilla.core.topics import SURE
from ventanilla.helpcentre.topics import likely_topics
from ventanilla.portal.cards import form_channel, topic_card
from ventanilla.portal.known import carry
from ventanilla.portal.ways import later_text, recommended, taking, way_card
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.parts import ChannelCard
from ventanilla.ui.parts import Topic as TopicCard

LIMIT = 3
"""Topics that are named."""


@dataclass(frozen=True, slots=True)
class Probable:
    """A topic that may be meant, with the ways that the company recommends for it now."""

    topic: TopicCard
    ways: list[ChannelCard]
    later: str


@dataclass(frozen=True, slots=True)
class Other:
    """The topic that the words of a form seem to be about; ``url`` its form, "" without one."""

    title: str
    url: str
    text: str


def probable(company: InForce, words: str, key: str, look: Eyes, lane: str) -> list[Probable]:
    """The likeliest topics, each with its ways; the words go along to the form."""
    found = []
    for one in likely_topics(company, words, _code(look))[:LIMIT]:
        topic = company.policy.topics[one.topic]
        card = topic_card(company, topic, look, lane)
        form = card.url
        card = replace(card, url=carry(form, words, key))
        ways = recommended(company, topic, lane) or taking(company, topic, lane)
        cards = [way_card(company, topic, channel, look, lane) for channel in ways]
        cards = [
            replace(one, url=carry(one.url, words, key)) if one.url == form else one
            for one in cards
        ]
        found.append(Probable(card, cards, later_text(company, topic, look, lane)))
    return found


def other_topic(
    company: InForce, topic: Topic, words: str, look: Eyes, lane: str = ""
) -> Other | None:
    """Another topic, where the words of a form surely are about that one.

    Nobody is told so who complains: a complaint may be about anything.
    """
    found = likely_topics(company, words, _code(look)) if not topic.complaint else []
    mine = next((one.score for one in found if one.topic == topic.name), 0.0)
    if not found or found[0].score < SURE or 2 * mine > found[0].score:
        return None
    other = company.policy.topics[found[0].topic]
    title = other.title.for_(look.language)
    if form_channel(company.policy, other.name):
        text = _("What you typed goes along. Files are chosen again there.")
        return Other(title, _path(company, other), text)
    ways = ", ".join(c.title.for_(look.language) for c in taking(company, other, lane))
    return Other(title, "", _("The form does not take it. These do: %(ways)s.") % {"ways": ways})


def _path(company: InForce, topic: Topic) -> str:
    return reverse("portal:ask_topic", args=[company.slug, topic.name])


def _code(look: Eyes) -> str:
    return look.language.partition("-")[0]
