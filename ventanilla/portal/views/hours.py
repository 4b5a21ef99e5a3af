"""Hours and promises, as the policy in force says them: nothing on this page is typed twice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.core.policy import Policy, Promise, Topic
from ventanilla.people.guards import anyone
from ventanilla.portal import published
from ventanilla.portal.cards import channel_cards
from ventanilla.portal.frame import eyes, page
from ventanilla.portal.kept import kept
from ventanilla.portal.visit import lane_of
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times


@anyone
@require_safe
def hours(request: HttpRequest, slug: str) -> HttpResponse:
    """Each channel with its hours in the reader's zone, the promises, and how we work."""
    company = in_force(slug)
    look = eyes(request, company)
    since = times.day_of(company.policy.effective, look.language)
    context = {
        "channels": channel_cards(company, look, lane_of(request, company)),
        "promises": promises(company, look),
        "kept": kept(company, look),
        "self_help": published.self_help(company, look.language),
        "places": published.other_places(company, look.language),
        "prohibitions": published.prohibitions(company.policy, look.language),
        "lanes": published.lanes(company.policy, look.language),
        "ladder": published.ladder(company.policy, look.language),
        "workings": published.workings(company.policy, look.language),
        "zone_text": times.zone_name(look.zone.key, look.language),
        "holidays": published.days_off(company.policy, look),
        "version_text": _("Policy %(version)s, in force since %(day)s")
        % {"version": company.policy.version, "day": since},
    }
    return page(request, company, "portal/hours.html", context)


def _concerns(promise: Promise, topic: Topic) -> bool:
    """Whether a promise is owed to requests of a topic, by a channel that takes them."""
    about = not promise.topics or topic.name in promise.topics
    return about and (not promise.channels or bool(set(promise.channels) & set(topic.accepts)))


def promises(company: InForce, look: Eyes) -> list[dict[str, str]]:
    """Each promise once, in the policy's words and order, with the topics it is for."""
    found = []
    for promise in company.policy.promises.values():
        topics = [t for t in company.policy.topics.values() if _concerns(promise, t)]
        if promise.shown and topics:
            found.append(_row(company.policy, promise, topics, look.language))
    return found


def _row(policy: Policy, promise: Promise, topics: list[Topic], language: str) -> dict[str, str]:
    accepted = {name for topic in topics for name in topic.accepts}
    by = [policy.channels[name] for name in promise.channels if name in accepted]
    everything = len(topics) == len(policy.topics) > 1
    return {
        "title": promise.title.for_(language),
        "promise": promise.text.for_(language),
        "topics": _("All topics")
        if everything
        else _listed([topic.title.for_(language) for topic in topics]),
        "channels": _listed([c.title.for_(language) for c in by if c.listed]),
    }


def _listed(names: list[str]) -> str:
    """Names in one line. Titles have commas of their own, so another sign stands between them."""
    return " \u00b7 ".join(names)
