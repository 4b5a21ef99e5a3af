"""Finding: the palette, and the list of what was found."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, page, path
from ventanilla.console.rows import PAGE, names, row
from ventanilla.core.numbers import tidy_number
from ventanilla.people.guards import staff
from ventanilla.people.models import Address, Customer
from ventanilla.tickets.models import Ticket
from ventanilla.ui.parts import PaletteGroup, PaletteItem

LOOKED_THROUGH = 2000


def found(company: InForce, query: str) -> QuerySet[Ticket]:
    """Tickets by number, mail address, name, or words of the subject, the newest first.

    Names and subjects are looked for among the newest tickets only, so that the time is bounded;
    the words of all messages are a matter of the search index to come.
    """
    mine = Ticket.objects.filter(company_id=company.id)
    number = tidy_number(query)
    if number is not None:
        exact = mine.filter(number=number)
        if exact.exists():
            return exact
    if "@" in query:
        owners = Address.objects.filter(company_id=company.id, value__startswith=query.lower())
        return mine.filter(customer__in=owners.values("customer")[:50]).order_by("-received_at")
    recent = mine.order_by("-received_at").values("id")[:LOOKED_THROUGH]
    people = Customer.objects.filter(company_id=company.id, name__icontains=query).values("id")[:50]
    words = Q(subject__icontains=query) | Q(number__icontains=query) | Q(customer__in=people)
    return mine.filter(id__in=recent).filter(words).order_by("-received_at")


@staff
@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """What was found, as a list."""
    company = in_force(slug)
    query = request.GET.get("q", "").strip()[:100]
    look = eyes(request)
    tickets = list(found(company, query)[:PAGE]) if query else []
    known = names(company, tickets)
    rows = [
        row(
            t,
            known.get(t.customer, ""),
            look,
            url=path(company, "ticket", t.number),
            selected="",
        )
        for t in tickets
    ]
    context = {"query": query, "rows": rows, "urls": {"search": path(company, "search")}}
    return page(request, company, "console/search.html", context)


@staff
@require_safe
def palette(request: HttpRequest, slug: str) -> HttpResponse:
    """Go, act, find: as one types."""
    company = in_force(slug)
    query = request.GET.get("q", "").strip()[:100]
    wanted = query.lstrip("#@>").strip().lower()
    groups = []
    if not query.startswith((">", "#", "@")):
        groups.append(PaletteGroup(title=_("Go to"), items=_matching(_places(company), wanted)))
    if not query.startswith(("#", "@")):
        groups.append(PaletteGroup(title=_("Act"), items=_matching(_acts(), wanted)))
    if wanted and not query.startswith(">"):
        hits = [
            PaletteItem(
                text=t.subject, url=path(company, "ticket", t.number), icon="mail", code=t.number
            )
            for t in found(company, wanted)[:7]
        ]
        groups.append(PaletteGroup(title=_("Requests"), items=hits))
    shown = [group for group in groups if group.items]
    return render(request, "console/palette.html", {"groups": shown, "query": query})


def _places(company: InForce) -> list[PaletteItem]:
    home = path(company, "inbox")
    return [
        PaletteItem(text=_("Inbox"), url=home, icon="inbox", key_hint="G I"),
        PaletteItem(text=_("My turn"), url=f"{home}?view=mine", icon="user"),
        PaletteItem(text=_("At risk"), url=f"{home}?view=risk", icon="hourglass", key_hint="G R"),
        PaletteItem(text=_("Unassigned"), url=f"{home}?view=free", icon="user-off"),
        PaletteItem(
            text=_("Quarantine"), url=path(company, "quarantine"), icon="shield", key_hint="G Q"
        ),
    ]


def _acts() -> list[PaletteItem]:
    return [
        PaletteItem(text=_("Reply"), icon="send", key_hint="R", act="r"),
        PaletteItem(text=_("Internal note"), icon="lock", key_hint="N", act="n"),
        PaletteItem(text=_("Assign to me"), icon="user-plus", key_hint="I", act="i"),
        PaletteItem(text=_("Assign…"), icon="user", key_hint="A", act="a"),
        PaletteItem(text=_("Hand over to a team…"), icon="users", key_hint="T", act="t"),
        PaletteItem(text=_("Ask for details"), icon="help-circle", key_hint="S", act="s"),
        PaletteItem(text=_("Resolve"), icon="check", key_hint="E", act="e"),
    ]


def _matching(items: list[PaletteItem], wanted: str) -> list[PaletteItem]:
    return [item for item in items if not wanted or wanted in item.text.lower()]
