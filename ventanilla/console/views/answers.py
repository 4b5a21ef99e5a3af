"""Articles beside a ticket: found, read whole, put into the answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.companies.inforce import in_force
from ventanilla.console.answers_beside import LONGEST, newest, pane, whole
from ventanilla.console.frame import eyes, page, path
from ventanilla.console.views.inbox import ticket_of
from ventanilla.helpcentre.showings import inserted as note_inserted
from ventanilla.helpcentre.showings import opened as note_opened
from ventanilla.helpcentre.stock import help_of
from ventanilla.people.guards import staff

LONGEST_KEY = 200


@staff
@require_safe
def answers(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """What answers the customer's last words; ``q``: what the agent looks for.

    ``part=found`` only the list; ``part=again`` the list, if there is a newer message than
    ``seen`` and nobody has typed a search meanwhile.
    """
    company = in_force(slug)
    ticket = ticket_of(request, company, number)
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    part, seen = request.GET.get("part", ""), request.GET.get("seen", "")
    if part == "again" and (typed or seen == str(newest(company, ticket))):
        return HttpResponse(status=204)
    key = request.GET.get("s", "")[:LONGEST_KEY]
    context: dict[str, object] = {
        "pane": pane(company, ticket, eyes(request), typed, key),
        "insertable": bool(part),
        "urls": {
            "answers": path(company, "answers", ticket.number),
            "inserted": path(company, "answers_inserted", ticket.number),
            "ticket": path(company, "ticket", ticket.number),
        },
        "subject": ticket.subject,
    }
    if part:
        response = render(request, "console/answers.html#found", context)
        response["Cache-Control"] = "no-store"
        return response
    return page(request, company, "console/answers.html", context)


@staff
@require_safe
def answer(request: HttpRequest, slug: str, number: str, name: str) -> HttpResponse:
    """An article whole, in the customer's language and in the agent's."""
    company = in_force(slug)
    ticket = ticket_of(request, company, number)
    article = help_of(company.id).articles.get(name)
    if article is None:
        raise Http404(name)
    look = eyes(request)
    note_opened(request.GET.get("s", "")[:LONGEST_KEY], company.id, name, look.now)
    context = {"wordings": whole(company, ticket, article, look)}
    return render(request, "console/answers.html#whole", context)


@staff
@require_POST
def inserted(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """An agent put an article into their answer: it is noted, the words are theirs to send."""
    company = in_force(slug)
    ticket = ticket_of(request, company, number)
    name = request.POST.get("article", "")
    if name in help_of(company.id).articles:
        note_inserted(request.POST.get("s", "")[:LONGEST_KEY], company.id, name)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect("console:ticket", slug=slug, number=ticket.number)
