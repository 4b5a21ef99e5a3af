"""The complaint register: the complaints that are asked for, and what has to be known of all."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.frame import eyes, page, path
from ventanilla.console.lines import names_of
from ventanilla.console.register_cards import cards, grids
from ventanilla.console.register_forms import FilterForm, filter_form, query_of
from ventanilla.console.register_places import cursor_of, read_cursor
from ventanilla.console.register_rows import Names, row_of
from ventanilla.people.guards import STAFF, register_reader, role_at
from ventanilla.tickets.register import Line, lines
from ventanilla.tickets.register_filter import after, before, complaints
from ventanilla.tickets.register_year import year_of
from ventanilla.tickets.showing import Eyes
from ventanilla.ui.parts import Pager

PAGE = 50


@register_reader
@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The complaints that are asked for, with the figures of the last twelve months above them."""
    company, look = in_force(slug), eyes(request)
    form = filter_form(request, company.policy, look.language)
    shown, pager = _page_of(request, company, form, look)
    year = year_of(company.id, company.policy.zone, look.now)
    known, works_here = names_of(company, look), role_at(request, slug) in STAFF
    names = Names(known.people, known.teams, works_here)
    query = f"?{query_of(form)}" if query_of(form) else ""
    context = {
        "form": form,
        "rows": [row_of(line, company, names, look) for line in shown],
        "filtered": bool(query),
        "cards": cards(year, look),
        "grids": grids(year.figures, company.policy, look.language),
        "pager": pager,
        "urls": {
            "register": path(company, "register"),
            "csv": path(company, "register_csv") + query,
            "json": path(company, "register_json") + query,
        },
    }
    status = 422 if form.errors else 200
    return page(
        request, company, "console/register.html", context, status=status, nav_view="register"
    )


def _page_of(
    request: HttpRequest, company: InForce, form: FilterForm, look: Eyes
) -> tuple[list[Line], Pager]:
    """A page of the list and the ways on from it: by the place of a row, never by a count.

    Raises:
        Http404: when the place is none.
    """
    found = complaints(company.id, form.wanted(), look.zone, look.now)
    older, newer = request.GET.get("after", ""), request.GET.get("before", "")
    try:
        if older:
            tickets = list(after(found, *read_cursor(older))[: PAGE + 1])
        elif newer:
            tickets = list(before(found, *read_cursor(newer))[: PAGE + 1])[::-1]
        else:
            tickets = list(found[: PAGE + 1])
    except ValueError as error:
        raise Http404 from error
    more = len(tickets) > PAGE
    kept = tickets[1:] if newer and more else tickets[:PAGE]
    shown = lines(company.id, kept, look.now)
    return shown, _pager(company, form, shown, is_newer=bool(older or (newer and more)),
                         is_older=bool(newer or more))  # fmt: skip


def _pager(
    company: InForce, form: FilterForm, shown: list[Line], *, is_newer: bool, is_older: bool
) -> Pager:
    def link(word: str, line: Line) -> str:
        place = urlencode({word: cursor_of(line)})
        return f"{path(company, 'register')}?{'&'.join(filter(None, (query_of(form), place)))}"

    return Pager(
        newer_url=link("before", shown[0]) if shown and is_newer else "",
        older_url=link("after", shown[-1]) if shown and is_older else "",
    )
