"""Splitting off a question as a request of its own, and taking that back."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.split_form import SplitForm, first_words
from ventanilla.console.views.inbox import ticket_of
from ventanilla.people.guards import staff
from ventanilla.tickets.actions.split import split as split_ticket
from ventanilla.tickets.actions.unsplit import unsplit as take_back
from ventanilla.tickets.once import KeyReusedError
from ventanilla.tickets.queries import Whole, whole
from ventanilla.tickets.showing import Eyes


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Choose messages or a part of their words, a subject and a topic; a new request is made."""
    company, look = in_force(slug), eyes(request)
    found = whole(ticket_of(request, company, number), look.now)
    form = _form(request, company, found, look)
    if form is not None and form.is_bound and form.is_valid():
        fresh = _done(request, company, found, form, look)
        if fresh:
            messages.success(request, _("Split off as %(number)s.") % {"number": fresh})
            return redirect("console:ticket", slug=slug, number=fresh)
    context = {
        "view": "page",
        "number": number,
        "subject": found.ticket.subject,
        "form": form,
        "key": request.POST.get("key") or secrets.token_urlsafe(18),
        "urls": {
            "ticket": path(company, "ticket", number),
            "split": path(company, "split", number),
        },
    }
    status = 422 if form is not None and form.errors else 200
    return page(request, company, "console/split.html", context, status=status)


def _form(request: HttpRequest, company: InForce, found: Whole, look: Eyes) -> SplitForm | None:
    """The form; None where the customer has written nothing."""
    said = [message for message in found.messages if message.kind == "in"]
    if not said:
        return None
    policy = company.policy
    topics = [(topic.name, topic.title.for_(look.language)) for topic in policy.topics.values()]
    if request.method == "POST":
        return SplitForm(said, topics, look, request.POST)
    asked = request.GET.get("message", ""), request.GET.get("part", "")
    initial = {**first_words(said, *asked), "topic": found.ticket.topic}
    return SplitForm(said, topics, look, initial=initial)


def _done(request: HttpRequest, company: InForce, found: Whole, form: SplitForm, look: Eyes) -> str:
    """The number of the new request; "" where it was refused, with the reason in the form."""
    key = request.POST.get("key", "")[:80]
    try:
        done = split_ticket(
            company.id, found.ticket.id, user_of(request), form.part(), look.now, key
        )
    except KeyReusedError:
        again = _("This was sent before with other words. Look at the thread, then send again.")
        form.add_error(None, again)
        return ""
    except ValueError as error:
        form.add_error(None, _(str(error)))
        return ""
    return done.number


@staff
@require_POST
def unsplit(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Take a split back: the request goes on in the one it came from."""
    company = in_force(slug)
    ticket = ticket_of(request, company, number)
    try:
        done = take_back(company.id, ticket.id, user_of(request), timezone.now())
    except ValueError as refused:
        messages.error(request, _(str(refused)))
        return redirect("console:ticket", slug=slug, number=number)
    said = _("Taken back: %(number)s goes on.") % {"number": done.kept.number}
    messages.success(request, said)
    return redirect("console:ticket", slug=slug, number=done.kept.number)
