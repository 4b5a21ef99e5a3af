"""Finding at once: the palette, and what a number, an address or words find."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import path
from ventanilla.console.rows import Listed, addresses, chosen
from ventanilla.core.numbers import tidy_number
from ventanilla.people.guards import staff
from ventanilla.people.models import Address
from ventanilla.tickets.models import Ticket
from ventanilla.tickets.search_filter import find
from ventanilla.ui.parts import PaletteGroup, PaletteItem


def found(company: InForce, query: str, limit: int) -> list[Listed]:
    """Tickets by number, by the beginning of a mail address, or by words, the newest first."""
    if "\0" in query:  # PostgreSQL takes none
        return []
    mine = Ticket.objects.filter(company_id=company.id)
    number = tidy_number(query)
    if number is not None:
        exact = mine.filter(number=number).values_list("id", flat=True).first()
        if exact is not None:
            return chosen(company, [exact])
    if "@" in query:
        owners = Address.objects.filter(company_id=company.id, value__startswith=query.lower())
        theirs = mine.filter(merged_into=None, customer__in=owners.values("customer")[:50])
        ids = list(theirs.order_by("-received_at").values_list("id", flat=True)[:limit])
        if ids:
            return chosen(company, ids)
    hits = chosen(company, find(company.id, query, limit))
    return [hit for hit in hits if hit.state != Ticket.State.MERGED]  # found where they go on


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
        address = addresses(company)
        hits = [
            PaletteItem(text=t.subject, url=address(t.number), icon="mail", code=t.number)
            for t in found(company, wanted, 7)
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
            text=_("Promise board"), url=path(company, "board"), icon="progress", key_hint="G B"
        ),
        PaletteItem(
            text=_("Quarantine"), url=path(company, "quarantine"), icon="shield", key_hint="G Q"
        ),
        PaletteItem(text=_("Complaint register"), url=path(company, "register"), icon="scale"),
        PaletteItem(text=_("Returns"), url=path(company, "returns"), icon="report"),
        PaletteItem(text=_("Articles"), url=path(company, "articles"), icon="book"),
    ]


def _acts() -> list[PaletteItem]:
    return [
        PaletteItem(text=_("Reply"), icon="send", key_hint="R", act="r"),
        PaletteItem(text=_("Internal note"), icon="lock", key_hint="N", act="n"),
        PaletteItem(text=_("Assign to me"), icon="user-plus", key_hint="I", act="i"),
        PaletteItem(text=_("Assign…"), icon="user", key_hint="A", act="a"),
        PaletteItem(text=_("Hand over to a team…"), icon="users", key_hint="T", act="t"),
        PaletteItem(text=_("Ask for details"), icon="help-circle", key_hint="S", act="s"),
        PaletteItem(text=_("Insert the first answer"), icon="book", key_hint="Q", act="q"),
        PaletteItem(text=_("Resolve"), icon="check", key_hint="E", act="e"),
        PaletteItem(text=_("Merge with another request…"), icon="git-merge", key_hint="M", act="m"),
        PaletteItem(text=_("Split off a question…"), icon="arrows-split", key_hint="W", act="w"),
        PaletteItem(text=_("Set aside…"), icon="player-pause", key_hint="P", act="p"),
    ]


def _matching(items: list[PaletteItem], wanted: str) -> list[PaletteItem]:
    return [item for item in items if not wanted or wanted in item.text.lower()]
