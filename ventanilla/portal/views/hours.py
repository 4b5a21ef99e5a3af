"""Hours and promises, as the policy in force says them: nothing on this page is typed twice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.core.policy import Promise, Topic
from ventanilla.people.guards import anyone
from ventanilla.portal.cards import channel_cards
from ventanilla.portal.frame import eyes, page
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times


@anyone
@require_safe
def hours(request: HttpRequest, slug: str) -> HttpResponse:
    """Each channel with its hours in the reader's zone, each topic with its promises."""
    company = in_force(slug)
    look = eyes(request, company)
    since = times.day_of(company.policy.effective, look.language)
    context = {
        "channels": channel_cards(company, look),
        "groups": groups(company, look),
        "zone_text": times.zone_name(look.zone.key, look.language),
        "holidays": [],
        "version_text": _("Policy %(version)s, in force since %(day)s")
        % {"version": company.policy.version, "day": since},
    }
    return page(request, company, "portal/hours.html", context)


def _concerns(promise: Promise, topic: Topic) -> bool:
    """Whether a promise is owed to requests of a topic, by a channel that takes them."""
    about = not promise.topics or topic.name in promise.topics
    return about and (not promise.channels or bool(set(promise.channels) & set(topic.accepts)))


def groups(company: InForce, look: Eyes) -> list[dict[str, object]]:
    """The promises of every topic, in the policy's words and order."""
    policy = company.policy
    found: list[dict[str, object]] = []
    for topic in policy.topics.values():
        rows = [
            {
                "title": promise.title.for_(look.language),
                "promise": promise.text.for_(look.language),
                "detail": ", ".join(
                    policy.channels[name].title.for_(look.language)
                    for name in promise.channels
                    if name in topic.accepts and policy.channels[name].listed
                ),
            }
            for promise in policy.promises.values()
            if promise.shown and _concerns(promise, topic)
        ]
        if rows:
            found.append({"title": topic.title.for_(look.language), "rows": rows})
    return found
