"""Words of the ask form that wait in the visitor's session while they sign in (SB-05)."""

from __future__ import annotations

from django.http import HttpRequest

from ventanilla.companies.inforce import InForce
from ventanilla.core.policy import Topic
from ventanilla.portal.forms import LONGEST_TEXT


def _key(company: InForce) -> str:
    return f"draft:{company.slug}"


def keep(request: HttpRequest, company: InForce, topic: Topic) -> None:
    """Keep what was typed for a topic, and come back to it after signing in.

    Files are not kept: no session holds them, and who has yet to sign in may be asked to
    choose them again.
    """
    names = ["name", "email", "subject", "text", "s", *(f"d-{d.name}" for d in topic.details)]
    words = {name: request.POST[name][:LONGEST_TEXT] for name in names if request.POST.get(name)}
    before = kept(request, company, topic)
    request.session[_key(company)] = {"topic": topic.name, "words": before | words, "back": True}


def kept(request: HttpRequest, company: InForce, topic: Topic) -> dict[str, str]:
    """The words that wait for a topic, by the names of the form's fields."""
    found = request.session.get(_key(company), {})
    return dict(found.get("words", {})) if found.get("topic") == topic.name else {}


def waiting(request: HttpRequest, company: InForce) -> Topic | None:
    """The topic to come back to after signing in."""
    found = request.session.get(_key(company), {})
    return company.policy.topics.get(found.get("topic", "")) if found.get("back") else None


def came_back(request: HttpRequest, company: InForce) -> None:
    """The form is shown again: the next sign-in leads where it always leads."""
    found = request.session.get(_key(company))
    if found and found.get("back"):
        request.session[_key(company)] = {**found, "back": False}


def forget(request: HttpRequest, company: InForce) -> None:
    """The words were sent."""
    request.session.pop(_key(company), None)
