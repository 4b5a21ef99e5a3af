"""The inbox and one ticket beside it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, companies, in_force
from ventanilla.console.frame import count_text, eyes, page, path, user_of
from ventanilla.console.joined import joined
from ventanilla.console.rows import PAGE, RESTING, groups, listed
from ventanilla.console.ticket import Refusal, panel, part_view, ticket_view
from ventanilla.people.guards import STAFF, register_reader, roles_of, staff
from ventanilla.tickets.access import access_ticket
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.queries import whole

PARTS = frozenset({"head", "thread", "context", "composer"})


@register_reader
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where one lands: at the first company one works for, else at the first register."""
    roles = roles_of(user_of(request).pk)
    known = [company.slug for company in companies() if company.slug in roles]
    works = [slug for slug in known if roles[slug] in STAFF]
    if works:
        return redirect("console:inbox", slug=works[0])
    if known:
        return redirect("console:register", slug=known[0])
    raise Http404


def ticket_of(request: HttpRequest, company: InForce, number: str) -> Ticket:
    """The ticket of a number, through the one door.

    Raises:
        Http404: when there is none, or this agent may not know of it.
    """
    try:
        return access_ticket(user_of(request), company.id, number)
    except Ticket.DoesNotExist as error:
        raise Http404 from error


def list_context(request: HttpRequest, company: InForce, selected: str = "") -> dict[str, object]:
    """The list pane: the view's tickets in groups.

    Raises:
        Http404: when no view can have this name.
    """
    view = request.GET.get("view", "all")[:60]
    if not view.isprintable():  # PostgreSQL takes no NUL
        raise Http404(view)
    look = eyes(request)
    tickets, resting = listed(company, view, user_of(request).pk, look.now)
    shown = PAGE if view == "held" else RESTING
    more_url = path(company, "inbox") + "?view=held" if len(resting) > RESTING else ""
    if view == "held":
        more_url = ""
    query = "" if view == "all" else f"?view={view}"
    more = "+" if len(tickets) > PAGE else ""
    heading = {
        "mine": _("My turn"),
        "risk": _("At risk"),
        "free": _("Unassigned"),
        "held": _("Waiting for the customer"),
    }.get(view, _("Inbox"))
    return {
        "heading": heading,
        "count_text": count_text(len(tickets[:PAGE])) + more,
        "groups": groups(company, tickets[:PAGE], resting[:shown], look, query, selected, more_url),
        "empty_text": _("Nothing waits. Well done."),
        "list_url": path(company, "inbox") + (query + "&" if query else "?") + "part=list",
        "nav_view": view,
    }


@staff
@require_safe
def inbox(request: HttpRequest, slug: str) -> HttpResponse:
    """The list by promise; with ``?part=list`` only the list."""
    company = in_force(slug)
    context = list_context(request, company, request.GET.get("open", ""))
    view = str(context.pop("nav_view"))
    if request.GET.get("part") == "list":
        return render(request, "console/inbox.html#list", context)
    return page(request, company, "console/inbox.html", {**context, "view": "list"}, nav_view=view)


@staff
@require_safe
def ticket(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One ticket; to htmx only its pane, or the part that changed."""
    company = in_force(slug)
    row = ticket_of(request, company, number)
    part = request.GET.get("part", "")
    if part in PARTS:
        return render(request, f"console/ticket.html#{part}", pane_context(request, company, row))
    return show(request, company, row)


def show(
    request: HttpRequest, company: InForce, row: Ticket, refusal: Refusal | None = None
) -> HttpResponse:
    """The ticket after an act or a visit, as whoever asked needs it."""
    context = pane_context(request, company, row, refusal)
    status = 422 if refusal else 200
    if request.headers.get("HX-Request"):
        return render(request, "console/ticket.html#pane", context, status=status)
    listed = list_context(request, company, row.number)
    view = str(listed.pop("nav_view"))
    return page(
        request,
        company,
        "console/inbox.html",
        {**listed, **context, "view": "ticket"},
        status=status,
        nav_view=view,
    )


def pane_context(
    request: HttpRequest, company: InForce, row: Ticket, refusal: Refusal | None = None
) -> dict[str, object]:
    """What the ticket pane and the customer pane show."""
    look = eyes(request)
    found = whole(row, look.now)
    if request.GET.get("part") == "thread":
        return {"ticket": part_view(found, company, look)}
    return {
        "ticket": ticket_view(found, company, look, refusal),
        "panel": panel(found, company, look),
        "joined": joined(found, company, look),
        "list_url_back": path(company, "inbox"),
    }
